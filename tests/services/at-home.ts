import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { expect } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { isolateAtHome } from '../isolation/at-home.js'
import { type Browser, hidden } from '../support/app.js'
import { createPatient, logInAs } from '../support/people.js'

export const tomorrow = () => addDays(dayIn(new Date(), config.zone), 1)

export const itemId = async (code: string) =>
  (await db.serviceItem.findUniqueOrThrow({ where: { code }, select: { id: true } })).id

/** A patient with an account whom a triage sent home. */
export async function patientAtHome(app: Express) {
  const patient = await logInAs(app, 'PATIENT')
  const isolationId = await isolateAtHome(patient.patientId ?? '', { recordedById: patient.accountId })
  return Object.assign(patient, { id: patient.patientId ?? '', isolationId })
}

/** A walk-in whom a triage sent home. */
export async function somebodyAtHome(staff: { accountId: string }, doctorId?: string) {
  const patient = await createPatient()
  await isolateAtHome(patient.id, { recordedById: staff.accountId, ...(doctorId && { doctorId }) })
  return patient
}

/** The form of staff as a browser sends it. */
export async function postWish(
  staff: Browser,
  patientId: string,
  given: Record<string, string> = {},
  portal = '/reception',
) {
  const page = await staff.get(`${portal}/patients/${patientId}/services/new`).expect(200)
  return staff.post(`${portal}/patients/${patientId}/services`, {
    ...{ itemId: await itemId('NURSE'), priority: 'ROUTINE', details: '', ...given },
    idempotency_key: randomUUID(),
    ...hidden(page.text),
  })
}

/** A service that the desk asked for, by its id. */
export async function wished(desk: Browser, patientId: string, given: Record<string, string> = {}) {
  const answer = await postWish(desk, patientId, given)
  expect(answer.status, answer.text).toBe(303)
  const { id } = await db.serviceRequest.findFirstOrThrow({
    where: { patientId },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  })
  return id
}

/** The first form of the page: the version belongs to the allocation, the key to what says that it is done. */
export const versionIn = (html: string) =>
  /name="version" value="(\d+)"/.exec(html)?.[1] ?? expect.fail('there is no version on this page')

export async function postPlan(desk: Browser, id: string, given: Record<string, string> = {}) {
  const page = await desk.get(`/reception/services/${id}`).expect(200)
  return desk.post(`/reception/services/${id}/allocation`, {
    ...{ allocatedTo: 'Nurse Kavita', day: tomorrow(), time: '09:30', ...given },
    version: given.version ?? versionIn(page.text),
  })
}

/** A service with somebody who goes tomorrow. */
export async function planned(desk: Browser, patientId: string, given: Record<string, string> = {}) {
  const id = await wished(desk, patientId, given)
  const answer = await postPlan(desk, id)
  expect(answer.status, answer.text).toBe(303)
  return id
}

export async function postDone(desk: Browser, id: string, key: string, note = '') {
  return desk.post(`/reception/services/${id}/completion`, { idempotency_key: key, note })
}

export const serviceOf = (id: string) =>
  db.serviceRequest.findUniqueOrThrow({
    where: { id },
    include: { events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } },
  })

export const chargesOf = (id: string) =>
  db.charge.findMany({
    where: { sourceType: 'service_request', sourceId: id },
    orderBy: { occurredAt: 'asc' },
  })
