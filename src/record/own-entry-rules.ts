import type { AppointmentStatus, DocumentKind, Mood, PrescriptionStatus } from '../generated/prisma/enums.js'
import type { EntryDetails } from './entry-rules.js'
import type { OwnKind } from './own-timeline-rules.js'

interface Place {
  ward: string
  bed: string
}

interface OwnMedicine {
  medicine: string
  dose: string
  frequency: string
  durationDays: number
}

/** What is told of an entry of each kind, as the statement makes it. */
interface OwnDetails {
  VISIT: { doctor: string; status: AppointmentStatus; reason: string }
  RESULT: { doctor: string; item: string; isAbnormal: boolean; version: number; isNew: boolean }
  TREATMENT: { doctor: string; item: string }
  PRESCRIPTION: {
    doctor: string
    number: number
    status: PrescriptionStatus
    medicines: OwnMedicine[]
    isNew: boolean
  }
  DOCUMENT: { kind: DocumentKind; title: string; own: boolean; isNew: boolean }
  STAY: Place
  DISCHARGE: Place
  SUMMARY: { doctor: string; diagnosis: string; isNew: boolean }
  REPORT: { mood: Mood; rating: number; description: string | null }
  HOME_REPORT: EntryDetails['HOME_REPORT'] & { by: string | null }
  ISOLATION: EntryDetails['ISOLATION']
  ISOLATION_END: EntryDetails['ISOLATION_END']
  SERVICE: EntryDetails['SERVICE']
  INVOICE: { number: string; totalMinor: string; currency: string }
}

export interface OwnEntryOf<Kind extends OwnKind> {
  kind: Kind
  id: string
  at: Date
  detail: OwnDetails[Kind]
}

export type OwnEntry = { [Kind in OwnKind]: OwnEntryOf<Kind> }[OwnKind]
