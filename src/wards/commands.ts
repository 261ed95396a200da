import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { Refusal, Stale } from '../shared/errors.js'
import { plainAmount } from '../shared/money.js'
import type { EditedWard, NewBed, NewWard } from './forms.js'
import { lockBed } from './locking.js'
import { findWard } from './queries.js'
import { type BedDeed, bedDeeds, bedTransitions } from './rules.js'

/** A new ward with its beds, numbered from 1. */
export async function openWard(actor: Actor, form: NewWard): Promise<{ id: string }> {
  authorize(actor, 'ward.edit')
  return once(actor.id, 'ward.open', form, async (tx) => {
    const { idempotency_key: _, dailyRate, beds, ...columns } = form
    const ward = await tx.ward.create({
      data: { ...columns, dailyRateMinor: dailyRate },
      select: { id: true },
    })
    const numbers = Array.from({ length: beds }, (_, index) => String(index + 1))
    await tx.bed.createMany({ data: numbers.map((number) => ({ wardId: ward.id, number })) })
    await audit(tx, actor, 'ward.edit', { type: 'ward', id: ward.id, details: { opened: form.name, beds } })
    return ward
  })
}

/** Name, place and price of a ward. A new price holds for stays that begin from now on. */
export async function editWard(actor: Actor, id: string, form: EditedWard): Promise<void> {
  authorize(actor, 'ward.edit')
  await transaction(async (tx) => {
    const { count } = await tx.ward.updateMany({
      where: { id, version: form.version },
      data: { name: form.name, floor: form.floor, dailyRateMinor: form.dailyRate, version: { increment: 1 } },
    })
    if (count === 0) {
      const current = await findWard(id, tx)
      throw new Stale(wardFormValues(current), current.version)
    }
    const details = { name: form.name, dailyRateMinor: String(form.dailyRate) }
    await audit(tx, actor, 'ward.edit', { type: 'ward', id, details })
  })
}

/** One more bed. It is cleaned before anybody lies in it. */
export async function addBed(actor: Actor, wardId: string, form: NewBed): Promise<{ id: string }> {
  authorize(actor, 'ward.edit')
  const wanted = { ...form, wardId }
  return once(actor.id, 'ward.add-bed', wanted, async (tx) => {
    await findWard(wardId, tx)
    const bed = await tx.bed.create({
      data: { wardId, number: form.number, condition: 'CLEANING' },
      select: { id: true },
    })
    await audit(tx, actor, 'ward.edit', { type: 'bed', id: bed.id, details: { added: form.number } })
    return bed
  })
}

export function finishCleaning(actor: Actor, bedId: string): Promise<ChangedBed> {
  return changeBed(actor, 'bed.clean', bedId, 'clean')
}

/** Takes a bed out of use: broken, or its place is needed. */
export function blockBed(actor: Actor, bedId: string): Promise<ChangedBed> {
  return changeBed(actor, 'ward.edit', bedId, 'block')
}

export function unblockBed(actor: Actor, bedId: string): Promise<ChangedBed> {
  return changeBed(actor, 'ward.edit', bedId, 'unblock')
}

/** A ward as its form has it. */
export const wardFormValues = (ward: {
  name: string
  floor: string
  dailyRateMinor: bigint
  version: number
}): Record<string, string> => ({
  version: String(ward.version),
  name: ward.name,
  floor: ward.floor,
  dailyRate: plainAmount(ward.dailyRateMinor, config.currency),
})

export interface ChangedBed {
  number: string
  wardId: string
  ward: { name: string }
}

/** A second click on the same button finds the deed done, and that is no problem. */
async function changeBed(actor: Actor, action: 'bed.clean' | 'ward.edit', bedId: string, deed: BedDeed) {
  authorize(actor, action)
  return transaction(async (tx) => {
    const bed = await lockBed(tx, bedId)
    const next = bedTransitions[bed.condition][deed]
    if (!bed.occupied && bed.condition === resultOf(deed)) return bed
    if (!next || !bedDeeds(bed.condition, bed.occupied).includes(deed)) {
      throw new Refusal(
        bed.occupied
          ? 'Bed {{number}} is occupied.'
          : 'This cannot be done with bed {{number}} as it is now.',
        {
          values: { number: bed.number },
        },
      )
    }
    await tx.bed.update({ where: { id: bedId }, data: { condition: next }, select: { id: true } })
    await audit(tx, actor, action, {
      type: 'bed',
      id: bedId,
      details: { deed, from: bed.condition, to: next },
    })
    return bed
  })
}

const resultOf = (deed: BedDeed) => Object.values(bedTransitions).find((deeds) => deeds[deed])?.[deed]
