import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { lockOpenWard } from './commands.js'
import type { NewRate } from './forms.js'

/**
 * What a day in a ward costs from a day on. That day is tomorrow or later: the days until today were promised at the
 * rate that held, and are on bills already.
 */
export async function setRate(
  actor: Actor,
  wardId: string,
  form: NewRate,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'ward.edit')
  const wanted = { ...form, wardId }
  return once(actor.id, 'ward.set-rate', wanted, async (tx) => {
    await lockOpenWard(tx, wardId)
    if (form.from <= dayIn(now, config.zone)) throw new Refusal(inThePast, { field: 'from' })
    const rate = await tx.wardRate.create({
      data: {
        ...{ wardId, fromDay: dayToColumn(form.from), dailyRateMinor: form.dailyRate },
        ...{ setById: actor.id, setAt: now },
      },
      select: { id: true },
    })
    const details = { from: form.from, dailyRateMinor: String(form.dailyRate) }
    await audit(tx, actor, 'ward.edit', { type: 'ward', id: wardId, details })
    return rate
  })
}

/** Takes back a rate whose first day has not come. */
export async function removeRate(
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ wardId: string; from: ReturnType<typeof dayIn> }> {
  authorize(actor, 'ward.edit')
  return transaction(async (tx) => {
    const rate = await tx.wardRate.findUnique({
      where: { id },
      select: { wardId: true, fromDay: true, dailyRateMinor: true },
    })
    if (!rate) throw new NotFound()
    const from = dayFromColumn(rate.fromDay)
    if (from <= dayIn(now, config.zone)) throw new Refusal(heldAlready)
    const { count } = await tx.wardRate.deleteMany({ where: { id } })
    if (count === 0) throw new NotFound()
    const details = { removedFrom: from, dailyRateMinor: String(rate.dailyRateMinor) }
    await audit(tx, actor, 'ward.edit', { type: 'ward', id: rate.wardId, details })
    return { wardId: rate.wardId, from }
  })
}

const inThePast =
  'A price holds from tomorrow or later: the days until today cost what they were promised to cost.'
const heldAlready = 'This price holds already, so it stays. Set another from a later day on.'
