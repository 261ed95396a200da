import type { Tx } from '../db/client.js'
import { tellPatient } from '../invoices/telling.js'
import { mail } from '../notices/mail.js'
import { english as t } from '../web/words.js'

/** Money came in; a payment that the patient told us of was found, is looked for again, or was not found; money went back. */
export type MoneyNews = 'RECEIVED' | 'CONFIRMED' | 'REOPENED' | 'REJECTED' | 'REFUNDED'

const sentences: Record<MoneyNews, string> = {
  RECEIVED: 'We received {{amount}} from you. The receipt is with your bills.',
  CONFIRMED: 'Your payment of {{amount}} for {{invoice}} has arrived. The receipt is with your bills.',
  REOPENED:
    'The receipt for your payment of {{amount}} for {{invoice}} was cancelled. We compare it with what came in once more.',
  REJECTED: 'We did not find your payment of {{amount}} for {{invoice}}. Your bills say why.',
  REFUNDED: '{{amount}} was paid back to you.',
}

const subjects: Record<MoneyNews, string> = {
  RECEIVED: 'We received your payment',
  CONFIRMED: 'Your payment has arrived',
  REOPENED: 'Your payment is being compared again',
  REJECTED: 'We did not find your payment',
  REFUNDED: 'Your refund is paid',
}

/** Says that something has happened, and where to read it: amounts and papers stand behind the log-in. */
export const billNews = mail<{ news: MoneyNews }>('bill-news', ({ news }, t) => t(subjects[news]))

export function tellOfMoney(
  tx: Tx,
  patientId: string,
  news: MoneyNews,
  values: { amount: string; invoice?: string },
): Promise<void> {
  return tellPatient(tx, patientId, {
    ...{ kind: 'bill', subject: t(sentences[news], values), link: '/patient/bills' },
    mail: (inside, to) => billNews(inside, to, { news }),
  })
}
