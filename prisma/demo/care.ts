import { MOST_MEDICINES } from '../../src/prescriptions/rules.js'
import { identify } from './chance.js'
import { known } from './data/conditions.js'
import type { DoctorKey } from './data/doctors.js'
import { type Medicine, type PrescriptionName, prescriptions } from './data/medicines.js'
import { type House, leaveTrail, receptionistAt } from './house.js'
import type { Registered } from './patients.js'

/** Puts a doctor in charge of a patient, of a stay or at home. */
export function assign(
  house: House,
  patient: Registered,
  doctor: DoctorKey,
  { from, to, admissionId }: { from: Date; to?: Date; admissionId?: string },
): void {
  const by = receptionistAt(house, from)
  const id = identify(`assignment ${doctor}`, patient.name, from)
  house.rows.assignments.push({
    id,
    patientId: patient.id,
    doctorId: house.doctors[doctor].id,
    admissionId: admissionId ?? null,
    assignedById: by,
    startedAt: from,
    endedAt: to ?? null,
  })
  if (!admissionId)
    leaveTrail(house, from, by, 'patient.assign-doctor', {
      type: 'care-assignment',
      id,
      patientId: patient.id,
    })
}

interface Written {
  at: Date
  doctor: DoctorKey
  admissionId?: string
}

interface Prescribed extends Written {
  /** The prescription that it takes the place of. */
  replaces?: string
  /** Why the doctor went on, where the check found something. */
  reason?: string
  /** When what was still to be taken of it was stopped. */
  until?: Date
}

export function writeNote(
  house: House,
  patient: Registered,
  text: string,
  { at, doctor, admissionId }: Written,
) {
  const { id: doctorId, accountId } = house.doctors[doctor]
  const id = identify('note', patient.name, at)
  house.rows.notes.push({
    id,
    patientId: patient.id,
    admissionId: admissionId ?? null,
    doctorId,
    text,
    createdAt: at,
  })
  leaveTrail(house, at, accountId, 'note.create', { type: 'note', id, patientId: patient.id })
}

export function prescribe(
  house: House,
  patient: Registered,
  medicines: readonly Medicine[],
  { at, doctor, admissionId, replaces, reason, until }: Prescribed,
): string {
  const { id: doctorId, accountId } = house.doctors[doctor]
  const id = identify('prescription', patient.name, at)
  house.rows.prescriptions.push({
    id,
    patientId: patient.id,
    admissionId: admissionId ?? null,
    doctorId,
    replacesId: replaces ?? null,
    createdAt: at,
    ...(reason && { reason }),
    ...(until &&
      medicines.every((medicine) => isLeft(medicine, at, until)) && { status: 'STOPPED', version: 2 }),
  })
  const replaced = house.rows.prescriptions.find((prescription) => prescription.id === replaces)
  if (replaced) Object.assign(replaced, { status: 'REPLACED', version: 2 })
  for (const [index, medicine] of medicines.entries()) {
    const [name, dose, frequency, durationDays, instructions] = medicine
    house.rows.prescriptionItems.push({
      id: identify(`medicine ${index}`, patient.name, at),
      prescriptionId: id,
      position: index + 1,
      medicine: name,
      dose,
      frequency,
      durationDays,
      instructions: instructions ?? null,
      ...(until && isLeft(medicine, at, until) && { stoppedAt: until, stoppedById: accountId, stopReason }),
    })
  }
  leaveTrail(house, at, accountId, 'prescription.create', { type: 'prescription', id, patientId: patient.id })
  return id
}

const stopReason = 'Goes home; what to take there is prescribed anew.'

const isLeft = ([, , , days]: Medicine, from: Date, at: Date) =>
  from.getTime() + days * 86_400_000 > at.getTime()

/** What this patient gets of a usual prescription, and with it what they take for their other illnesses. */
export function medicinesFor(
  { conditions }: Registered,
  name: PrescriptionName,
  { usual }: { usual: 'AT_HOME' | 'IN_BED' | 'NONE' },
): Medicine[] {
  const usualOnes = conditions.flatMap((condition) => {
    const own = known[condition]?.usual
    const taken = usual === 'AT_HOME' || (usual === 'IN_BED' && condition !== 'DIABETES')
    return own && taken ? [own] : []
  })
  const suitable = prescriptions[name].filter(([, , , , , when]: Medicine) => {
    if (when?.only && !conditions.includes(when.only)) return false
    return !when?.not?.some((condition) => conditions.includes(condition))
  })
  return [...suitable, ...usualOnes].slice(0, MOST_MEDICINES)
}
