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
import { byBedNumber } from './rules.js'
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

/** Name, place, and who may lie here. */
export async function editWard(actor: Actor, id: string, form: EditedWard): Promise<void> {
  authorize(actor, 'ward.edit')
  await transaction(async (tx) => {
    const { version, ...columns } = form
    const { count } = await tx.ward.updateMany({
      where: { id, version, closedAt: null },
      data: { ...columns, version: { increment: 1 } },
    })
    if (count === 0) {
      const current = await findWard(id, tx)
      if (current.closedAt) throw new Refusal(closedAlready)
      throw new Stale(wardFormValues(current), current.version)
    }
    await audit(tx, actor, 'ward.edit', { type: 'ward', id, details: columns })
    await announce(tx, ['beds'])
  })
}

/** Closes a ward in which nobody lies and for which nobody is expected. What happened in it stays readable. */
export async function closeWard(actor: Actor, id: string, now: Date): Promise<{ name: string }> {
  authorize(actor, 'ward.edit')
  return transaction(async (tx) => {
    const ward = await lockWard(tx, id)
    if (ward.closedAt) return ward
    const beds = await tx.bed.findMany({ where: { wardId: id, closedAt: null }, select: { id: true } })
    const locked = await lockBeds(
      tx,
      beds.map((bed) => bed.id),
      now,
    )
    const used = locked.filter(({ state }) => state === 'OCCUPIED' || state === 'HELD')
    if (used.length > 0) {
      const numbers = used.sort(byBedNumber).map(({ number }) => number)
      throw new Refusal(stillInUse, { values: { name: ward.name, beds: numbers.join(', ') } })
    }
    for (const bed of locked) await endStay(tx, { bedId: bed.id }, now, actor.id)
    await tx.bed.updateMany({ where: { wardId: id, closedAt: null }, data: { closedAt: now } })
    await tx.ward.update({ where: { id }, data: { closedAt: now, version: { increment: 1 } } })
    await audit(tx, actor, 'ward.edit', { type: 'ward', id, details: { closed: ward.name } })
    await announce(tx, ['beds'])
    return ward
  })
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
export const wardFormValues = (ward: {
  name: string
  floor: string
  sexPolicy: SexPolicy
  version: number
}): Record<string, string> => ({
  ...{ version: String(ward.version), name: ward.name, floor: ward.floor, sexPolicy: ward.sexPolicy },
})

const closedAlready = 'This ward is closed. Nothing in it changes any more.'
const stillInUse = '{{name}} is in use. Beds that are occupied or held: {{beds}}. Move the patients first.'
