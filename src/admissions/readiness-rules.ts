import type { Role } from '../generated/prisma/enums.js'

/** What may still be open when a patient is to leave, in the order in which it is done. */
export const openKinds = [
  'ORDER',
  'RESULT',
  'TREATMENT',
  'NOTE',
  'PRESCRIPTION',
  'SUMMARY',
  'SERVICE',
  'CHARGE',
] as const
export type OpenKind = (typeof openKinds)[number]

/** What the work is, and who does it: somebody by name where there is one, else whoever has the role. */
export const openKindLabels: Record<OpenKind, string> = {
  ORDER: 'No doctor has ordered the discharge',
  RESULT: 'Result is pending',
  TREATMENT: 'Treatment is not given',
  NOTE: 'Note is not signed',
  PRESCRIPTION: 'Prescription is not signed',
  SUMMARY: 'The discharge summary is not written yet',
  SERVICE: 'Service is not done',
  CHARGE: 'Not on the bill',
}

/** The same in short, for a list of many stays. */
export const openKindWords: Record<OpenKind, string> = {
  ORDER: 'order to discharge',
  RESULT: 'result',
  TREATMENT: 'treatment',
  NOTE: 'unsigned note',
  PRESCRIPTION: 'unsigned prescription',
  SUMMARY: 'summary',
  SERVICE: 'service',
  CHARGE: 'not on the bill',
}

export interface OpenItem {
  kind: OpenKind
  /** Of the order, draft, service or charge; of the stay for what it lacks as a whole. */
  id: string
  /** Which one: the name of a test, of a service, of a charge. */
  what: string | null
  /** Since when. */
  at: Date | null
  owner: { role: Role; names: string[] }
}

/**
 * Whose work it is: specimens and services are the desk's to arrange, results clinical data entry's to record, bills the
 * desk's to write; everything else needs a doctor. `status` is that of a test.
 */
export function ownerOf(kind: OpenKind, status: string | null): Role {
  switch (kind) {
    case 'RESULT':
      return status === 'ORDERED' || status === 'SCHEDULED' ? 'RECEPTIONIST' : 'DATA_ENTRY'
    case 'SERVICE':
    case 'CHARGE':
      return 'RECEPTIONIST'
    default:
      return 'DOCTOR'
  }
}

/** Names an item in a form, the same each time it is looked at. */
export const itemKey = ({ kind, id }: Pick<OpenItem, 'kind' | 'id'>): string =>
  kind === 'ORDER' || kind === 'SUMMARY' ? kind : `${kind}:${id}`

/** What is still open once these charges stand on the bill. */
export const openBesides = (items: readonly OpenItem[], billed: readonly string[]): OpenItem[] =>
  items.filter(({ kind, id }) => kind !== 'CHARGE' || !billed.includes(id))

export type Objection = 'UNSEEN' | 'NO_REASON'

/**
 * Why a stay may not end although somebody says so: something is open that they were not shown, or they gave no reason
 * to leave it open. Nothing open needs no reason.
 */
export function objection(
  open: readonly OpenItem[],
  { seen, why }: { seen: readonly string[]; why: string | null },
): Objection | null {
  if (open.length === 0) return null
  if (!open.every((item) => seen.includes(itemKey(item)))) return 'UNSEEN'
  return why === null ? 'NO_REASON' : null
}

export type Step = 'order' | 'clinical' | 'summary' | 'medicines' | 'services' | 'bill' | 'bed'

/** What each step of a discharge waits for. The bill and the bed are done by the discharge itself. */
const waitsFor: Record<Step, readonly OpenKind[]> = {
  order: ['ORDER'],
  clinical: ['RESULT', 'TREATMENT', 'NOTE'],
  summary: ['SUMMARY'],
  medicines: ['PRESCRIPTION', 'SUMMARY'],
  services: ['SERVICE'],
  bill: ['CHARGE'],
  bed: [],
}
const steps = ['order', 'clinical', 'summary', 'medicines', 'services', 'bill', 'bed'] as const

/** How far a discharge is: the first step that is not done is the current one. Of a stay that has ended, all are. */
export function stepsOf(
  items: readonly OpenItem[],
  ended: boolean,
): { step: Step; state: 'done' | 'current' | 'todo' }[] {
  const byDischarge = (step: Step) => step === 'bill' || step === 'bed'
  const done = (step: Step) =>
    ended || (!byDischarge(step) && !items.some(({ kind }) => waitsFor[step].includes(kind)))
  const current = steps.find((step) => !done(step))
  return steps.map((step) => ({ step, state: done(step) ? 'done' : step === current ? 'current' : 'todo' }))
}
