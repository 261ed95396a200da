import { randomUUID } from 'node:crypto'
import { type NewAlert, raiseAlert } from '../../src/alerts/commands.js'
import { db, transaction } from '../../src/db/client.js'
import { createPatient, createPerson, type TestPerson } from '../support/people.js'

/** A doctor with a deputy, and a patient in their charge. */
export async function inCharge(name = 'Ravi Deshmukh') {
  const doctor = await createPerson('DOCTOR', 'Dr Own')
  const deputy = await createPerson('DOCTOR', 'Dr Deputy')
  await db.doctor.update({ where: { id: doctor.doctorId ?? '' }, data: { deputyId: deputy.doctorId } })
  const patient = await createPatient({ name })
  await assign(patient.id, doctor)
  return { doctor, deputy, patient }
}

export const assign = (patientId: string, { doctorId, accountId }: TestPerson, startedAt = new Date()) =>
  db.careAssignment.create({
    data: { patientId, doctorId: doctorId ?? '', assignedById: accountId, startedAt },
  })

/** An alert of a red flag from home, raised at `at`. */
export async function raised(
  patientId: string,
  at = new Date(),
  more: Partial<NewAlert> = {},
): Promise<string> {
  const id = await transaction((tx) =>
    raiseAlert(
      tx,
      {
        ...{ patientId, kind: 'RED_FLAG', subjectId: randomUUID() },
        ...{ text: 'SpO2 {{spo2}} % at home.', facts: { spo2: 91 } },
        ...more,
      },
      at,
    ),
  )
  return id ?? ''
}

/** 'ADDRESSEE Dr Own' of each step, in order. */
export async function chainOf(alertId: string): Promise<string[][]> {
  const steps = await db.alertStep.findMany({
    where: { alertId },
    orderBy: [{ step: 'asc' }, { audience: 'asc' }],
  })
  const accounts = await db.account.findMany({
    where: { id: { in: steps.flatMap(({ accountId }) => accountId ?? []) } },
    select: { id: true, name: true },
  })
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  const chain: string[][] = []
  for (const { step, audience, accountId } of steps) {
    const told = chain[step - 1] ?? []
    told.push([audience, names.get(accountId ?? '') ?? ''].join(' ').trim())
    chain[step - 1] = told
  }
  return chain.map((told) => told.sort())
}

/** Where the settings say that the desk gets its mail. */
export const setDeskAddress = (email: string) =>
  db.hospitalSettings.update({ where: { id: 1 }, data: { email } })

export const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

/** What one person got of an alert: the channels, in the order of the steps. */
export async function toldTo(accountId: string, alertId: string): Promise<string[]> {
  const messages = await db.message.findMany({
    where: { accountId, kind: { in: ['alert', 'urgent-alert'] }, dedupeKey: { contains: alertId } },
    orderBy: [{ createdAt: 'asc' }, { channel: 'asc' }],
    select: { channel: true },
  })
  return messages.map(({ channel }) => channel).sort()
}
