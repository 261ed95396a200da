import type { StatusName, Tone } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import { page } from '../web/page.js'

export interface ShownCare {
  tone: Tone
  heading: string
  text: string
  link: { label: string; href: string } | null
}

export interface ShownDoctor {
  id: string
  name: string
  specialisation: string
  qualification: string
  phone: string | null
  address: string
  /** Specialisation and address in one line. */
  about: string
  since: Date
}

export const patientDashboardPage = page<{
  /** The next visits, of the patient and of the family. */
  visits: Components['components/own-visits']['visits']
  /** A time that they chose before they logged in. */
  held: { until: Date; startsAt: Date; href: string } | null
  /** Times that are held for them, to be answered. */
  offers: Components['components/offer']['offer'][]
  /** Where today's daily report is sent, while it is missing. */
  report: string | null
  /** Where the patient is cared for, or what the newest triage asks of them. */
  care: ShownCare
  triage: { href: string; at: Date; statuses: StatusName[]; missing: string[] } | null
  doctors: ShownDoctor[]
  prescriptions: Components['components/timeline']['items']
  /** The newest results, documents and summaries; what they have not opened yet is marked. */
  reports: Components['components/timeline']['items']
  /** What they owe, and where it is paid; null for nothing. */
  owed: { amount: string; overdue: string | null; href: string } | null
  invoices: { href: string; number: string; issuedAt: Date; total: string }[]
}>('dashboards/patient', 'Today')

export const ownDoctorsPage = page<{ doctors: ShownDoctor[] }>('dashboards/doctors', 'Your doctors')
