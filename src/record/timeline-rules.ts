/** What stands in a patient's timeline, in the order in which a filter offers it. */
export const entryKinds = [
  'VISIT',
  'NOTE',
  'OBSERVATION',
  'TRIAGE',
  'ORDER',
  'RESULT',
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
  'ALERT',
  'LETTER',
] as const

export type EntryKind = (typeof entryKinds)[number]

export const entryKindLabels: Record<EntryKind, string> = {
  VISIT: 'Visits',
  NOTE: 'Notes',
  OBSERVATION: 'Observations',
  TRIAGE: 'Triage',
  ORDER: 'Orders',
  RESULT: 'Results',
  PRESCRIPTION: 'Prescriptions',
  DOCUMENT: 'Documents',
  STAY: 'Admissions',
  DISCHARGE: 'Discharges',
  SUMMARY: 'Discharge summaries',
  REPORT: 'Daily reports',
  HOME_REPORT: 'Reports from home',
  ISOLATION: 'Home isolation begun',
  ISOLATION_END: 'Home isolation ended',
  SERVICE: 'Services',
  ALERT: 'Alerts',
  LETTER: 'Letters',
}

/** A place between two entries, newest first: everything after it is older. */
export interface Cursor {
  at: Date
  id: string
}

/** '2026-11-21T04:30:00.000Z~0192…' as it stands in an address. */
export const cursorText = ({ at, id }: Cursor): string => `${at.toISOString()}~${id}`

/** Null for what no page of ours has written. */
export function cursorIn(text: string): Cursor | null {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~([0-9a-f-]{36})$/.exec(text) ?? []
  const instant = at === undefined ? Number.NaN : Date.parse(at)
  return id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) && !Number.isNaN(instant)
    ? { at: new Date(instant), id }
    : null
}

/** After this long without a look at the record, the next one begins a new sitting. In milliseconds. */
export const SITTING = 30 * 60_000

/**
 * Whether an entry came since this reader last looked: since the sitting before this one. Nothing is new to somebody
 * who looks for the first time, and nobody's own entries are new to them.
 */
export const isNew = (
  entry: { writtenAt: Date; byAccountId: string | null },
  reader: { accountId: string; before: Date | null },
): boolean =>
  reader.before !== null && entry.byAccountId !== reader.accountId && entry.writtenAt > reader.before
