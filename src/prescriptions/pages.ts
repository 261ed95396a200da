import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { durationText, frequencies, frequencyLabel, frequencyLabels } from './rules.js'

interface Person {
  id: string
  name: string
}

const aboveIt = ({ id, name }: Person, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${id}` },
]

export const newPrescriptionPage = page<
  Person & { form: Form; banner: BannerPatient; rows: number[]; frequencies: Option[] }
>('prescriptions/new', 'Prescribe', { trail: aboveIt })

export interface ShownMedicine {
  medicine: string
  dose: string
  frequency: string
  duration: string
  instructions: string | null
}

export interface ShownPrescription {
  id: string
  at: Date
  doctor: string
  medicines: ShownMedicine[]
}

/** A prescription with who signs it. */
export interface ShownSheet extends ShownPrescription {
  specialisation: string
  registrationNumber: string
}

/** `staff` says whose it is; the patient knows. */
export const prescriptionPage = page<{
  staff: (Person & { banner: BannerPatient }) | null
  prescription: ShownSheet
}>('prescriptions/prescription', 'Prescription', {
  trail: ({ staff }, t) => (staff ? aboveIt(staff, t) : []),
})

export const prescriptionsPage = page<
  Person & {
    banner: BannerPatient
    prescriptions: { href: string; at: Date; doctor: string; lines: string[] }[]
    older: string | null
    newPrescription: string | null
  }
>('prescriptions/list', 'Prescriptions', { trail: aboveIt })

interface Prescribed {
  id: string
  prescribedAt: Date
  doctor: string
  items: {
    medicine: string
    dose: string
    frequency: string
    durationDays: number
    instructions: string | null
  }[]
}

/** A prescription in the reader's words, for any page that shows one. */
export function shownPrescription(prescription: Prescribed, t: T): ShownPrescription {
  return {
    id: prescription.id,
    at: prescription.prescribedAt,
    doctor: prescription.doctor,
    medicines: prescription.items.map(({ durationDays, frequency, ...item }) => {
      const { text, values } = durationText(durationDays)
      return { ...item, frequency: t(frequencyLabel(frequency)), duration: t(text, values) }
    }),
  }
}

export const shownSheet = (
  prescription: Prescribed & Pick<ShownSheet, 'specialisation' | 'registrationNumber'>,
  t: T,
): ShownSheet => ({
  ...shownPrescription(prescription, t),
  specialisation: prescription.specialisation,
  registrationNumber: prescription.registrationNumber,
})

export const frequencyOptions = (t: T): Option[] =>
  frequencies.map((frequency) => ({ value: frequency, label: t(frequencyLabels[frequency]) }))

/** 'Paracetamol 650 mg · TDS, three times a day · 5 days · After food' */
export const medicineLine = ({ medicine, dose, frequency, duration, instructions }: ShownMedicine) =>
  [`${medicine} ${dose}`, frequency, duration, instructions].filter((part) => part !== null).join(' · ')
