import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'
import { doctorWithPatient, itemId, ordered, postOrder } from './clinic.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

describe('T-25 F-16 F-17 a doctor orders tests and treatments', () => {
  test('searches the catalogue without JavaScript, and what is ticked stays while searching on', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const address = `/doctor/patients/${patient.id}/orders`
    const open = await doctor.get(`${address}/new`).expect(200)
    const typed = { question: 'Cause of weakness?', priority: 'URGENT', ...hidden(open.text) }
    const first = await doctor.post(address, { ...typed, q: 'electrolytes', find: 'on' }).expect(200)
    const electrolytes = await itemId('ELEC')
    expect(first.text).toContain(`name="items" value="${electrolytes}"`)
    const second = await doctor.post(address, {
      ...typed,
      q: 'nebulisation',
      items: electrolytes,
      find: 'on',
    })
    expect(second.text).toMatch(new RegExp(`name="items" value="${electrolytes}" checked`))
    expect(second.text).toContain(`name="items" value="${await itemId('NEB')}"`)
    expect(second.text).toContain('Cause of weakness?')
    const none = await doctor.post(address, { ...typed, q: 'zzzzqq', find: 'on' })
    expect(none.text).toContain('Nothing in the catalogue is called “zzzzqq”')
    expect(await db.clinicalOrder.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('several in one form: an order for each, with priority and question, on the patient’s list and in the audit', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const answer = await postOrder(doctor, patient.id, {
      codes: ['ELEC', 'NEB'],
      priority: 'EMERGENCY',
      question: 'Wheezing since last night',
    })
    expect(answer.status).toBe(303)
    const orders = await db.clinicalOrder.findMany({
      where: { patientId: patient.id },
      include: { events: true },
    })
    expect(orders.map(({ kind }) => kind).sort()).toEqual(['TEST', 'TREATMENT'])
    for (const one of orders) {
      expect(one).toMatchObject({
        priority: 'EMERGENCY',
        reason: 'Wheezing since last night',
        status: 'ORDERED',
        doctorId: doctor.doctorId,
      })
      expect(one.events.map(({ kind }) => kind)).toEqual(['ORDERED'])
    }
    const list = await doctor.get(answer.headers.location ?? '').expect(200)
    expect(list.text).toContain('Nebulisation')
    expect(list.text).toContain('Emergency')
    expect(await db.auditEvent.count({ where: { action: 'order.create', patientId: patient.id } })).toBe(2)
  })

  test('what is open already is only ordered again when the doctor says so', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { number } = await ordered(doctor, patient.id)
    const twice = await postOrder(doctor, patient.id, { codes: ['ELEC', 'CBC'], question: 'Kept' })
    expect(twice.status).toBe(422)
    expect(twice.text).toContain(`is ordered for this patient already (O-00${number})`)
    expect(twice.text).toContain('Kept')
    expect(await db.clinicalOrder.count({ where: { patientId: patient.id } })).toBe(1)
    const again = await postOrder(doctor, patient.id, { codes: ['ELEC', 'CBC'], again: 'on' })
    expect(again.status).toBe(303)
    expect(await db.clinicalOrder.count({ where: { patientId: patient.id } })).toBe(3)
  })

  test('G-C3 20 copies of one form at once make one order', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const page = await doctor.get(`/doctor/patients/${patient.id}/orders/new`)
    const form = {
      q: '',
      items: await itemId('CBC'),
      priority: 'ROUTINE',
      question: '',
      ...hidden(page.text),
    }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => doctor.post(`/doctor/patients/${patient.id}/orders`, form)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await db.clinicalOrder.count({ where: { patientId: patient.id } })).toBe(1)
  })

  test('it belongs to the visit that the patient is in for', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const at = new Date()
    const visit = await db.appointment.create({
      data: {
        ...{
          patientId: patient.id,
          doctorId: doctor.doctorId ?? '',
          status: 'IN_CONSULTATION',
          token: 'A-1',
        },
        ...{
          day: new Date('2026-11-21'),
          startsAt: at,
          endsAt: new Date(at.getTime() + 900_000),
          checkedInAt: at,
          calledAt: at,
        },
        ...{ reason: 'Weak', createdById: doctor.accountId, walkIn: true },
      },
      select: { id: true },
    })
    const { id } = await ordered(doctor, patient.id)
    expect(await db.clinicalOrder.findUniqueOrThrow({ where: { id } })).toMatchObject({
      appointmentId: visit.id,
    })
  })
})

