import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { electrolytes, normal, ordered, orderOf, postResult } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  clerk = await logInAs(app, 'DATA_ENTRY')
})

async function strike(who: Browser, here: string, reason: string) {
  const page = await who.get(`${here}/retraction/new`).expect(200)
  return who.post(`${here}/retraction`, { reason, ...hidden(page.text) })
}

const ofResult = (id: string) => `/records/orders/${id}`
const chargesOf = (sourceId: string) => db.charge.findMany({ where: { sourceId }, orderBy: { id: 'asc' } })

/** A treatment that the doctor said to have given. */
async function given() {
  const { doctor, patient } = await electrolytes(app)
  const { id } = await ordered(doctor, patient.id, { codes: ['NEB'] })
  const here = `/doctor/patients/${patient.id}/orders/${id}`
  const page = await doctor.get(here).expect(200)
  const value = (name: string) => page.text.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? ''
  await doctor
    .post(`${here}/administration`, {
      ...{ day: value('day'), time: value('time'), givenById: doctor.accountId, note: 'Two puffs' },
      ...hidden(page.text),
    })
    .expect(303)
  return { doctor, patient, id, here }
}

describe('A-17 a result entered in error is struck out', () => {
  test('with a reason; it stays readable, its charge is taken back, and the doctor is told', async () => {
    const { doctor, patient, id } = await electrolytes(app)
    expect((await postResult(clerk, id, normal)).status).toBe(303)
    const before = await clerk.get(ofResult(id)).expect(200)
    expect(before.text).toContain(`${ofResult(id)}/retraction/new`)
    const nothing = await strike(clerk, ofResult(id), '')
    expect(nothing.status).toBe(422)
    expect(nothing.text).toContain('Enter the reason.')
    expect((await strike(clerk, ofResult(id), 'The tube of another patient')).status).toBe(303)
    const order = await orderOf(id)
    expect(order).toMatchObject({
      ...{ status: 'CANCELLED', statusReason: 'The tube of another patient', releasedAt: null },
      completedAt: expect.any(Date),
    })
    expect(order.results).toHaveLength(1)
    expect(await chargesOf(id)).toMatchObject([{ voidReason: 'The tube of another patient' }])
    const page = await doctor.get(`/doctor/patients/${patient.id}/orders/${id}`).expect(200)
    for (const part of ['Entered in error', 'The tube of another patient', 'Struck out: entered in error'])
      expect(page.text).toContain(part)
    expect(page.text).toContain('4.2')
    expect(page.text).not.toContain('report.pdf')
    await doctor.get(`/doctor/patients/${patient.id}/orders/${id}/report.pdf`).expect(404)
    const told = await db.message.findMany({ where: { accountId: doctor.accountId, channel: 'IN_APP' } })
    expect(told.map(({ subject }) => subject).join()).toContain('was entered in error and is struck out')
  })

  test('nothing is recorded or struck out on it any more, and its values are in no chart', async () => {
    const { doctor, patient, id } = await electrolytes(app)
    await postResult(clerk, id, normal)
    const next = await ordered(doctor, patient.id)
    await postResult(clerk, next.id, { ...normal, potassium: '4.4' })
    const chart = async () => (await doctor.get(`/doctor/patients/${patient.id}/orders/${next.id}`)).text
    expect(await chart()).toContain('Before: 4.2')
    expect((await strike(clerk, ofResult(id), 'Wrong patient')).status).toBe(303)
    expect(await chart()).not.toContain('Before: 4.2')
    const again = await strike(clerk, ofResult(id), 'Once more')
    expect(again.status).toBe(422)
    expect(again.text).toContain('This order was cancelled.')
    const amended = await clerk.post(`${ofResult(id)}/results`, {
      ...{ idempotency_key: randomUUID(), version: '1', save: 'FINAL', reason: 'No', comment: 'x' },
      ...Object.fromEntries(Object.keys(normal).map((code) => [`value_${code}`, '4'])),
      ...{ partial: 'on' },
    })
    expect(amended.status).toBe(422)
    expect((await orderOf(id)).results).toHaveLength(1)
    const result = db.testResult.create({
      data: {
        ...{ orderId: id, version: 2, status: 'AMENDED', reason: 'x', recordedById: clerk.accountId },
        recordedAt: new Date(),
      },
    })
    await expect(result).rejects.toThrow(/takes no result|test_result_of_an_open_order/)
  })

  test('what the patient could read is gone for them, and they are told', async () => {
    const { doctor } = await electrolytes(app)
    const person = await createPerson('PATIENT')
    const patient = await db.patient.findFirstOrThrow({ where: { accountId: person.accountId } })
    await db.careAssignment.create({
      data: {
        ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', startedAt: new Date() },
        assignedById: doctor.accountId,
      },
    })
    const { id } = await ordered(doctor, patient.id)
    await postResult(clerk, id, normal)
    const here = `/doctor/patients/${patient.id}/orders/${id}`
    await doctor.post(`${here}/release`).expect(303)
    const reader = await logIn(app, person)
    await reader.get(`/patient/results/${id}`).expect(200)
    await strike(clerk, ofResult(id), 'Wrong patient')
    await reader.get(`/patient/results/${id}`).expect(404)
    const told = await db.message.findMany({ where: { accountId: person.accountId, channel: 'IN_APP' } })
    expect(told.map(({ subject }) => subject).join()).toContain('was a mistake and does not hold')
  })

  test('a critical one asks nobody any more', async () => {
    const { doctor, patient, id } = await electrolytes(app)
    await postResult(clerk, id, { ...normal, potassium: '6.9' }, { again: 'potassium=6.9' })
    const open = () => db.alert.count({ where: { patientId: patient.id, status: 'OPEN' } })
    expect(await open()).toBe(1)
    expect((await doctor.get('/doctor')).text).toContain(`/orders/${id}`)
    await strike(clerk, ofResult(id), 'Haemolysed')
    expect(await open()).toBe(0)
    expect((await doctor.get('/doctor')).text).not.toContain(`/orders/${id}`)
  })

  test('only a final one; a doctor strikes no result out; somebody else’s order is not found', async () => {
    const { doctor, patient, id } = await electrolytes(app)
    const early = await strike(clerk, ofResult(id), 'Not yet')
    expect(early.status).toBe(422)
    const treatment = await ordered(doctor, patient.id, { codes: ['NEB'] })
    const other = await strike(clerk, ofResult(treatment.id), 'Other kind')
    expect(other.text).toContain('This is a treatment: it has no result.')
    await doctor.get(`/doctor/patients/${patient.id}/orders/${id}/retraction/new`).expect(404)
    await clerk.get(`${ofResult(randomUUID())}/retraction/new`).expect(404)
    const page = await clerk.get(ofResult(id)).expect(200)
    expect(page.text).not.toContain('retraction')
  })

  test('G-C6 10 people at once: struck out once', async () => {
    const { id } = await electrolytes(app)
    await postResult(clerk, id, normal)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        clerk.post(`${ofResult(id)}/retraction`, { reason: 'At once', idempotency_key: randomUUID() }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(422)])
    expect((await orderOf(id)).events.filter(({ kind }) => kind === 'CANCELLED')).toHaveLength(1)
  })
})

