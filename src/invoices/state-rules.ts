import type { PaymentMethod } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'

/** How an issued invoice stands; a draft is not one yet. */
export const invoiceStates = ['ISSUED', 'PARTLY_PAID', 'PAID', 'CREDITED', 'VOID'] as const
export type InvoiceState = (typeof invoiceStates)[number]

/** All that the state comes from, in minor units. */
export interface Balance {
  totalMinor: bigint
  creditedMinor: bigint
  paidMinor: bigint
  voidedAt: Date | null
}

export const owedMinor = ({ totalMinor, creditedMinor, paidMinor, voidedAt }: Balance): bigint =>
  voidedAt ? 0n : totalMinor - creditedMinor - paidMinor

/** Never stored: it follows from what was paid and credited. An invoice of nothing is paid. */
export function invoiceState(balance: Balance): InvoiceState {
  if (balance.voidedAt) return 'VOID'
  if (balance.creditedMinor > 0n && balance.creditedMinor === balance.totalMinor) return 'CREDITED'
  if (owedMinor(balance) === 0n) return 'PAID'
  return balance.paidMinor > 0n ? 'PARTLY_PAID' : 'ISSUED'
}

export const stateLabels: Record<InvoiceState, string> = {
  ISSUED: 'Not paid',
  PARTLY_PAID: 'Partly paid',
  PAID: 'Paid',
  CREDITED: 'Credited',
  VOID: 'Void',
}

/** What a list can be narrowed to: a state, all that is owed, or what is owed and was to be paid before today. */
export const listedStates = ['OPEN', 'OVERDUE', ...invoiceStates] as const
export type ListedState = (typeof listedStates)[number]

export const listedStateLabels: Record<ListedState, string> = {
  ...stateLabels,
  OPEN: 'To be paid',
  OVERDUE: 'Overdue',
}

/** Whether something is still owed after the last day on which it was to be paid. */
export const isOverdue = (balance: Balance & { dueOn: Day }, today: Day): boolean =>
  owedMinor(balance) > 0n && balance.dueOn < today

/** What was paid and credited on an invoice. */
export interface Settlement {
  kind: 'PAYMENT' | 'CREDIT_NOTE'
  id: string
  number: string
  at: Date
  /** In minor units: what of the payment stands on this invoice, or what the note takes back. */
  amountMinor: bigint
  /** Null of a credit note. */
  method: PaymentMethod | null
  /** Null of a payment. */
  reason: string | null
}
