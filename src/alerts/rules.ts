import type { AlertAudience, AlertKind, AlertStatus, MessageStatus } from '../generated/prisma/enums.js'

export const alertLabels: Record<AlertKind, string> = {
  RED_FLAG: 'Red flag from home',
  NEWS2: 'NEWS2 emergency',
  CRITICAL_RESULT: 'Critical result',
  EMERGENCY: 'Emergency',
  SILENCE: 'No report from home',
}

/** For the desk, which reads no readings and no results, and for mail: that there is something, never what. */
export const alertSentences: Record<AlertKind, string> = {
  RED_FLAG: 'A patient at home has reported something that needs a doctor now.',
  NEWS2: 'Vital signs of a patient need a doctor now.',
  CRITICAL_RESULT: 'A result is critical and needs a doctor now.',
  EMERGENCY: 'An emergency was reported.',
  SILENCE: 'A patient at home has not reported for too long.',
}

export const alertStatusLabels: Record<AlertStatus, string> = {
  OPEN: 'Open',
  ACKNOWLEDGED: 'Answered',
  CLOSED: 'Closed',
}

/** What became of the mail of one step. */
export const mailLabels: Record<MessageStatus, string> = {
  WAITING: 'Mail on its way',
  SENT: 'Mail sent',
  FAILED: 'Mail failed',
  KEPT: 'Mail kept in the outbox',
}

export const audienceLabels: Record<AlertAudience, string> = {
  ADDRESSEE: 'Doctor in charge',
  DESK: 'Desk',
  DEPUTY: 'Deputy',
  ADMIN: 'Administration',
}

/** What a result says stands with the result: who acknowledges that has answered the alert, and nobody without reading it. */
export const isAnsweredElsewhere = (kind: AlertKind): boolean => kind === 'CRITICAL_RESULT'

/** Whether the desk reads what it is: readings and results it does not. */
export const isReadByDesk = (kind: AlertKind): boolean => kind !== 'NEWS2' && kind !== 'CRITICAL_RESULT'

/** Why somebody is told: at once, because nobody before them has answered, or because it has become worse. */
export type News = 'FIRST' | 'LATER' | 'WORSE'

/** Under which one person, or the desk (null), is told of one step once for good. */
export const toldKey = (id: string, step: number, accountId: string | null): string =>
  `alert ${id} ${step} ${accountId ?? 'desk'}`

/** What must be seen first of those that are open: a patient who only did not report comes last, else the longest wait. */
export const byUrgency = <Row extends { kind: AlertKind; raisedAt: Date }>(one: Row, other: Row): number =>
  Number(one.kind === 'SILENCE') - Number(other.kind === 'SILENCE') ||
  one.raisedAt.getTime() - other.raisedAt.getTime()

/** One who was told of an alert. */
export interface ToldStep {
  step: number
  audience: AlertAudience
  at: Date
  /** Null of the desk, which is told as one, and of somebody who has left since. */
  name: string | null
  phone: string | null
  /** What became of the mail; null where there is no address. */
  mail: MessageStatus | null
  readAt: Date | null
}
