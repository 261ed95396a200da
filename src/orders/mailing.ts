import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { once } from '../db/once.js'
import { mail } from '../notices/mail.js'
import { settings } from '../settings/queries.js'
import { Refusal } from '../shared/errors.js'
import { lockedOrder, recordEvent } from './changes.js'
import { orderNumber } from './rules.js'

/** A test report to the doctor in charge: as a file where the hospital allows that, or else where it is to be read. */
export const testReport = mail<{ number: string; link: string; attached: boolean }>(
  'test-report',
  ({ number }, say) => say('The report of order {{number}}', { number }),
)

/** What the attachment of a message is made of when it is delivered: 'test-report' and the order. */
export const enclosedReport = (orderId: string) => `test-report ${orderId}`

/** Mails the report of a test to the doctor who ordered it. */
export function mailReport(
  actor: Actor,
  orderId: string,
  form: { idempotency_key: string },
  now: Date,
): Promise<{ doctor: string; attached: boolean }> {
  authorize(actor, 'result.mail')
  return once(actor.id, `result.mail ${orderId}`, form, async (tx) => {
    const order = await lockedOrder(tx, actor, orderId, now)
    const { doctor, results } = await tx.clinicalOrder.findUniqueOrThrow({
      where: { id: orderId },
      select: {
        results: { take: 1, select: { id: true } },
        doctor: { select: { account: { select: { id: true, name: true, email: true } } } },
      },
    })
    const { id: accountId, name, email } = doctor.account
    if (results.length === 0) throw new Refusal('There is no result to be mailed yet.')
    if (!email) throw new Refusal('{{name}} has no email address.', { values: { name } })
    const { mailTestReports: attached } = await settings(tx)
    const link = `/doctor/patients/${order.patientId}/orders/${orderId}`
    await testReport(
      tx,
      { name, address: email, accountId },
      { number: orderNumber(order.number), link, attached },
      attached ? { enclosure: enclosedReport(orderId) } : {},
    )
    await recordEvent(tx, actor, orderId, 'MAILED', now)
    const { patientId } = order
    await audit(tx, actor, 'result.mail', { type: 'order', id: orderId, patientId, details: { attached } })
    return { doctor: name, attached }
  })
}
