import { db } from '../../src/db/client.js'
import type { News2Band } from '../../src/generated/prisma/enums.js'
import { roundOf } from '../../src/observations/entry-rules.js'
import { scoreOf } from '../../src/observations/score-rules.js'
import { storedScore } from '../../src/observations/stored-score.js'
import { type Day, dayToColumn } from '../../src/shared/calendar.js'
import { createPatient, createPerson } from '../support/people.js'

interface Stay {
  admissionId: string
  patientId: string
}

/** Somebody who lies in a bed since some hours, in the charge of a doctor. */
export async function admitted(
  bedId: string,
  {
    name = 'Ravi Deshmukh',
    doctorId = null,
    expectedOn = null,
    isolation = false,
    hours = 2,
  }: {
    name?: string
    doctorId?: string | null
    expectedOn?: Day | null
    isolation?: boolean
    hours?: number
  } = {},
): Promise<Stay> {
  const [patient, desk] = await Promise.all([createPatient({ name }), createPerson('RECEPTIONIST')])
  const admittedAt = new Date(Date.now() - hours * 3_600_000)
  const { id } = await db.admission.create({
    data: {
      ...{ patientId: patient.id, reason: 'Needs oxygen.', admittedAt, admittedById: desk.accountId },
      expectedDischargeOn: expectedOn && dayToColumn(expectedOn),
      stays: { create: { kind: 'OCCUPIED', bedId, startedAt: admittedAt } },
      ...(doctorId && {
        assignments: {
          create: { patientId: patient.id, doctorId, assignedById: desk.accountId, startedAt: admittedAt },
        },
      }),
      ...(isolation && {
        request: {
          create: {
            ...{ patientId: patient.id, source: 'STAFF', priority: 'URGENT', levels: ['WARD'], isolation },
            ...{ oxygen: false, reason: 'Tested positive.', requestedAt: admittedAt },
            ...{ status: 'ADMITTED', closedAt: admittedAt },
          },
        },
      }),
    },
    select: { id: true },
  })
  return { admissionId: id, patientId: patient.id }
}

/** A bed that is held for somebody who waits, for so many minutes from now. */
export async function held(
  bedId: string,
  {
    name = 'Ravi Deshmukh',
    patientId,
    minutes,
    by,
  }: { name?: string; patientId?: string; minutes: number; by: string },
) {
  const id = patientId ?? (await createPatient({ name })).id
  const startedAt = new Date(Date.now() - 3_600_000)
  return db.admissionRequest.create({
    data: {
      ...{ patientId: id, source: 'STAFF', priority: 'URGENT', levels: ['WARD'], isolation: true },
      ...{ oxygen: true, reason: 'Breathless.', requestedAt: startedAt, requestedById: by },
      holds: {
        create: { kind: 'HELD', bedId, startedAt, endedAt: new Date(Date.now() + minutes * 60_000) },
      },
    },
    select: { id: true },
  })
}

const readings = {
  LOW: { respiratoryRate: 16, spo2: 97, pulse: 80 },
  LOW_MEDIUM: { respiratoryRate: 26, spo2: 97, pulse: 80 },
  MEDIUM: { respiratoryRate: 22, spo2: 92, pulse: 95 },
  HIGH: { respiratoryRate: 26, spo2: 90, pulse: 115 },
}

/** A round that staff took, with its score; gives its id. */
export async function measured(
  { patientId, admissionId }: Stay,
  recordedById: string,
  wanted: News2Band,
  takenAt: Date,
): Promise<string> {
  const round = roundOf({
    ...{ oxygen: 'ROOM_AIR', temperatureTenthsC: 370, systolic: 120, diastolic: 80, consciousness: 'A' },
    ...readings[wanted],
  })
  const score = scoreOf(round, { ageYears: 46, pregnant: false, decision: null, earlier: [] })
  if (score.band !== wanted) throw new Error(`these readings are ${score.band}`)
  const { id } = await db.observation.create({
    data: {
      ...{ ...round, patientId, admissionId, recordedById, takenAt, news2: storedScore(score) },
      ...{ news2Total: score.total, news2Band: score.band },
    },
    select: { id: true },
  })
  return id
}
