import type { AdmissionStatus } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { OfferedBeds, ShownRequest } from '../web/components/beds.js'
import type { ShownAmounts } from '../web/components/figures.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { ShownOpenItem } from '../web/components/stays.js'
import type { Tone } from '../web/components/telling.js'
import { columnOf, type Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { ShownOverride } from './readiness-pages.js'

export interface AdmissionRow {
  id: string
  patient: { id: string; name: string; localName: string | null; number: string }
  where: string
  doctors: string
  admittedAt: Date
  dischargedAt: Date | null
  invoice: { id: string; number: string } | null
}

export const admissionListPage = page<{
  rows: AdmissionRow[]
  status: AdmissionStatus
  newer: string | null
  older: string | null
}>('admissions/list', 'Admissions')

/** What the newest triage says, for the person who looks for a bed. */
export interface Advice {
  tone: Tone
  heading: string
  why: string | null
  /** 'Isolation, oxygen, high dependency or intensive care' */
  needs: string
  at: Date
}

export const admitPage = page<{
  form: Form
  patient: BannerPatient
  patientId: string
  /** The stay that the patient is in already. */
  open: { id: string; ward: string; bed: string } | null
  closed: boolean
  advice: Advice | null
  /** The request that the patient waits with. */
  request: ShownRequest | null
  offer: OfferedBeds
  doctors: Option[]
}>('admissions/new', ({ patient }, t) => t('Admit {{name}}', { name: patient.name }), {
  trail: ({ patient, patientId }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: patient.name, href: `/patients/${patientId}` },
  ],
})

export interface ChargeLine {
  description: string
  quantity: string
  unitPrice: string
  amount: string
}

export interface Stay {
  id: string
  status: AdmissionStatus
  reason: string
  admittedAt: Date
  admittedBy: string | null
  dischargedAt: Date | null
  dischargedBy: string | null
  dischargeNote: string | null
  days: number
  wardId: string | null
  where: string
  invoice: { id: string; number: string } | null
}

export interface StayDoctor {
  assignmentId: string
  name: string
  /** The specialisation, and why this doctor, where that was asked. */
  about: string
  startedAt: Date
  endedAt: Date | null
}

export const admissionPage = page<{
  stay: Stay
  patient: BannerPatient
  patientId: string
  doctors: StayDoctor[]
  /** Where the patient lay, one bed after the other, and why they were moved there. */
  beds: { where: string; startedAt: Date; endedAt: Date | null; reason: string | null }[]
  leaving: { expectedOn: Day | null; orderedAt: Date | null; orderedBy: string | null }
  overridden: ShownOverride | null
  room: { lines: ChargeLine[]; total: string }
}>('admissions/admission', ({ patient }, t) => t('Stay of {{name}}', { name: patient.name }), {
  trail: (_page, t) => [{ label: t('Admissions'), href: '/admissions' }],
})

export interface TypedRow {
  /** Counted from 1; the ids and the errors of its fields end in it. */
  row: number
  description: string
  amount: string
}

export const dischargePage = page<{
  form: Form
  stay: Stay
  patient: BannerPatient
  room: { lines: ChargeLine[]; total: string }
  /** Days of oxygen and of ventilator. */
  support: { lines: ChargeLine[]; total: string }
  supportRule: string
  medicines: TypedRow[]
  suggestions: string[]
  /** What is open besides the charges; `seen` names all that the form tells of. */
  open: ShownOpenItem[]
  seen: string[]
  /** What was noted to be paid, each a line of the bill. */
  charges: Option[]
  doctors: (TypedRow & { doctorId: string; isCharged: boolean })[]
  others: TypedRow[]
  /** How much this person may take off. */
  limit: string
  /** As it would be issued now. */
  bill: ShownAmounts | null
}>('admissions/discharge', ({ patient }, t) => t('Discharge {{name}}', { name: patient.name }), {
  trail: ({ stay, patient }, t) => [
    { label: t('Admissions'), href: '/admissions' },
    { label: t('Stay of {{name}}', { name: patient.name }), href: `/admissions/${stay.id}` },
  ],
})

/** The rows of a table of inputs as they were typed, with empty ones up to `rows`. */
export function typedRows(form: Form, name: string, rows: number): TypedRow[] {
  const descriptions = columnOf(form, name)
  const amounts = columnOf(form, `${name}Amount`)
  return Array.from({ length: rows }, (_, index) => ({
    row: index + 1,
    description: descriptions[index] ?? '',
    amount: amounts[index] ?? '',
  }))
}
