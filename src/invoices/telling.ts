import type { Tx } from '../db/client.js'
import { mail, type Recipient } from '../notices/mail.js'
import { notify } from '../notices/notice.js'
import { type Day, formatDay } from '../shared/calendar.js'
import { type Currency, formatMoney } from '../shared/money.js'
import { english as t } from '../web/words.js'

/** Something about a patient's bills: the notice in their portal, and the mail that says no more than that there is news. */
interface News {
  kind: string
  subject: string
  link: string
  mail: (tx: Tx, to: Recipient) => Promise<unknown>
}

/**
 * A patient with an account hears of their money, by notice and by mail. Others have their paper from the counter; a
 * family's bills are each patient's own.
 */
export async function tellPatient(tx: Tx, patientId: string, { mail, ...notice }: News): Promise<void> {
  const { account } = await tx.patient.findUniqueOrThrow({
    where: { id: patientId },
    select: { account: { select: { id: true, name: true, email: true, status: true } } },
  })
  if (account?.status !== 'ACTIVE') return
  const { id: accountId, name, email } = account
  await notify(tx, { accountId, name }, notice)
  if (email) await mail(tx, { name, address: email, accountId })
}

export const invoiceReady = mail<object>('invoice-ready', 'Your invoice is ready')

/** Within the transaction that issues it, so that they hear of it once, and of none that was not issued. */
export function tellOfInvoice(
  tx: Tx,
  patientId: string,
  invoice: { id: string; totalMinor: bigint; currency: Currency; dueOn: Day },
): Promise<void> {
  const subject =
    invoice.totalMinor > 0n
      ? t('Your invoice of {{amount}} is ready. It is to be paid by {{day}}.', {
          amount: formatMoney(invoice.totalMinor, invoice.currency, 'en-IN'),
          day: formatDay(invoice.dueOn, 'en-IN'),
        })
      : t('Your invoice is ready. Nothing of it is to be paid.')
  return tellPatient(tx, patientId, {
    ...{ kind: 'invoice', subject, link: `/patient/invoices/${invoice.id}` },
    mail: (inside, to) => invoiceReady(inside, to, {}),
  })
}