describe('a treatment that was not given after all', () => {
  test('its doctor takes it back; what was noted stays, and nothing is to be paid', async () => {
    const { doctor, patient, id, here } = await given()
    expect(await chargesOf(id)).toMatchObject([{ voidedAt: null }])
    expect((await strike(doctor, `${here}/administration`, 'He refused it')).status).toBe(303)
    expect(await orderOf(id)).toMatchObject({
      ...{ status: 'CANCELLED', givenById: doctor.accountId, givenNote: 'Two puffs' },
      statusReason: 'He refused it',
    })
    expect(await chargesOf(id)).toMatchObject([{ voidReason: 'He refused it' }])
    const page = await doctor.get(here).expect(200)
    for (const part of ['Entered in error: this was not given.', 'Was said to be given', 'Two puffs'])
      expect(page.text).toContain(part)
    const foreign = await logInAs(app, 'DOCTOR')
    await foreign.get(`/doctor/patients/${patient.id}/orders/${id}/administration/retraction/new`).expect(404)
  })

  test('data entry takes it back, and the doctor is told', async () => {
    const { doctor, id } = await given()
    expect((await strike(clerk, `/records/orders/${id}/administration`, 'Other bed')).status).toBe(303)
    expect((await clerk.get(`/records/orders/${id}`).expect(200)).text).toContain('Entered in error')
    const told = await db.message.findMany({ where: { accountId: doctor.accountId, channel: 'IN_APP' } })
    expect(told.map(({ subject }) => subject).join()).toContain('after all: it was entered in error')
  })
})
