import { type EntryKind, entryKindLabels } from './timeline-rules.js'

/** What patients find in their own timeline, in the order in which the filter offers it. */
export const ownKinds = [
  'VISIT',
  'RESULT',
  'TREATMENT',
  'PRESCRIPTION',
  'DOCUMENT',
  'STAY',
  'DISCHARGE',
  'SUMMARY',
  'REPORT',
  'HOME_REPORT',
  'ISOLATION',
  'ISOLATION_END',
  'SERVICE',
  'INVOICE',
] as const

export type OwnKind = (typeof ownKinds)[number]

type Shared = Exclude<OwnKind, 'TREATMENT' | 'INVOICE'> & EntryKind

const shared: Record<Shared, string> = entryKindLabels

export const ownKindLabels: Record<OwnKind, string> = {
  ...shared,
  TREATMENT: 'Treatments given',
  INVOICE: 'Invoices',
}
