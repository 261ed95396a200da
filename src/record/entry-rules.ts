import type {
  AlertKind,
  AlertStatus,
  AppointmentStatus,
  Consciousness,
  DocumentKind,
  HomeAlert,
  LetterKind,
  Mood,
  News2Band,
  NoteKind,
  ObservationSource,
  OrderKind,
  OrderStatus,
  OxygenSupport,
  PrescriptionStatus,
  Priority,
  ResultFlag,
  ResultStatus,
  ServiceStatus,
} from '../generated/prisma/enums.js'
import type { HomeReport } from '../isolation/report-rules.js'
import type { ListedTriage } from '../patients/listed-triage-rules.js'
import type { Values } from '../shared/errors.js'
import type { EntryKind } from './timeline-rules.js'

/** What is told of an entry of each kind, as the statement makes it: instants and days are texts. */
export interface EntryDetails {
  VISIT: { status: AppointmentStatus; reason: string; doctorId: string }
  NOTE: { kind: NoteKind; text: string; amendsId: string | null; amendsAt: string | null }
  OBSERVATION: {
    spo2: number | null
    oxygen: OxygenSupport | null
    respiratoryRate: number | null
    temperatureTenthsC: number | null
    pulse: number | null
    systolic: number | null
    diastolic: number | null
    consciousness: Consciousness | null
    news2Total: number | null
    news2Band: News2Band | null
    source: ObservationSource
  }
  TRIAGE: ListedTriage & { symptoms: string[] }
  ORDER: {
    number: number
    kind: OrderKind
    item: string
    priority: Priority
    status: OrderStatus
    reason: string | null
  }
  RESULT: {
    orderId: string
    item: string
    version: number
    status: ResultStatus
    isAbnormal: boolean
    isCritical: boolean
    acknowledged: boolean
    comment: string | null
    values: { name: string; value: string; unit: string | null; flag: ResultFlag | null }[]
  }
  PRESCRIPTION: {
    number: number
    status: PrescriptionStatus
    items: { medicine: string; dose: string; frequency: string; durationDays: number; stopped: boolean }[]
  }
  DOCUMENT: { kind: DocumentKind; title: string; day: string }
  STAY: { ward: string | null; bed: string | null; reason: string }
  DISCHARGE: { ward: string | null; bed: string | null; note: string | null }
  SUMMARY: { version: number; diagnosis: string; reason: string | null }
  REPORT: {
    day: string
    mood: Mood
    rating: number
    symptoms: string[]
    description: string | null
    spo2: number | null
    temperatureTenthsC: number | null
    pulse: number | null
  }
  HOME_REPORT: {
    alert: HomeAlert
    told: Omit<HomeReport, 'at'>
    byPatient: boolean
    /** What the daily report says besides that it came with. */
    daily: { day: string; mood: Mood; rating: number; description: string | null } | null
  }
  ISOLATION: {
    earliestEndDay: string
    checkHours: number
    doctor: string | null
    caregiver: string | null
    note: string | null
  }
  ISOLATION_END: { reason: string | null; certified: boolean }
  SERVICE: {
    item: string
    status: ServiceStatus
    priority: Priority
    details: string | null
    allocatedTo: string | null
    plannedAt: string | null
    doneAt: string | null
    closeReason: string | null
  }
  ALERT: {
    kind: AlertKind
    text: string
    facts: Values
    status: AlertStatus
    action: string | null
    acknowledgedAt: string | null
    acknowledgedBy: string | null
    closedAt: string | null
  }
  LETTER: { kind: LetterKind; to: string; text: string; answer: string | null }
}

export interface EntryOf<Kind extends EntryKind> {
  kind: Kind
  id: string
  at: Date
  /** When it came into the record, which may be later than what it tells of. */
  writtenAt: Date
  by: string | null
  byAccountId: string | null
  detail: EntryDetails[Kind]
}

export type Entry = { [Kind in EntryKind]: EntryOf<Kind> }[EntryKind]
