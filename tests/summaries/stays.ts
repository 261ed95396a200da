import { db } from '../../src/db/client.js'
import { createWard } from '../admissions/hospital.js'
import type { TestPerson } from '../support/people.js'

/** A stay of a patient, over or not, with the doctor in charge. */
export async function stayOf(
  patientId: string,
  doctor: TestPerson,
  { over = true, reason = 'COVID-19 pneumonia' } = {},
) {
  const ward = await createWard()
  const dischargedAt = over ? new Date('2026-03-10T06:00:00Z') : null
  const admittedAt = new Date('2026-03-01T06:00:00Z')
  const stay = await db.admission.create({
    data: {
      ...{ patientId, reason, admittedAt, admittedById: doctor.accountId },
      ...(dischargedAt && { status: 'DISCHARGED' as const, dischargedAt, dischargedById: doctor.accountId }),
      stays: {
        create: {
          bedId: ward.beds[0]?.id ?? '',
          startedAt: admittedAt,
          endedAt: dischargedAt,
        },
      },
    },
    select: { id: true },
  })
  return { id: stay.id, ward: ward.name }
}

export const takeIntoCare = (doctor: TestPerson, patientId: string) =>
  db.careAssignment.create({
    data: {
      patientId,
      doctorId: doctor.doctorId ?? '',
      assignedById: doctor.accountId,
      startedAt: new Date(),
    },
  })
