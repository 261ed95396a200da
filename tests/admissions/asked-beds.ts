import { randomUUID } from 'node:crypto'
import { beforeAll } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, type TestPerson } from '../support/people.js'

export let app: ReturnType<typeof openApp>
export let desk: Browser & TestPerson
export let doctorId: string

/** Each of these files has a desk that asks for beds and a doctor in whose name it does. */
export function useAskedBeds(): void {
  useDatabase()
  beforeAll(async () => {
    app = openApp()
    desk = await logInAs(app, 'RECEPTIONIST')
    doctorId = (await createPerson('DOCTOR', 'Dr. Anjali Rao')).doctorId ?? ''
  })
}

export const asking = (more: Record<string, string> = {}) => ({
  ...{ idempotency_key: randomUUID(), priority: 'URGENT', care: 'WARD', isolation: 'on', oxygen: 'on' },
  ...{ reason: 'Her family cannot look after her.' },
  ...more,
})

/** A patient for whom the desk has asked for a bed; answers with the request's page. */
export async function askFor(
  name: string,
  more: Record<string, string> = {},
  sex: 'FEMALE' | 'MALE' = 'MALE',
) {
  const patient = await createPatient({ name })
  await db.patient.update({ where: { id: patient.id }, data: { sex } })
  const answer = await desk.post(`/reception/patients/${patient.id}/bed-requests`, asking(more)).expect(303)
  return {
    ...patient,
    page: String(answer.headers.location),
    requestId: String(answer.headers.location).slice(-36),
  }
}

export const hold = (page: string, bedId: string) =>
  desk.post(`${page}/hold`, { idempotency_key: randomUUID(), bedId })

/** From here on there are only the wards that a test opens. */
export const closeAllWards = () =>
  db.ward.updateMany({ where: { closedAt: null }, data: { closedAt: new Date() } })
