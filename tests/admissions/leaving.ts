import { randomUUID } from 'node:crypto'
import { beforeAll } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import { admitSomebody, bill, createWard } from './hospital.js'

export let app: ReturnType<typeof openApp>
export let desk: Browser & TestPerson
export let doctor: Browser & TestPerson

/** Each of these files has a desk and a doctor who send patients home. */
export function useLeaving(): void {
  useDatabase()
  beforeAll(async () => {
    app = openApp()
    desk = await logInAs(app, 'RECEPTIONIST')
    doctor = await logInAs(app, 'DOCTOR')
  })
}

export async function stayOf(name = 'Rohan Patil') {
  const ward = await createWard()
  const bedId = ward.beds[0]?.id ?? ''
  const patient = await createPatient({ name })
  return { ...(await admitSomebody(desk, bedId, [doctor.doctorId ?? ''], patient)), ward, bedId }
}

export const order = (stay: { id: string }) => doctor.post(`/doctor/admissions/${stay.id}/discharge-order`)

export const discharge = (stay: { id: string }, more: Record<string, string | string[]> = {}) =>
  desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctor.doctorId ?? ''], ['0'], more))

export async function signSummary(stay: { id: string; patientId: string }) {
  const path = `/doctor/patients/${stay.patientId}/summaries`
  const page = await doctor.get(`${path}/new?admission=${stay.id}`).expect(200)
  const texts = { diagnosis: 'COVID-19', course: 'Oxygen for two days.', condition: 'Well', advice: 'Rest.' }
  const rest = { medicines: '', followUpOn: '', reason: '', latest: '0', admissionId: stay.id }
  await doctor.post(path, { ...texts, ...rest, ...hidden(page.text) }).expect(303)
}

export const charge = (stay: { id: string; patientId: string }, description: string, more: object = {}) =>
  db.charge.create({
    data: {
      ...{ patientId: stay.patientId, admissionId: stay.id, kind: 'SERVICE', description },
      ...{ sourceType: 'service_request', sourceId: randomUUID(), unitPriceMinor: 60_000n, quantity: 2 },
      ...{ occurredAt: new Date(), createdById: desk.accountId },
      ...more,
    },
    select: { id: true },
  })

export const openOn = async (stay: { id: string }, who: Browser = desk, base = '/reception') =>
  (await who.get(`${base}/admissions/${stay.id}/readiness`).expect(200)).text
