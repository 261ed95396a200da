import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { expect } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn, timeIn } from '../../src/shared/calendar.js'
import { type Browser, hidden } from '../support/app.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'

type Filled = Record<string, string>

/** The form of a round of a well adult on room air, everything measured; `changes` says what differs. */
export function filledRound(changes: Filled = {}): Filled {
  return {
    respiratoryRate: '16',
    spo2: '98',
    breathing: 'ROOM_AIR',
    systolic: '124',
    diastolic: '78',
    pulse: '76',
    consciousness: 'A',
    temperature: '98.6',
    temperatureUnit: 'F',
    ...changes,
  }
}

/** Day and time as the form holds them, so many minutes ago. */
export function minutesAgo(minutes: number): { takenOn: string; takenTime: string } {
  const at = new Date(Date.now() - minutes * 60_000)
  return { takenOn: dayIn(at, config.zone), takenTime: timeIn(at, config.zone) }
}

export interface OnWard {
  doctor: Browser & TestPerson
  patient: { id: string; number: number; name: string }
  /** The address of the rounds in the doctor's portal. */
  rounds: string
}

/** A doctor logged in with a patient in their care. */
export async function onWard(app: Express, name = 'Ravi Deshmukh'): Promise<OnWard> {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient({ name })
  const { accountId: assignedById, doctorId } = doctor
  const startedAt = new Date()
  await db.careAssignment.create({
    data: { patientId: patient.id, doctorId: doctorId ?? '', assignedById, startedAt },
  })
  return { doctor, patient, rounds: `/doctor/patients/${patient.id}/observations` }
}

/** Opens the form, fills it in and posts it. */
export async function post(browser: Browser, rounds: string, changes: Filled = {}) {
  const page = await browser.get(`${rounds}/new`).expect(200)
  return browser.post(rounds, { ...filledRound(changes), ...hidden(page.text) })
}

/** Records a round; gives its id and the page that shows it. */
export async function record(browser: Browser, rounds: string, changes: Filled = {}) {
  const answer = await post(browser, rounds, changes)
  expect(answer.status).toBe(303)
  const address = answer.headers.location ?? ''
  const page = await browser.get(address).expect(200)
  return { id: address.split('/').at(-1) ?? '', text: page.text }
}

/** Admits the patient to a bed of their own, so many hours ago. */
export async function admit(patientId: string, accountId: string, hoursAgo: number): Promise<string> {
  const at = new Date(Date.now() - hoursAgo * 3_600_000)
  const mark = randomUUID().slice(0, 8)
  return db.$transaction(async (tx) => {
    const ward = await tx.ward.create({
      data: {
        name: `Ward ${mark}`,
        code: mark,
        floor: '1',
        level: 'WARD',
        isolation: false,
        oxygen: true,
        rates: { create: { fromDay: new Date('2000-01-01'), dailyRateMinor: 100_000n } },
      },
    })
    const bed = await tx.bed.create({ data: { wardId: ward.id, number: '7' } })
    const { id } = await tx.admission.create({
      data: { patientId, status: 'ADMITTED', reason: 'Pneumonia', admittedAt: at, admittedById: accountId },
    })
    await tx.bedStay.create({
      data: { admissionId: id, bedId: bed.id, startedAt: at },
    })
    return id
  })
}
