import type { Tx } from '../db/client.js'
import { currencyOf } from '../invoices/document.js'
import { tellPatient } from '../invoices/telling.js'
import { mail } from '../notices/mail.js'
import { formatMoney } from '../shared/money.js'
import { english as t } from '../web/words.js'

export const creditNoteReady = mail<object>('credit-note-ready', 'Your invoice was corrected')

/** Within the transaction that issues it. */
export function tellOfCreditNote(
  tx: Tx,
  invoice: { number: string; patientId: string; currency: string },
  note: { id: string; totalMinor: bigint },
): Promise<void> {
  const amount = formatMoney(note.totalMinor, currencyOf(invoice.currency), 'en-IN')
  return tellPatient(tx, invoice.patientId, {
    kind: 'credit-note',
    subject: t('{{invoice}} was corrected: {{amount}} of it was taken off.', {
      invoice: invoice.number,
      amount,
    }),
    link: `/patient/credit-notes/${note.id}`,
    mail: (inside, to) => creditNoteReady(inside, to, {}),
  })
}
