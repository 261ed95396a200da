import { randomUUID } from 'node:crypto'
import { db } from '../../src/db/client.js'
import { isolateAtHome } from '../isolation/at-home.js'
import { createPatient, type TestPerson } from '../support/people.js'

/** A patient in the care of this doctor. */
export async function inCareOf({ doctorId, accountId }: TestPerson, name = 'Leela Menon') {
  const patient = await createPatient({ name })
  await db.careAssignment.create({
    data: {
      patientId: patient.id,
      doctorId: doctorId ?? '',
      assignedById: accountId,
      startedAt: new Date(),
    },
  })
  return patient
}

const minute = 60_000

/** So many entries of eight kinds, one every ten minutes backwards from an hour ago. */
export async function fillHistory(patientId: string, doctor: TestPerson, entries: number): Promise<void> {
  const { accountId: recordedById } = doctor
  const doctorId = doctor.doctorId ?? ''
  const first = Date.now() - 60 * minute
  const at = (index: number) => new Date(first - index * 10 * minute)
  const of = (turn: number) =>
    Array.from({ length: entries }, (_, index) => index).filter((one) => one % 8 === turn)
  const colleague = await db.doctor.findFirstOrThrow({
    where: { NOT: { id: doctorId } },
    select: { id: true },
  })
  await db.clinicalNote.createMany({
    data: of(0).map((index) => ({ patientId, doctorId, text: `Entry ${index}.`, createdAt: at(index) })),
  })
  await db.observation.createMany({
    data: of(1).map((index) => ({
      ...{ patientId, recordedById, takenAt: at(index), recordedAt: at(index) },
      ...{ spo2: 97, oxygen: 'ROOM_AIR' as const, pulse: 70 + (index % 20) },
    })),
  })
  await db.prescription.createMany({
    data: of(2).map((index) => ({ patientId, doctorId, createdAt: at(index) })),
  })
  await db.colleagueLetter.createMany({
    data: of(3).map((index) => ({
      ...{ patientId, fromId: doctorId, toId: colleague.id, kind: 'QUESTION' as const },
      ...{ text: `Entry ${index}.`, sentAt: at(index) },
    })),
  })
  await fillPathway(patientId, recordedById, {
    reports: of(5).map(at),
    services: of(6).map(at),
    alerts: of(7).map(at),
  })
  await db.dailyReport.createMany({
    data: of(4).map((index) => ({
      ...{ patientId, mood: 'OKAY' as const, rating: 6, symptoms: ['COUGH'] },
      ...{
        day: new Date(Date.UTC(2026, 0, 1) - index * 86_400_000),
        createdAt: at(index),
        updatedAt: at(index),
      },
    })),
  })
}

/** Reports from home, each with its readings, services and alerts, at these instants; and how it began, a year ago. */
async function fillPathway(
  patientId: string,
  accountId: string,
  { reports, services, alerts }: Record<'reports' | 'services' | 'alerts', Date[]>,
): Promise<void> {
  if (reports.length === 0) return
  const isolationId = await isolateAtHome(patientId, { recordedById: accountId, begun: 24 * 365 })
  const readings = await db.observation.createManyAndReturn({
    data: reports.map((takenAt) => ({
      ...{ patientId, recordedById: accountId, takenAt, recordedAt: takenAt },
      ...{ spo2: 97, source: 'PATIENT' as const },
    })),
    select: { id: true, takenAt: true },
  })
  await db.homeCheck.createMany({
    data: readings.map(({ id, takenAt }) => ({
      ...{ patientId, isolationId, observationId: id, reportedById: accountId, takenAt, createdAt: takenAt },
      ...{ symptoms: [], alert: 'NONE' as const, ruleSetVersion: 'test' },
      result: { told: { ...nothingTold, spo2: 97 } },
    })),
  })
  const item = await db.serviceItem.findUniqueOrThrow({ where: { code: 'NURSE' }, select: { id: true } })
  await db.serviceRequest.createMany({
    data: services.map((requestedAt) => ({
      ...{ patientId, itemId: item.id, isolationId, requestedById: accountId, requestedAt },
    })),
  })
  await db.alert.createMany({
    data: alerts.map((raisedAt) => ({
      ...{ patientId, kind: 'EMERGENCY' as const, subjectId: randomUUID(), raisedAt, closedAt: raisedAt },
      ...{ text: 'Fell.', status: 'CLOSED' as const, action: 'Helped up.' },
    })),
  })
}

const nothingTold = {
  ...{ spo2: null, onOxygen: null, respiratoryRate: null, pulse: null, temperature: null },
  ...{ temperatureUnit: null, breathing: null, feeling: null, symptoms: [], feverDays: null },
}
