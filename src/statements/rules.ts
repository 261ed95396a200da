/** What happened to a patient's account. What is asked for is above zero, what was paid or credited below. */
export const entryKinds = ['INVOICE', 'VOIDING', 'CREDIT_NOTE', 'PAYMENT', 'CANCELLATION', 'REFUND'] as const
export type EntryKind = (typeof entryKinds)[number]

export interface Entry {
  /** Where it stands in all that ever happened to the account, from 1 on. */
  place: number
  kind: EntryKind
  /** Of the paper that it is about; of a refund, of the payment that was given back. */
  id: string
  number: string
  at: Date
  minor: bigint
  /** What the patient owes after it; below zero what they have as credit. */
  balanceMinor: bigint
}

export const entryLabels: Record<EntryKind, string> = {
  INVOICE: 'Invoice',
  VOIDING: 'Invoice made void',
  CREDIT_NOTE: 'Credit note',
  PAYMENT: 'Payment',
  CANCELLATION: 'Receipt cancelled',
  REFUND: 'Refund',
}

/** The paper of an entry, by the address of its kind. */
export const entryPlaces: Record<EntryKind, 'invoices' | 'credit-notes' | 'payments'> = {
  INVOICE: 'invoices',
  VOIDING: 'invoices',
  CREDIT_NOTE: 'credit-notes',
  PAYMENT: 'payments',
  CANCELLATION: 'payments',
  REFUND: 'payments',
}

/** A balance as two columns say it: what is owed, or what is credit; the other is nothing. */
export const sidesOf = (balanceMinor: bigint): { owedMinor: bigint; creditMinor: bigint } => ({
  owedMinor: balanceMinor > 0n ? balanceMinor : 0n,
  creditMinor: balanceMinor < 0n ? -balanceMinor : 0n,
})

/** How long a statement goes back unless somebody says otherwise, in days. */
export const USUAL_DAYS = 365

/** More than this is no statement any more. */
export const MOST_ENTRIES = 5_000
