import type { AlertKind } from '../generated/prisma/enums.js'
import { letter } from '../notices/mail.js'
import type { News } from './rules.js'

interface Told {
  kind: AlertKind
  sentence: string
  /** Of the order, where it is about a result. */
  number: string
  link: string
  news: News
}

/** Marked as urgent; of whom it is, and what, stands behind the log-in. */
export const urgentAlert = letter<Told>('urgent-alert', ({ kind, number }, t) =>
  t(alertSubjects[kind], { number }),
)

export const alertSubjects: Record<AlertKind, string> = {
  RED_FLAG: 'URGENT: a patient at home needs a doctor',
  NEWS2: 'URGENT: a patient needs a doctor',
  CRITICAL_RESULT: 'URGENT: a critical result, order {{number}}',
  EMERGENCY: 'URGENT: an emergency',
  SILENCE: 'URGENT: a patient at home does not report',
}
