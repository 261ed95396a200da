import { z } from 'zod'
import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { db, transaction } from '../db/client.js'
import { NotFound } from '../shared/errors.js'
import { chosenMedicines } from './checking.js'
import type { NewFavourite } from './forms.js'
import { typedAsRow } from './row-values.js'
import { rowFields } from './rules.js'

const favouriteRows = z.array(z.record(z.enum(rowFields), z.string()))

export interface Favourite {
  id: string
  name: string
  rows: z.output<typeof favouriteRows>
}

/** A doctor's own, by name. */
export async function favouritesOf(actor: Actor): Promise<Favourite[]> {
  if (!actor.doctorId) return []
  const found = await db.prescriptionFavourite.findMany({
    where: { doctorId: actor.doctorId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 100,
    select: { id: true, name: true, items: true },
  })
  return found.map(({ items, ...favourite }) => ({ ...favourite, rows: favouriteRows.parse(items) }))
}

/** Keeps what stands on a form under a name. */
export function keepFavourite(actor: Actor, { name, medicines }: NewFavourite): Promise<{ id: string }> {
  authorize(actor, 'prescription.create')
  const { doctorId } = actor
  if (!doctorId) throw new NotFound()
  return transaction(async (tx) => {
    const chosen = await chosenMedicines(medicines, tx)
    const items = chosen.map(({ row, name: medicine, unit }) => typedAsRow({ ...row, medicine, unit }))
    const kept = await tx.prescriptionFavourite.create({
      data: { doctorId, name, items },
      select: { id: true },
    })
    await audit(tx, actor, 'prescription.create', { type: 'prescription-favourite', id: kept.id })
    return kept
  })
}

export function dropFavourite(actor: Actor, id: string): Promise<void> {
  authorize(actor, 'prescription.create')
  const { doctorId } = actor
  if (!doctorId) throw new NotFound()
  return transaction(async (tx) => {
    const { count } = await tx.prescriptionFavourite.deleteMany({ where: { id, doctorId } })
    if (count === 0) throw new NotFound()
    await audit(tx, actor, 'prescription.create', {
      type: 'prescription-favourite',
      id,
      details: { dropped: true },
    })
  })
}
