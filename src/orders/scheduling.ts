import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { transaction } from '../db/client.js'
import { dayIn, instantAt, timeIn } from '../shared/calendar.js'
import { Refusal, Stale } from '../shared/errors.js'
import { carryOut, lockedOrder, type OrderToChange, recordEvent, showAnew } from './changes.js'
import type { Schedule } from './forms.js'
import { tellPatientOfTime } from './telling-patients.js'
import { orderRefusal } from './transition-rules.js'

const FURTHEST_DAYS = 366

/** Says when and where an order is carried out, or says it anew; the patient is told. */
export function scheduleOrder(
  actor: Actor,
  id: string,
  { version, day, time, place }: Schedule,
  now: Date,
): Promise<{ order: OrderToChange; at: Date }> {
  authorize(actor, 'order.schedule')
  const at = instantAt(day, time, config.zone)
  if (at <= now) throw new Refusal('This time is over. Enter one that is still to come.', { field: 'time' })
  if (at.getTime() > now.getTime() + FURTHEST_DAYS * 86_400_000)
    throw new Refusal('Enter a day within a year.', { field: 'day' })
  return transaction(async (tx) => {
    const order = await lockedOrder(tx, actor, id, now)
    const closed = order.status === 'SCHEDULED' ? null : orderRefusal('schedule', order)
    if (closed) throw new Refusal(closed)
    if (order.version !== version) throw new Stale(scheduleValues(order), order.version)
    const data = { scheduledAt: at, place }
    if (order.status === 'SCHEDULED') {
      await tx.clinicalOrder.update({
        where: { id },
        data: { ...data, version: { increment: 1 } },
        select: { id: true },
      })
      await recordEvent(tx, actor, id, 'SCHEDULED', now)
      await audit(tx, actor, 'order.schedule', { type: 'order', id, patientId: order.patientId })
      await showAnew(tx, order)
    } else await carryOut(tx, actor, order, 'schedule', { now, data })
    await tellPatientOfTime(tx, id)
    return { order, at }
  })
}

/** Its time and place as the form has them. */
export const scheduleValues = ({
  scheduledAt,
  place,
}: {
  scheduledAt: Date | null
  place: string | null
}): Record<string, string> => ({
  day: scheduledAt ? dayIn(scheduledAt, config.zone) : '',
  time: scheduledAt ? timeIn(scheduledAt, config.zone) : '',
  place: place ?? '',
})
