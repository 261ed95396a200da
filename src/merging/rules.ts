import type { BloodGroup, GovernmentIdKind, Sex } from '../generated/prisma/enums.js'
import type { RaisedRequest } from '../requests/rules.js'
import type { Day } from '../shared/calendar.js'

/** What of a record is compared when two are merged, as it is kept to be given back. */
export interface Fields {
  name: string
  localName: string | null
  sex: Sex | null
  dateOfBirth: Day | null
  phone: string | null
  email: string | null
  address: string | null
  bloodGroup: BloodGroup | null
  governmentIdKind: GovernmentIdKind | null
  governmentIdNumber: string | null
  medicalHistory: string | null
  photoId: string | null
  /** An instant as ISO text. */
  noKnownAllergiesAt: string | null
}

/** Of one record: what it had before, and what it has now, in the fields that the merge changed. */
export interface Change {
  before: Partial<Fields>
  after: Partial<Fields>
}

/** What a merge changed besides giving away rows. The gone record loses only what no two records may have. */
export interface Filled {
  kept: Change
  gone: Change
  /** Of the gone record; moved to the kept one, or suspended because that has one itself. */
  account:
    | { id: string; moved: true }
    | { id: string; moved: false; status: string; decision: Decision }
    | null
  /** Of the kept record's request for a bed; merges of an earlier time did not write it down. */
  request?: RaisedRequest | null
}

export interface Decision {
  decisionReason: string | null
  decidedAt: string | null
  decidedById: string | null
}

const copied = ['localName', 'sex', 'dateOfBirth', 'phone', 'email', 'address', 'bloodGroup'] as const

interface Side {
  fields: Fields
  number: string
  /** Of any kind, taken back or not. */
  hasAllergies: boolean
}

/**
 * What the kept record takes over from the gone one: whatever it has not itself; of the medical history both texts. The
 * government id and the photo leave the gone record, for nobody else may have them. "No known allergies" holds only
 * where neither record knows of any.
 */
export function takenOver(kept: Side, gone: Side): { kept: Change; gone: Change } {
  const mine: Partial<Fields> = {}
  const theirs: Partial<Fields> = {}
  for (const field of copied)
    if (kept.fields[field] === null && gone.fields[field] !== null)
      Object.assign(mine, { [field]: gone.fields[field] })
  if (kept.fields.governmentIdNumber === null && gone.fields.governmentIdNumber !== null) {
    const { governmentIdKind, governmentIdNumber } = gone.fields
    Object.assign(mine, { governmentIdKind, governmentIdNumber })
    Object.assign(theirs, { governmentIdKind: null, governmentIdNumber: null })
  }
  if (kept.fields.photoId === null && gone.fields.photoId !== null) {
    mine.photoId = gone.fields.photoId
    theirs.photoId = null
  }
  const history = bothHistories(kept, gone)
  if (history !== kept.fields.medicalHistory) mine.medicalHistory = history
  const none = noneKnown(kept, gone)
  if (none !== kept.fields.noKnownAllergiesAt) mine.noKnownAllergiesAt = none
  return { kept: changeOf(kept.fields, mine), gone: changeOf(gone.fields, theirs) }
}

function bothHistories(kept: Side, gone: Side): string | null {
  const [mine, theirs] = [kept.fields.medicalHistory, gone.fields.medicalHistory]
  if (mine === null || theirs === null || mine.includes(theirs)) return mine ?? theirs
  return `${mine}\n\n(${gone.number}) ${theirs}`
}

function noneKnown(kept: Side, gone: Side): string | null {
  if (gone.hasAllergies) return null
  if (kept.fields.noKnownAllergiesAt !== null || kept.hasAllergies) return kept.fields.noKnownAllergiesAt
  return gone.fields.noKnownAllergiesAt
}

function changeOf(fields: Fields, after: Partial<Fields>): Change {
  const names = Object.keys(after) as (keyof Fields)[]
  return { before: Object.fromEntries(names.map((name) => [name, fields[name]])), after }
}

/** What is given back of a change: only what nobody has changed again since. */
export function givenBack({ before, after }: Change, now: Fields): Partial<Fields> {
  const names = Object.keys(after) as (keyof Fields)[]
  return Object.fromEntries(
    names.filter((name) => now[name] === after[name]).map((name) => [name, before[name] ?? null]),
  )
}

export type HeldKind =
  | 'VISIT'
  | 'STAY'
  | 'NOTE'
  | 'PRESCRIPTION'
  | 'ORDER'
  | 'ROUND'
  | 'TRIAGE'
  | 'DOCUMENT'
  | 'REPORT'
  | 'INVOICE'
  | 'ALLERGY'
  | 'CONDITION'
  | 'CONTACT'
  | 'DOCTOR'
  | 'LETTER'
  | 'SUMMARY'
  | 'WAITING'
  | 'GUARDIAN'
  | 'DRAFT'
  | 'ISOLATION'
  | 'HOME_REPORT'
  | 'SERVICE'
  | 'CHARGE'
  | 'REQUEST'
  | 'ALERT'

/** What a record holds, in the words of the comparison. */
export const heldLabels: Record<HeldKind, string> = {
  VISIT: 'Visits',
  STAY: 'Stays',
  NOTE: 'Notes',
  PRESCRIPTION: 'Prescriptions',
  ORDER: 'Tests and treatments',
  ROUND: 'Rounds of vital signs',
  TRIAGE: 'Triages',
  DOCUMENT: 'Documents',
  REPORT: 'Daily reports',
  INVOICE: 'Invoices',
  ALLERGY: 'Allergies',
  CONDITION: 'Conditions',
  CONTACT: 'People to call',
  DOCTOR: 'Doctors in charge, now or before',
  LETTER: 'Letters between doctors',
  SUMMARY: 'Discharge summaries',
  WAITING: 'Entries of the waiting list',
  GUARDIAN: 'People who book for them',
  DRAFT: 'Drafts of notes',
  ISOLATION: 'Times of isolation at home',
  HOME_REPORT: 'Reports from home',
  SERVICE: 'Services',
  CHARGE: 'Charges',
  REQUEST: 'Requests for a bed',
  ALERT: 'Alerts',
}
