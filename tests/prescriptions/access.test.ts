import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'
import { doctorAndPatient, freeRow, inCare, prescribed, row } from './hospital.js'
import { openPharmacy } from './pharmacy.js'

useDatabase()
let app: Express
let shelf: Awaited<ReturnType<typeof openPharmacy>>
beforeAll(async () => {
  app = openApp()
  shelf = await openPharmacy()
})

const readings = (patientId: string) =>
  db.auditEvent.count({ where: { action: 'prescription.view', patientId } })

describe('G-Z1 G-Z2 G-Z7 who reaches a prescription', () => {
  test('under another patient’s address it is not found, neither to read nor to change', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    const id = await prescribed(doctor, address, row(1, shelf.paracetamol500))
    const page = await doctor.get(`${address}/${id}/edit`)
    const other = await createPatient()
    await inCare(other.id, doctor)
    const there = `/doctor/patients/${other.id}/prescriptions`
    for (const place of ['', '/edit', '/renewal/new', '/stop/new'])
      await doctor.get(`${there}/${id}${place}`).expect(404)
    await doctor.get(`${there}/new?from=${id}`).expect(404)
    const form = { ...row(1, shelf.paracetamol500), ...hidden(page.text) }
    await doctor.post(`${there}/${id}/versions`, form).expect(404)
    await doctor.post(`${there}/${id}/stop`, { version: '1', reason: 'x' }).expect(404)
    await doctor.get(`${address}/${randomUUID()}`).expect(404)
    await doctor.get(`${address}/7`).expect(404)
    expect((await db.prescription.findUniqueOrThrow({ where: { id } })).status).toBe('ACTIVE')
  })

  test('another doctor reads and writes nothing; the desk and data entry have no way there; an administrator reads', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const id = await prescribed(doctor, address, row(1, shelf.paracetamol500))
    const form = { ...row(1, shelf.paracetamol500), idempotency_key: randomUUID() }
    const other = await logInAs(app, 'DOCTOR')
    for (const place of ['', '/new', `/${id}`, `/${id}/edit`, `/${id}/stop/new`])
      await other.get(`${address}${place}`).expect(404)
    await other.post(address, form).expect(404)
    await other.post(`${address}/${id}/versions`, { ...form, version: '1' }).expect(404)
    await other.post(`${address}/${id}/stop`, { version: '1', reason: 'x' }).expect(404)
    for (const [role, base] of [
      ['RECEPTIONIST', '/reception'],
      ['DATA_ENTRY', '/records'],
    ] as const) {
      const staff = await logInAs(app, role)
      await staff.get(`${address.replace('/doctor', base)}/${id}`).expect(404)
      await staff.get(`${address}/${id}`).expect(403)
    }
    const desk = await logInAs(app, 'RECEPTIONIST')
    expect((await desk.get(`/reception/patients/${patient.id}`)).text).not.toContain('Paracetamol')
    const admin = await logInAs(app, 'ADMIN')
    const there = address.replace('/doctor', '/admin')
    const sheet = await admin.get(`${there}/${id}`).expect(200)
    expect(sheet.text).not.toContain('/edit"')
    expect((await admin.get(there).expect(200)).text).not.toContain('/stop/new')
    await admin.get(`${there}/new`).expect(404)
    expect((await visitor(app).get(`${address}/${id}`).expect(303)).headers.location).toMatch(/^\/login/)
  })

  test('a closed record takes no prescription', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const page = await doctor.get(`${address}/new`)
    await db.patient.update({ where: { id: patient.id }, data: { deactivatedAt: new Date() } })
    const answer = await doctor.post(address, { ...row(1, shelf.paracetamol500), ...hidden(page.text) })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This record is closed.')
  })
})

test('G-U1 every look at prescriptions is written down before it is answered', async () => {
  const { doctor, patient, address } = await doctorAndPatient(app)
  const id = await prescribed(doctor, address, row(1, shelf.paracetamol500))
  let before = await readings(patient.id)
  for (const place of ['', `/${id}`, '/new', `/${id}/edit`, `/${id}/renewal/new`, `/${id}/stop/new`]) {
    await doctor.get(`${address}${place}`).expect(200)
    expect([place, await readings(patient.id)]).toEqual([place, ++before])
  }
})

