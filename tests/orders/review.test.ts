import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { doctorWithPatient, itemId, ordered, postResult } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser
beforeAll(async () => {
  app = openApp()
  clerk = await logInAs(app, 'DATA_ENTRY')
})

const normal = { sodium: '140', potassium: '4.2' }

/** A doctor in charge of a patient who can log in. */
async function treated() {
  const doctor = await logInAs(app, 'DOCTOR')
  const person = await createPerson('PATIENT', 'Asha Rao')
  const patientId = person.patientId ?? ''
  await db.patient.update({
    where: { id: patientId },
    data: { sex: 'FEMALE', dateOfBirth: new Date('1985-05-05') },
  })
  await db.careAssignment.create({
    data: {
      patientId,
      doctorId: doctor.doctorId ?? '',
      assignedById: doctor.accountId,
      startedAt: new Date(0),
    },
  })
  return { doctor, person, patientId, own: await logIn(app, person) }
}

async function resulted(doctor: Browser & TestPerson, patientId: string, values = normal, code = 'ELEC') {
  const { id } = await ordered(doctor, patientId, { codes: [code] })
  expect((await postResult(clerk, id, values)).status).toBe(303)
  return { id, here: `/doctor/patients/${patientId}/orders/${id}` }
}

describe('E-37 results to review', () => {
  test('stand on the dashboard of the doctor who ordered them until they are released or withheld', async () => {
    const { doctor, patientId } = await treated()
    const [one, other] = [
      await resulted(doctor, patientId),
      await resulted(doctor, patientId, { haemoglobin: '13.4' } as never, 'CBC'),
    ]
    const before = (await doctor.get('/doctor').expect(200)).text
    for (const { here } of [one, other]) expect(before).toContain(`href="${here}">Review`)
    await doctor.post(`${one.here}/release`).expect(303)
    await doctor.post(`${other.here}/withholding`).expect(303)
    const after = (await doctor.get('/doctor')).text
    for (const { here } of [one, other]) expect(after).not.toContain(`href="${here}">Review`)
    await postResult(clerk, other.id, { haemoglobin: '12.9' }, { reason: 'Put right' })
    expect((await doctor.get('/doctor')).text).toContain(`href="${other.here}">Review`)
  })
})

describe('U-15 the patient reads what the doctor released', () => {
  test('with range, plain words and what it was before; told without saying what (G-O5)', async () => {
    const { doctor, person, patientId, own } = await treated()
    const first = await resulted(doctor, patientId, { sodium: '139', potassium: '3.2' })
    expect((await own.get('/patient/results')).text).toContain('No results yet')
    await own.get(`/patient/results/${first.id}`).expect(404)
    await doctor.post(`${first.here}/release`).expect(303)
    const second = await resulted(doctor, patientId, { sodium: '141', potassium: '4.1' })
    await doctor.post(`${second.here}/release`).expect(303)
    const list = await own.get('/patient/results').expect(200)
    expect(list.text).toContain(`/patient/results/${first.id}`)
    const page = await own.get(`/patient/results/${first.id}`).expect(200)
    for (const told of [
      '3.2',
      'mmol/L',
      'from 3.5 to 5.1',
      'Lower than expected.',
      'As expected.',
      'report.pdf',
    ])
      expect(page.text).toContain(told)
    expect(page.text).toContain('<svg')
    expect(page.text).not.toContain('DATA_ENTRY Test')
    for (const { subject, body } of await db.message.findMany({ where: { accountId: person.accountId } }))
      expect(`${subject} ${body}`).not.toMatch(/3\.2|otassium|lectrolytes/)
  })

  test('what is withheld is not found, and a release can be taken back', async () => {
    const { doctor, patientId, own } = await treated()
    const { id, here } = await resulted(doctor, patientId)
    await doctor.post(`${here}/release`).expect(303)
    await own.get(`/patient/results/${id}`).expect(200)
    await doctor.post(`${here}/withholding`).expect(303)
    await own.get(`/patient/results/${id}`).expect(404)
  })

  test('an amended result is taken back until the doctor has seen it, and the page says so', async () => {
    const { doctor, patientId, own } = await treated()
    const { id, here } = await resulted(doctor, patientId)
    await doctor.post(`${here}/release`).expect(303)
    await postResult(clerk, id, { ...normal, sodium: '137' }, { reason: 'Typed wrongly' })
    await own.get(`/patient/results/${id}`).expect(404)
    expect((await own.get('/patient/results')).text).toContain('is being checked again')
    await doctor.post(`${here}/release`).expect(303)
    expect((await own.get(`/patient/results/${id}`).expect(200)).text).toContain('137')
  })

  test('a critical one is acknowledged first; one that is not final is not released', async () => {
    const { doctor, patientId } = await treated()
    const { id } = await ordered(doctor, patientId)
    const here = `/doctor/patients/${patientId}/orders/${id}`
    await postResult(
      clerk,
      id,
      { sodium: '140', potassium: '7.0' },
      { again: 'potassium=7', save: 'PRELIMINARY' },
    )
    const early = await doctor.post(`${here}/release`)
    expect(early.status).toBe(409)
    expect(early.text).toContain('There is no final result yet.')
    await postResult(clerk, id, { sodium: '140', potassium: '7.0' }, { again: 'potassium=7' })
    const critical = await doctor.post(`${here}/release`)
    expect(critical.status).toBe(409)
    expect(critical.text).toContain('Acknowledge it first')
  })

  test('G-Z1 G-Z2 nobody else’s: not another patient, not another doctor', async () => {
    const { doctor, patientId } = await treated()
    const { id, here } = await resulted(doctor, patientId)
    const stranger = await logInAs(app, 'DOCTOR')
    await stranger.post(`${here}/release`).expect(404)
    await doctor.post(`${here}/release`).expect(303)
    await (await logInAs(app, 'PATIENT')).get(`/patient/results/${id}`).expect(404)
    await (await logInAs(app, 'ADMIN')).post(`/admin/patients/${patientId}/orders/${id}/release`).expect(404)
  })

  test('G-U1 every reading stands in the audit', async () => {
    const { doctor, person, patientId, own } = await treated()
    const { id, here } = await resulted(doctor, patientId)
    await doctor.post(`${here}/release`)
    await own.get(`/patient/results/${id}`)
    expect(
      await db.auditEvent.count({
        where: { action: 'result.view', subjectId: id, actorId: person.accountId },
      }),
    ).toBe(1)
  })
})

