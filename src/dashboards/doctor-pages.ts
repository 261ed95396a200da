import type { Components } from '../web/components.js'
import { page } from '../web/page.js'
import type { DeskItem } from './doctor-desk-pages.js'

type StatusProps = Components['components/status']
type TriageStatus = Components['components/triage-status']

/** A patient in the charge of the doctor who reads. */
export interface ShownPatient {
  href: string
  name: string
  localName: string | null
  about: string
  photo: string | null
  phone: string | null
  triage: TriageStatus
  /** In a line; of a patient whose triage a stay has answered, since when they are discharged. */
  symptoms: string
  where: StatusProps
  bed: string | null
  /** Of the stay; 1 on the day of admission. */
  day: number | null
  lastNoteAt: Date | null
  /** In a bed, and nobody has written since yesterday began. */
  needsNote: boolean
  newNote: string
  since: Date
  isNew: boolean
}

type ListedVisit = Components['components/visit-row']['row']

export interface VisitOfToday extends ListedVisit {
  token: string | null
  /** Where a visit that is over is put away. */
  archive: string | null
}

export interface DoctorsVisits {
  inside: VisitOfToday | null
  next: VisitOfToday | null
  waiting: number
  /** Confirmed for today, and not here yet. */
  confirmed: number
  /** Today, those that were put away too. */
  completed: number
  /** `fresh`: of those shown, how many were asked for since yesterday. */
  requests: { rows: ListedVisit[]; total: number; fresh: number }
  today: VisitOfToday[]
}

export const doctorDashboardPage = page<{
  visits: DoctorsVisits
  results: Components['components/waiting-results']['rows']
  inBeds: ShownPatient[]
  /** In isolation, and whoever else is in no bed. */
  atHome: ShownPatient[]
  /** Triages that wait for the doctor's name: the first few. */
  toSign: { rows: Components['components/triages-to-sign']['rows']; total: number }
  /** Notes that were written and not signed. */
  unsigned: DeskItem[]
  /** Of colleagues, without an answer. */
  letters: DeskItem[]
}>('dashboards/doctor', 'Today')

export const patientsInChargePage = page<{
  patients: ShownPatient[]
  q: string
  found: FoundPatients | null
}>('dashboards/doctor-patients', 'Patients in your care')

interface ListedPatient {
  href: string
  name: string
  localName: string | null
  about: string
  photo: string | null
  phone: string | null
  triage: TriageStatus
  where: StatusProps
  symptoms: string
}

/** What a search among the doctor's own patients found. */
export interface FoundPatients {
  tooShort: boolean
  rows: ListedPatient[]
  similar: ListedPatient[]
  /** Who told last of such a symptom. */
  complaining: ListedPatient[]
}

export interface ShownDischarge {
  href: string
  name: string
  localName: string | null
  about: string
  photo: string | null
  phone: string | null
  where: string
  admittedAt: Date
  dischargedAt: Date
}

export const dischargedPatientsPage = page<{ patients: ShownDischarge[]; older: string | null }>(
  'dashboards/doctor-discharged',
  'Your discharged patients',
)