test('E-38 the banner with the allergies stands on every page about prescriptions', async () => {
  const { doctor, patient, address } = await doctorAndPatient(app)
  const id = await prescribed(doctor, address, row(1, shelf.paracetamol500))
  await db.allergy.create({
    data: { patientId: patient.id, kind: 'MEDICINE', substance: 'Penicillin', code: 'penicillins' },
  })
  for (const place of ['', `/${id}`, '/new', `/${id}/edit`, `/${id}/renewal/new`, `/${id}/stop/new`]) {
    const { text } = await doctor.get(`${address}${place}`).expect(200)
    expect([place, text.match(/<section class="ww-banner"/g)?.length]).toEqual([place, 1])
  }
  expect((await doctor.get(`${address}/${id}`)).text).toContain('Penicillin')
})

describe('U-16 a patient’s own medicines', () => {
  async function ownReader() {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const reader = await logInAs(app, 'PATIENT')
    await db.patient.update({ where: { id: reader.patientId ?? '' }, data: { accountId: null } })
    await db.patient.update({ where: { id: patient.id }, data: { accountId: reader.accountId } })
    return { doctor, patient, address, reader }
  }

  test('what they take now, in plain words, and everything that was prescribed, with what was stopped', async () => {
    const { doctor, patient, address, reader } = await ownReader()
    const id = await prescribed(doctor, address, {
      ...row(1, shelf.paracetamol500, { frequency: 'SOS', max: '4', instructions: 'For fever' }),
      ...row(2, shelf.cetirizine10, { frequency: 'HS' }),
    })
    const list = await reader.get('/patient/prescriptions').expect(200)
    expect(list.text).toContain(
      'Take 1 tablet (500 mg) only when you need it, not more than 4 times a day, for at most 5 days.',
    )
    expect(list.text).toContain('Take 1 tablet (10 mg) at bedtime, for 5 days.')
    expect(list.text).toContain('RX-')
    expect(await statementsOf(() => reader.get('/patient/prescriptions'))).toBeLessThanOrEqual(8)
    const item = await db.prescriptionItem.findFirstOrThrow({ where: { prescriptionId: id, position: 2 } })
    const page = await doctor.get(`${address}/${id}/stop/new?item=${item.id}`)
    await doctor
      .post(`${address}/${id}/stop?item=${item.id}`, { ...hidden(page.text), reason: 'Too sleepy' })
      .expect(303)
    const sheet = await reader.get(`/patient/prescriptions/${id}`).expect(200)
    expect(sheet.text).toContain('Do not take this any more: your doctor stopped it.')
    expect((await reader.get('/patient/prescriptions')).text).not.toContain('at bedtime, for 5 days')
    const seen = { action: 'prescription.view', patientId: patient.id, actorId: reader.accountId } as const
    expect(await db.auditEvent.count({ where: seen })).toBeGreaterThan(2)
  })

  test('one that was replaced says so, and leads to the newer one', async () => {
    const { doctor, address, reader } = await ownReader()
    const id = await prescribed(doctor, address, row(1, shelf.paracetamol500))
    const form = await doctor.get(`${address}/${id}/edit`)
    const answer = await doctor
      .post(`${address}/${id}/versions`, {
        ...row(1, shelf.paracetamol500, { days: '9' }),
        ...hidden(form.text),
      })
      .expect(303)
    const newer = String(answer.headers.location).split('/').at(-1)
    const { text } = await reader.get(`/patient/prescriptions/${id}`).expect(200)
    expect(text).toContain(`href="/patient/prescriptions/${newer}"`)
    expect(text).toContain('Your doctor has changed this')
    expect(text).not.toContain('/doctor/')
    expect(text).not.toContain('/edit')
  })

  test('nothing of anybody else’s, and nothing on the staff’s pages', async () => {
    const { doctor, address, reader } = await ownReader()
    const id = await prescribed(doctor, address, freeRow(1, 'Arnica'))
    const own = `/patient/prescriptions/${id}`
    expect((await reader.get(own).expect(200)).text).toContain('Arnica')
    expect((await reader.get('/patient')).text).toContain(`href="${own}"`)
    const stranger = await logInAs(app, 'PATIENT')
    await stranger.get(own).expect(404)
    expect((await stranger.get('/patient/prescriptions')).text).not.toContain('Arnica')
    await reader.get(`/patient/prescriptions/${randomUUID()}`).expect(404)
    await reader.get(`${address}/${id}`).expect(403)
    expect((await visitor(app).get(own).expect(303)).headers.location).toMatch(/^\/login/)
  })
})