describe('the order page', () => {
  test('shows the history, and beside each value what it was before, whatever test it came from', async () => {
    const { doctor, patientId } = await treated()
    await resulted(doctor, patientId, { sodium: '136', potassium: '3.9' })
    const { here } = await resulted(doctor, patientId, { potassium: '4.6' } as never, 'KFT')
    const { text } = await doctor.get(here).expect(200)
    expect(text).toContain('Before: 3.9')
    expect(text).toContain('Result recorded')
    expect(text).toMatch(/<svg[^>]*role="img"|<figure/)
  })

  test('the administration reads it, and decides nothing', async () => {
    const { doctor, patientId } = await treated()
    const { id } = await resulted(doctor, patientId)
    const { text } = await (await logInAs(app, 'ADMIN'))
      .get(`/admin/patients/${patientId}/orders/${id}`)
      .expect(200)
    expect(text).toContain('4.2')
    expect(text).not.toContain('/release"')
  })

  test('speed: a fixed number of statements, with one order before it or two hundred', async () => {
    const { doctor, patientId } = await treated()
    const { here } = await resulted(doctor, patientId)
    const few = await statementsOf(() => doctor.get(here))
    expect(few).toBeLessThanOrEqual(8)
    await manyOrders(patientId, doctor, 200)
    expect(await statementsOf(() => doctor.get(here))).toBe(few)
    expect(await statementsOf(() => doctor.get(`/doctor/patients/${patientId}/orders`))).toBeLessThanOrEqual(
      8,
    )
    expect(await statementsOf(() => clerk.get('/records'))).toBeLessThanOrEqual(8)
    const { id } = await ordered(doctor, patientId, { codes: ['CBC'], again: 'on' })
    expect(await statementsOf(() => clerk.get(`/records/orders/${id}`))).toBeLessThanOrEqual(8)
    const desk = await logInAs(app, 'RECEPTIONIST')
    expect(await statementsOf(() => desk.get('/reception/orders'))).toBeLessThanOrEqual(8)
    expect(await statementsOf(() => desk.get(`/reception/orders/${id}`))).toBeLessThanOrEqual(8)
  })
})

test('the list of a patient’s orders: filters in the address, page by page, each once', async () => {
  const { doctor, patient } = await doctorWithPatient(app)
  await manyOrders(patient.id, doctor, 120)
  const numbers: string[] = []
  for (let next: string | undefined = `/doctor/patients/${patient.id}/orders`; next; ) {
    const page: { text: string } = await doctor.get(next).expect(200)
    numbers.push(
      ...[...page.text.matchAll(/<span class="ww-number">(O-\d+)/g)].map(([, number]) => number ?? ''),
    )
    next = page.text.match(/href="([^"]*)" rel="next"/)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(numbers).toHaveLength(120)
  expect(new Set(numbers).size).toBe(120)
  const open = await doctor.get(`/doctor/patients/${patient.id}/orders?show=open`)
  expect(open.text).toContain('Nothing here')
})

/** Cancelled orders of long ago, and results among them. */
async function manyOrders(patientId: string, doctor: TestPerson, count: number) {
  const item = await itemId('ELEC')
  await db.clinicalOrder.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      ...{
        patientId,
        doctorId: doctor.doctorId ?? '',
        itemId: item,
        kind: 'TEST' as const,
        status: 'CANCELLED' as const,
      },
      ...{ statusReason: 'Old', orderedById: doctor.accountId },
      orderedAt: new Date(Date.UTC(2026, 8, 1, 0, Math.floor(index / 3))),
    })),
  })
}

test('U-15 findings in words are not compared with any range on the patient’s page', async () => {
  const { doctor, patientId, own } = await treated()
  const { id, here } = await resulted(
    doctor,
    patientId,
    { findings: 'Both lungs are clear.', impression: 'Normal chest.' } as never,
    'XR-CHEST',
  )
  await doctor.post(`${here}/release`).expect(303)
  const { text } = await own.get(`/patient/results/${id}`).expect(200)
  expect(text).toContain('Both lungs are clear.')
  expect(text).not.toContain('There is no range to compare this with.')
})