describe('refused, and everything typed is kept', () => {
  test.each([
    [{ items: [] as string[] }, 'Choose at least one test or treatment.'],
    [{ priority: '' }, 'Choose how urgent it is.'],
    [{ question: 'x'.repeat(501) }, 'Use 500 characters or fewer.'],
    [{ items: ['not-an-id'] }, 'Choose from the list.'],
    [
      { items: ['018f0000-0000-7000-8000-000000000000'] },
      'Something that you chose is not in the catalogue any more.',
    ],
  ])('%j', async (mistake, sentence) => {
    const { doctor, patient } = await doctorWithPatient(app)
    const page = await doctor.get(`/doctor/patients/${patient.id}/orders/new`)
    const answer = await doctor.post(`/doctor/patients/${patient.id}/orders`, {
      ...{ q: '', items: [await itemId('CBC')], priority: 'URGENT', question: 'Why?', ...mistake },
      ...hidden(page.text),
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(await db.clinicalOrder.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('nothing is ordered for a record that is closed', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    await db.patient.update({ where: { id: patient.id }, data: { deactivatedAt: new Date() } })
    const answer = await postOrder(doctor, patient.id)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This record is closed.')
  })
})

describe('cancelling', () => {
  test('a doctor cancels with a reason; it stays readable, and nothing more is done with it', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    const here = `/doctor/patients/${patient.id}/orders/${id}`
    const page = await doctor.get(`${here}/cancellation/new`).expect(200)
    const without = await doctor.post(`${here}/cancellation`, { reason: '', ...hidden(page.text) })
    expect(without.status).toBe(422)
    const done = await doctor.post(`${here}/cancellation`, { reason: 'Done elsewhere', ...hidden(page.text) })
    expect(done.status).toBe(303)
    const shown = await doctor.get(here).expect(200)
    expect(shown.text).toContain('Done elsewhere')
    expect(shown.text).not.toContain(`${here}/cancellation/new`)
    const twice = await doctor.post(`${here}/cancellation`, { reason: 'Again', ...hidden(page.text) })
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('This order was cancelled.')
  })
})

describe('G-Z1 G-Z2', () => {
  test('another doctor’s patient is not found, nor an order below another patient’s address', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    const stranger = await logInAs(app, 'DOCTOR')
    for (const path of ['', '/new', `/${id}`, `/${id}/cancellation/new`])
      await stranger.get(`/doctor/patients/${patient.id}/orders${path}`).expect(404)
    const key = hidden((await doctor.get(`/doctor/patients/${patient.id}/orders/new`)).text)
    const foreign = { q: '', items: await itemId('CBC'), priority: 'ROUTINE', question: '', ...key }
    await stranger.post(`/doctor/patients/${patient.id}/orders`, foreign).expect(404)
    const other = await createPatient()
    await db.careAssignment.create({
      data: {
        patientId: other.id,
        doctorId: doctor.doctorId ?? '',
        assignedById: doctor.accountId,
        startedAt: new Date(),
      },
    })
    await doctor.get(`/doctor/patients/${other.id}/orders/${id}`).expect(404)
    await doctor
      .post(`/doctor/patients/${other.id}/orders/${id}/cancellation`, { reason: 'x', ...key })
      .expect(404)
  })

  test('receptionists and data entry do not order; visitors log in', async () => {
    const { patient } = await doctorWithPatient(app)
    for (const role of ['RECEPTIONIST', 'DATA_ENTRY', 'PATIENT'] as const)
      await (await logInAs(app, role)).get(`/doctor/patients/${patient.id}/orders/new`).expect(403)
    await visitor(app).get(`/doctor/patients/${patient.id}/orders/new`).expect(303)
  })
})

test('G-U1 who opens an order or the list of orders of a patient stands in the audit', async () => {
  const { doctor, patient } = await doctorWithPatient(app)
  const { id } = await ordered(doctor, patient.id)
  await doctor.get(`/doctor/patients/${patient.id}/orders/${id}`)
  await doctor.get(`/doctor/patients/${patient.id}/orders`)
  const seen = await db.auditEvent.findMany({ where: { patientId: patient.id, action: 'order.view' } })
  expect(seen.map(({ subjectType }) => subjectType).sort()).toEqual(['order', 'patient'])
})
