import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import type { SexPolicy } from '../generated/prisma/enums.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal, Stale } from '../shared/errors.js'
import type { EditedWard, NewWard } from './forms.js'
import { findWard } from './queries.js'
import { byBedNumber, type WardOffer } from './rules.js'
import { endStay, lockBeds } from './stays.js'

/** A new ward with its beds, numbered from 1, and what a day in it costs from today on. */
export async function openWard(actor: Actor, form: NewWard, now: Date): Promise<{ id: string }> {
  authorize(actor, 'ward.edit')
  return once(actor.id, 'ward.open', form, async (tx) => {
    const { idempotency_key: _, dailyRate, beds, ...columns } = form
    const ward = await tx.ward.create({ data: { ...columns, openedAt: now }, select: { id: true } })
    await tx.wardRate.create({
      data: {
        ...{ wardId: ward.id, fromDay: dayToColumn(dayIn(now, config.zone)), dailyRateMinor: dailyRate },
        ...{ setById: actor.id, setAt: now },
      },
    })
    const numbers = Array.from({ length: beds }, (_, index) => String(index + 1))
    await tx.bed.createMany({ data: numbers.map((number) => ({ wardId: ward.id, number, openedAt: now })) })
    await audit(tx, actor, 'ward.edit', { type: 'ward', id: ward.id, details: { opened: form.name, beds } })
    await announce(tx, ['beds'])
    return ward
  })
}

/** Name, place, who may lie here; and what kind of ward it is, where nobody lies or is expected. */
export async function editWard(actor: Actor, id: string, form: EditedWard, now: Date): Promise<void> {
  authorize(actor, 'ward.edit')
  await transaction(async (tx) => {
    const { version, ...columns } = form
    const ward = await lockOpenWard(tx, id)
    if (ward.version !== version) throw new Stale(wardFormValues(ward), ward.version)
    if (isOtherKind(ward, columns)) {
      await requireUnused(tx, ward, now, kindOfUsed)
      const { level, isolation, oxygen } = ward
      await tx.wardFormer.create({ data: { wardId: id, until: now, level, isolation, oxygen } })
    }
    await tx.ward.update({ where: { id }, data: { ...columns, version: { increment: 1 } } })
    await audit(tx, actor, 'ward.edit', { type: 'ward', id, details: columns })
    await announce(tx, ['beds'])
  })
}

const isOtherKind = (ward: WardOffer, other: WardOffer) =>
  ward.level !== other.level || ward.isolation !== other.isolation || ward.oxygen !== other.oxygen

/** Closes a ward in which nobody lies and for which nobody is expected. What happened in it stays readable. */
export async function closeWard(actor: Actor, id: string, now: Date): Promise<{ name: string }> {
  authorize(actor, 'ward.edit')
  return transaction(async (tx) => {
    const ward = await lockWard(tx, id)
    if (ward.closedAt) return ward
    const locked = await requireUnused(tx, ward, now, stillInUse)
    for (const bed of locked) await endStay(tx, { bedId: bed.id }, now, actor.id)
    await tx.bed.updateMany({ where: { wardId: id, closedAt: null }, data: { closedAt: now } })
    await tx.ward.update({ where: { id }, data: { closedAt: now, version: { increment: 1 } } })
    await audit(tx, actor, 'ward.edit', { type: 'ward', id, details: { closed: ward.name } })
    await announce(tx, ['beds'])
    return ward
  })
}

/** The beds of a ward, locked; refused with this sentence while somebody lies in one or is expected. */
async function requireUnused(
  tx: Tx,
  { id, name }: { id: string; name: string },
  now: Date,
  refusal: Sentence,
) {
  const beds = await tx.bed.findMany({ where: { wardId: id, closedAt: null }, select: { id: true } })
  const locked = await lockBeds(
    tx,
    beds.map((bed) => bed.id),
    now,
  )
  const used = locked.filter(({ state }) => state === 'OCCUPIED' || state === 'HELD').sort(byBedNumber)
  if (used.length > 0) {
    const values = { name, beds: used.map(({ number }) => number).join(', ') }
    throw new Refusal(refusal.text, { values, ...(refusal.field && { field: refusal.field }) })
  }
  return locked
}

/** A ward's row, so that nobody closes it while a bed or a room is added. */
export async function lockWard(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "ward" WHERE "id" = ${id}::uuid FOR UPDATE`
  return findWard(id, tx)
}

/** The same, of a ward that is open. */
export async function lockOpenWard(tx: Tx, id: string) {
  const ward = await lockWard(tx, id)
  if (ward.closedAt) throw new Refusal(closedAlready)
  return ward
}

/** A ward as its form has it. */
export const wardFormValues = (
  ward: WardOffer & { name: string; floor: string; sexPolicy: SexPolicy; version: number },
): Record<string, string> => ({
  ...{ version: String(ward.version), name: ward.name, floor: ward.floor, sexPolicy: ward.sexPolicy },
  ...{ level: ward.level, isolation: ward.isolation ? 'on' : '', oxygen: ward.oxygen ? 'on' : '' },
})

const closedAlready = 'This ward is closed. Open it again before you change it.'

interface Sentence {
  text: string
  field?: string
}
const stillInUse: Sentence = {
  text: '{{name}} is in use. Beds that are occupied or held: {{beds}}. Move the patients first.',
}
const kindOfUsed: Sentence = {
  text: 'What {{name}} offers changes only while nobody lies there or is expected. Beds that are occupied or held: {{beds}}.',
  field: 'level',
}
