import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { config } from '../config.js'
import { once } from '../db/once.js'
import { notify } from '../notices/notice.js'
import { instantAt } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { english as t } from '../web/words.js'
import { carryOut, lockedOrder } from './changes.js'
import type { Given } from './forms.js'
import { staffWhoGive } from './staff-queries.js'

/** Says that a treatment was given: when, by whom, and what is to be known of it. */
export function recordGiven(
  actor: Actor,
  orderId: string,
  form: Given,
  now: Date,
  patientId?: string,
): Promise<{ item: string; patient: string }> {
  authorize(actor, 'treatment.record')
  const at = instantAt(form.day, form.time, config.zone)
  if (at.getTime() > now.getTime() + 60_000)
    throw new Refusal('This is in the future. Enter when it was given.', { field: 'time' })
  return once(actor.id, `treatment.record ${orderId}`, form, async (tx) => {
    const order = await lockedOrder(tx, actor, orderId, now, patientId)
    const { orderedAt, doctor } = await tx.clinicalOrder.findUniqueOrThrow({
      where: { id: orderId },
      select: { orderedAt: true, doctor: { select: { account: { select: { id: true, name: true } } } } },
    })
    if (at.getTime() < orderedAt.getTime() - 60_000)
      throw new Refusal('This is before it was ordered. Enter when it was given.', { field: 'time' })
    if (!(await staffWhoGive(tx)).some(({ id }) => id === form.givenById))
      throw new Refusal('Choose who gave it.', { field: 'givenById' })
    const data = { completedAt: at, givenById: form.givenById, givenNote: form.note }
    await carryOut(tx, actor, order, 'give', { now, data })
    if (doctor.account.id !== actor.id)
      await notify(
        tx,
        { accountId: doctor.account.id, name: doctor.account.name },
        {
          kind: 'treatment-given',
          subject: t('{{item}} was given to {{patient}}.', {
            item: order.item.name,
            patient: order.patient.name,
          }),
          link: `/doctor/patients/${order.patientId}/orders/${orderId}`,
        },
      )
    return { item: order.item.name, patient: order.patient.name }
  })
}
