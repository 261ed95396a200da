import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { ListedPatient } from './banner-pages.js'
import { relationLabels, relations } from './contact-rules.js'
import {
  bloodGroupLabels,
  bloodGroups,
  governmentIdKinds,
  governmentIdLabels,
  sexes,
  sexLabels,
} from './rules.js'

export interface PatientList {
  /** What was typed into the search. */
  q: string
  tooShort: boolean
  rows: ListedPatient[]
  /** Found by a name that is only like it. */
  similar: ListedPatient[]
  more: boolean
  tabs: { label: string; href: string; current: boolean }[]
  newer: string | null
  older: string | null
}

export const patientListPage = page<PatientList>('patients/list', 'Patients')

export interface PatientForm {
  form: Form
  sexes: Option[]
  bloodGroups: Option[]
  governmentIdKinds: Option[]
  relations: Option[]
}

export interface ShownTwin {
  id: string
  href: string
  name: string
  localName: string | null
  /** 'W-004211 · 54 years, Female' */
  about: string
  born: Day | null
  phone: string | null
  why: string[]
}

interface Person {
  id: string
  name: string
}

const aboveTheForm = ({ id, name }: Person, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${id}` },
]

export const newPatientPage = page<PatientForm & { twins: ShownTwin[]; doctors: Option[] }>(
  'patients/new',
  'Register a patient',
  {
    trail: (_page, t) => [{ label: t('Patients'), href: '/patients' }],
  },
)

export const unknownPatientPage = page<{ form: Form; sexes: Option[] }>(
  'patients/unknown',
  'Register somebody unknown',
  {
    trail: (_page, t) => [
      { label: t('Patients'), href: '/patients' },
      { label: t('Register a patient'), href: '/patients/new' },
    ],
  },
)

export const editPatientPage = page<
  PatientForm & {
    id: string
    name: string
    number: string
    labels: Record<string, string>
    changed: { name: string; at: Date } | null
  }
>('patients/edit', ({ name }, t) => t('Edit {{name}}', { name }), {
  trail: aboveTheForm,
})

export const photoPage = page<Person & { form: Form; banner: BannerPatient }>(
  'patients/photo',
  'A new photo',
  {
    trail: aboveTheForm,
  },
)

export const endAssignmentPage = page<
  Person & { form: Form; assignmentId: string; doctor: string; since: Date }
>('patients/end-assignment', 'Take a doctor out of charge', { trail: aboveTheForm })

export const removePatientPage = page<
  Person & { form: Form; number: string; hasAccount: boolean; admitted: boolean; inRecords: boolean }
>('patients/remove', ({ name }, t) => t('Remove {{name}}', { name }), { trail: aboveTheForm })

export const profilePage = page<{
  name: string
  localName: string | null
  number: string
  born: Day | null
  sex: string | null
  phone: string | null
  email: string | null
  address: string | null
  bloodGroup: string | null
  governmentId: string | null
  allergies: NonNullable<BannerPatient['allergies']>
  contacts: { id: string; name: string; relation: string; phone: string }[]
  conditions: string[]
  medicalHistory: string | null
}>('patients/profile', 'Your details')

export const editProfilePage = page<PatientForm & { labels: Record<string, string> }>(
  'patients/edit-profile',
  'Change your details',
  { trail: (_page, t) => [{ label: t('Your details'), href: '/profile' }] },
)

/** What each field is called, for the comparison of two versions. */
export const labelsOf = (t: T) =>
  Object.fromEntries(Object.entries(fieldLabels).map(([name, label]) => [name, t(label)]))

/** The lists to choose from, and, where two versions are compared, the words of what was chosen. */
export function patientForm(form: Form, t: T): PatientForm {
  return {
    form: form.conflict
      ? { ...form, conflict: { rows: form.conflict.rows.map((row) => inWords(row, t)) } }
      : form,
    sexes: sexes.map((sex) => ({ value: sex, label: t(sexLabels[sex]) })),
    bloodGroups: bloodGroups.map((group) => ({ value: group, label: t(bloodGroupLabels[group]) })),
    governmentIdKinds: governmentIdKinds.map((kind) => ({ value: kind, label: t(governmentIdLabels[kind]) })),
    relations: relations.map((relation) => ({ value: relation, label: t(relationLabels[relation]) })),
  }
}

function inWords(row: { name: string; typed: string; saved: string }, t: T) {
  const labels: Record<string, string> = { ...sexLabels, ...bloodGroupLabels, ...governmentIdLabels }
  const word = (value: string) => (choices.has(row.name) && labels[value] ? t(labels[value]) : value)
  return { ...row, typed: word(row.typed), saved: word(row.saved) }
}

const choices = new Set(['sex', 'bloodGroup', 'governmentIdKind'])

const fieldLabels = {
  name: 'Full name',
  localName: 'Name in their own script',
  phone: 'Phone',
  email: 'Email',
  address: 'Address',
  sex: 'Sex',
  dateOfBirth: 'Date of birth',
  bloodGroup: 'Blood group',
  governmentIdKind: 'Government id',
  governmentIdNumber: 'Number of the id',
  medicalHistory: 'Medical history',
}
