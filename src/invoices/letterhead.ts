import { patientNumber } from '../patients/rules.js'
import type { Hospital } from '../web/ambient.js'

/** What every paper about money keeps of its head, so that it reads the same whatever changes later. */
export const keptHead = {
  ...{ hospitalName: true, hospitalAddress: true, hospitalPhone: true, hospitalEmail: true },
  ...{ patientName: true, patientLocalName: true },
} as const

/** A head as it is kept from now on. */
export const headToKeep = (hospital: Hospital, patient: { name: string; localName: string | null }) => ({
  hospitalName: hospital.name,
  hospitalAddress: hospital.address,
  hospitalPhone: hospital.phone,
  hospitalEmail: hospital.email,
  patientName: patient.name,
  patientLocalName: patient.localName,
})

type Kept = Record<Exclude<keyof typeof keptHead, 'patientLocalName'>, string> & {
  patientLocalName: string | null
  patient: { number: number }
}

/** The head as it is shown and printed. */
export const headOf = (kept: Kept) => ({
  hospital: {
    name: kept.hospitalName,
    address: kept.hospitalAddress,
    phone: kept.hospitalPhone,
    email: kept.hospitalEmail,
  },
  patient: {
    name: kept.patientName,
    localName: kept.patientLocalName,
    number: patientNumber(kept.patient.number),
  },
})
