import type { PrescriptionStatus } from '../generated/prisma/enums.js'
import { type Day, dayIn } from '../shared/calendar.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Tone } from '../web/components/telling.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { durationText, prescriptionNumber } from './rules.js'
import { frequencyText, type ShownSheet, statusOf } from './sheet-pages.js'

export interface Person {
  id: string
  name: string
}

export const aboveIt = ({ id, name }: Person, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${id}` },
]

const amongThem = (person: Person, t: T) => [
  ...aboveIt(person, t),
  { label: t('Prescriptions'), href: `/patients/${person.id}/prescriptions` },
]

export interface ShownMedicine {
  medicine: string
  dose: string
  frequency: string
  duration: string
  instructions: string | null
}

export interface ShownPrescription {
  id: string
  number: string
  at: Date
  doctor: string
  medicines: ShownMedicine[]
}

/** A medicine that is taken today. */
export interface ShownCurrent extends ShownMedicine {
  until: Day
  doctor: string
  prescription: { number: string; href: string }
  /** The page on which it is stopped. */
  stop: string | null
}

export interface ListedPrescription {
  href: string
  number: string
  at: Date
  doctor: string
  statusText: string
  statusTone: Tone
  lines: string[]
}

export const prescriptionPage = page<
  Person & { banner: BannerPatient; sheet: ShownSheet; actions: ActionLink[]; stop: string | null }
>('prescriptions/prescription', ({ sheet }, t) => t('Prescription {{number}}', { number: sheet.number }), {
  trail: amongThem,
})

export const prescriptionsPage = page<
  Person & {
    banner: BannerPatient
    actions: ActionLink[]
    /** Null on the later pages of the history. */
    current: ShownCurrent[] | null
    prescriptions: ListedPrescription[]
    older: string | null
    newest: string | null
  }
>('prescriptions/list', 'Prescriptions', { trail: aboveIt })

/** Asks before a medicine, or all of them, is stopped. */
export const stopPage = page<
  Person & {
    banner: BannerPatient
    form: Form
    action: string
    number: string
    medicines: string[]
    version: number
    cancel: string
  }
>('prescriptions/stop', ({ number }, t) => t('Stop medicines of {{number}}', { number }), {
  trail: amongThem,
})

interface PrescribedItem {
  medicine: string
  dose: string
  frequency: string
  maxPerDay: number | null
  durationDays: number
  instructions: string | null
}

interface Prescribed<Item = PrescribedItem> {
  id: string
  number: number
  prescribedAt: Date
  doctor: string
  items: Item[]
}

/** A prescription in the reader's words, for any page that shows one. */
export function shownPrescription(prescription: Prescribed, t: T): ShownPrescription {
  return {
    id: prescription.id,
    number: prescriptionNumber(prescription.number),
    at: prescription.prescribedAt,
    doctor: prescription.doctor,
    medicines: prescription.items.map((item) => shownMedicine(item, t)),
  }
}

export function shownMedicine(item: PrescribedItem, t: T): ShownMedicine {
  const { text, values } = durationText(item.durationDays)
  return {
    medicine: item.medicine,
    dose: item.dose,
    frequency: frequencyText(item, t),
    duration: t(text, values),
    instructions: item.instructions,
  }
}

/** A row of the history: what it is, and whether it still holds. */
export function listedPrescription(
  prescription: Prescribed<PrescribedItem & { stoppedAt: Date | null }> & { status: PrescriptionStatus },
  { here, today, zone, t }: { here: string; today: Day; zone: string; t: T },
): ListedPrescription {
  const { id, number, at, doctor } = shownPrescription(prescription, t)
  const began = dayIn(prescription.prescribedAt, zone)
  return {
    href: `${here}/${id}`,
    number,
    at,
    doctor,
    ...statusOf({ ...prescription, began }, today, t),
    lines: prescription.items.map((item) => {
      const line = medicineLine(shownMedicine(item, t))
      return item.stoppedAt ? t('{{medicine}} (stopped)', { medicine: line }) : line
    }),
  }
}

/** 'Paracetamol 500 mg tablet: 1 tablet (500 mg) · TDS, three times a day · 5 days · After food' */
export const medicineLine = ({ medicine, dose, frequency, duration, instructions }: ShownMedicine) =>
  [`${medicine}: ${dose}`, frequency, duration, instructions].filter((part) => part !== null).join(' · ')
