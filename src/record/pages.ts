import type { Option } from '../web/components/forms.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { StatusName } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

/** What both pages about a patient have. */
interface Around {
  id: string
  name: string
  banner: BannerPatient
  actions: ActionLink[]
  /** Where an administrator opens a closed record again. */
  restoration: string | null
  triage: ShownTriage | null
  newTriage: string | null
  booking: string | null
  /** Who may book for the patient. */
  guardians: string | null
  /** The instructions for home isolation. */
  isolation: string | null
  doctors: ShownDoctor[]
  assignment: string | null
  /** What nobody has answered yet. */
  alerts: Components['components/callout'][]
  details: Components['components/summary-list']['rows']
  edit: string | null
  photo: string | null
}

export interface DeskRecordModel extends Around {
  /** The stay that is open now. */
  stay: ShownStay | null
  pastStays: ShownStay[]
  visits: ShownPatientVisit[]
  /** The list of all of them. */
  olderVisits: string | null
}

export const deskRecordPage = page<DeskRecordModel>('record/desk', ({ name }) => name, {
  trail: (_page, t) => [{ label: t('Patients'), href: '/patients' }],
})

export interface ClinicalRecordModel extends Around {
  /** The parts of the record, each a page of its own. */
  parts: Components['components/tabs']['items']
  criticals: { href: string; item: string; values: string; at: Date }[]
  problems: { name: string; note: string | null }[]
  medicines: { href: string; line: string; until: string }[]
  waits: { href: string; text: string; note: string; status?: Components['components/status'] }[]
  stay: { href: string | null; where: string; since: Date; day: number; reason: string } | null
  coming: ShownPatientVisit[]
  medicalHistory: string | null
  timeline: Components['components/timeline']['items']
  /** How many of those shown are new, and since when. */
  fresh: { count: number; since: Date } | null
  filter: Form
  kinds: Option[]
  filtered: boolean
  newest: string | null
  older: string | null
}

export const clinicalRecordPage = page<ClinicalRecordModel>('record/clinical', ({ name }) => name, {
  trail: (_page, t) => [{ label: t('Patients'), href: '/patients' }],
})

export type ShownTriage = NonNullable<Components['components/triage-card']['triage']>
export type ShownDoctor = Components['components/doctors-in-charge']['doctors'][number]

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

type Can = (
  action:
    | 'note.create'
    | 'prescription.create'
    | 'order.create'
    | 'letter.own'
    | 'record.export'
    | 'patient.remove'
    | 'patient.edit'
    | 'request.create'
    | 'admission.create'
    | 'admission.discharge'
    | 'appointment.walk-in'
    | 'alert.raise'
    | 'cashier.view',
) => boolean

/** What is done with this patient next, by whoever may. */
export function actionsFor(
  { id, admissionId }: { id: string; admissionId: string | null },
  { t, base, can }: { t: T; base: string; can: Can },
): ActionLink[] {
  const here = `${base}/patients/${id}`
  const actions: (ActionLink & { allowed: boolean })[] = [
    { allowed: can('cashier.view'), label: t('Account'), href: `${here}/account`, icon: 'receipt' },
    { allowed: can('record.export'), label: t('Take a copy'), href: `${here}/export`, icon: 'download' },
    { allowed: can('patient.remove'), label: t('Remove'), href: `${here}/removal/new`, icon: 'trash' },
    { allowed: can('patient.edit'), label: t('Edit'), href: `${here}/edit`, icon: 'edit' },
    {
      allowed: can('alert.raise'),
      label: t('Report an emergency'),
      href: `${here}/emergency/new`,
      icon: 'alert-octagon',
    },
    {
      allowed: can('appointment.walk-in') && admissionId === null,
      label: t('Add to a queue'),
      href: `${base}/queue/walk-ins/new?patientId=${id}`,
      icon: 'list-numbers',
    },
    {
      allowed: can('request.create') && admissionId === null,
      label: t('Ask for a bed'),
      href: `${here}/bed-requests/new`,
      icon: 'bed',
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
      allowed: can('letter.own'),
      label: t('Write to a colleague'),
      href: `${here}/letters/new`,
      icon: 'mail',
    },
    {
      allowed: can('order.create'),
      label: t('Order'),
      href: `${here}/orders/new`,
      icon: 'flask',
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
