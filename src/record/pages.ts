import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { StatusName, Tone } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

export interface RecordModel {
  id: string
  name: string
  banner: BannerPatient
  actions: ActionLink[]
  /** Where an administrator opens a closed record again. */
  restoration: string | null
  triage: ShownTriage | null
  newTriage: string | null
  /** The stay that is open now. */
  stay: ShownStay | null
  pastStays: ShownStay[]
  visits: ShownPatientVisit[]
  /** The list of all of them. */
  olderVisits: string | null
  booking: string | null
  /** Who may book for the patient. */
  guardians: string | null
  /** The instructions for home isolation. */
  isolation: string | null
  doctors: ShownDoctor[]
  assignment: string | null
  details: Components['components/summary-list']['rows']
  edit: string | null
  photo: string | null
  /** Null where the reader does not get what doctors write. */
  clinical: ClinicalPart | null
}

export interface ShownTriage {
  href: string
  at: Date
  statuses: StatusName[]
  decidedBy: string[]
  next: { tone: Tone; heading: string; text: string }
  symptoms: string[]
  missing: string[]
  readings: Components['components/readings']['items']
}

export interface ShownStay {
  href: string | null
  where: string
  reason: string
  admittedAt: Date
  dischargedAt: Date | null
  dischargeNote: string | null
  /** 1 on the day of admission. */
  day: number
  invoice: { number: string; href: string } | null
}

export interface ShownPatientVisit {
  at: Date
  doctor: string
  about: string
  status: StatusName
  /** Null where it is another doctor's. */
  href: string | null
}

export interface ShownDoctor {
  name: string
  about: string
  since: Date
  until: Date | null
  /** The page that takes the doctor out of charge. */
  end: string | null
}

export interface ClinicalPart {
  medicalHistory: string | null
  notes: { at: Date; doctor: string; text: string }[]
  /** Where the older ones are. */
  olderNotes: string | null
  newNote: string | null
  prescriptions: { href: string; at: Date; doctor: string; lines: string[] }[]
  olderPrescriptions: string | null
  newPrescription: string | null
}

export const recordPage = page<RecordModel>('record/record', ({ name }) => name, {
  trail: (_page, t) => [{ label: t('Patients'), href: '/patients' }],
})

type Can = (
  action:
    | 'note.create'
    | 'prescription.create'
    | 'patient.remove'
    | 'patient.edit'
    | 'admission.create'
    | 'admission.discharge'
    | 'appointment.walk-in',
) => boolean

/** What is done with this patient next, by whoever may. */
export function actionsFor(
  { id, admissionId }: { id: string; admissionId: string | null },
  { t, base, can }: { t: T; base: string; can: Can },
): ActionLink[] {
  const here = `${base}/patients/${id}`
  const actions: (ActionLink & { allowed: boolean })[] = [
    { allowed: can('patient.remove'), label: t('Remove'), href: `${here}/removal/new`, icon: 'trash' },
    { allowed: can('patient.edit'), label: t('Edit'), href: `${here}/edit`, icon: 'edit' },
    {
      allowed: can('appointment.walk-in') && admissionId === null,
      label: t('Add to a queue'),
      href: `${base}/queue/walk-ins/new?patientId=${id}`,
      icon: 'list-numbers',
    },
    {
      allowed: can('admission.create') && admissionId === null,
      label: t('Admit'),
      href: `${here}/admissions/new`,
      icon: 'door-enter',
      tone: 'primary',
    },
    {
      allowed: can('admission.discharge') && admissionId !== null,
      label: t('Discharge'),
      href: `${base}/admissions/${admissionId}/discharge/new`,
      icon: 'door-exit',
      tone: 'primary',
    },
    {
      allowed: can('prescription.create'),
      label: t('Prescribe'),
      href: `${here}/prescriptions/new`,
      icon: 'prescription',
    },
    {
      allowed: can('note.create'),
      label: t('Write a note'),
      href: `${here}/notes/new`,
      icon: 'notes',
      tone: 'primary',
    },
  ]
  return actions.filter(({ allowed }) => allowed).map(({ allowed: _allowed, ...action }) => action)
}
