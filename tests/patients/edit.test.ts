import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

/** The form as the page has it: what a browser would send back unchanged. */
async function opened(browser: Browser, address: string): Promise<Record<string, string>> {
  const { text } = await browser.get(address).expect(200)
  const inputs = [...text.matchAll(/<input class="form-control"[^>]*name="(\w+)" value="([^"]*)"/g)].map(
    ([, name, value]) => [name, value],
  )
  const areas = [...text.matchAll(/<textarea[^>]*name="(\w+)"[^>]*>\n([^<]*)<\/textarea>/g)].map(
    ([, name, value]) => [name, value],
  )
  const selects = [...text.matchAll(/<select[^>]*name="(\w+)"[\s\S]*?<\/select>/g)].map(([select, name]) => [
    name,
    select.match(/value="(\w*)" selected/)?.[1] ?? '',
  ])
  return { ...Object.fromEntries([...inputs, ...areas, ...selects]), ...hidden(text) }
}

describe('A-10 the desk corrects a record', () => {
  test('and everything that it did not touch stays', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const { id } = await db.patient.create({
      data: {
        name: 'Ravi Deshmuk',
        phone: '+919812345678',
        bloodGroup: 'O_NEGATIVE',
        dateOfBirth: new Date('1980-02-03'),
      },
    })
    const form = await opened(desk, `/reception/patients/${id}/edit`)
    const answer = await desk
      .post(`/reception/patients/${id}`, { ...form, name: 'Ravi Deshmukh' })
      .expect(303)
    expect(answer.headers.location).toBe(`/reception/patients/${id}`)
    expect(await db.patient.findUniqueOrThrow({ where: { id } })).toMatchObject({
      name: 'Ravi Deshmukh',
      phone: '+919812345678',
      bloodGroup: 'O_NEGATIVE',
      dateOfBirth: new Date('1980-02-03'),
      version: 2,
    })
    expect((await desk.get(`/reception/patients/${id}`)).text).toContain(
      'The details of Ravi Deshmukh are saved.',
    )
  })

  test('and the account of the patient has the corrected name too; other accounts keep theirs', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const [patient, other] = [
      await createPerson('PATIENT', 'Asha Kulkarn'),
      await createPerson('PATIENT', 'Asha K'),
    ]
    await db.patient.update({ where: { id: patient.patientId ?? '' }, data: { phone: '+919812345678' } })
    const address = `/reception/patients/${patient.patientId}`
    const form = await opened(desk, `${address}/edit`)
    await desk.post(address, { ...form, name: 'Asha Kulkarni' }).expect(303)
    const nameOf = async (id: string) => (await db.account.findUniqueOrThrow({ where: { id } })).name
    expect(await nameOf(patient.accountId)).toBe('Asha Kulkarni')
    expect(await nameOf(other.accountId)).toBe('Asha K')
    expect((await (await logIn(app, patient)).get('/patient')).text).toContain('Asha Kulkarni')
  })

  test('a mistake keeps what was typed', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const { id } = await createPatient({ phone: '+919812345679' })
    const form = await opened(desk, `/reception/patients/${id}/edit`)
    const answer = await desk
      .post(`/reception/patients/${id}`, { ...form, phone: 'seven', address: 'Kept address' })
      .expect(422)
    expect(answer.text).toContain('value="seven"')
    expect(answer.text).toContain('Kept address')
  })
})

test('nobody changes a closed record', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const { id } = await createPatient({ phone: '+919812345682' })
  const form = await opened(desk, `/reception/patients/${id}/edit`)
  await db.patient.update({ where: { id }, data: { deactivatedAt: new Date() } })
  const answer = await desk.post(`/reception/patients/${id}`, { ...form, name: 'Changed' }).expect(422)
  expect(answer.text).toContain('This record is closed. An administrator can open it again.')
  expect((await db.patient.findUniqueOrThrow({ where: { id } })).name).toBe('Ravi Deshmukh')
})

describe('G-C5 E-66 two people correct the same record', () => {
  test('the second reads both versions and who changed it, keeps the own text, and may save again', async () => {
    const [meera, leela] = [
      await createPerson('RECEPTIONIST', 'Meera Joshi'),
      await createPerson('RECEPTIONIST', 'Leela Rao'),
    ]
    const [first, second] = [await logIn(app, meera), await logIn(app, leela)]
    const { id } = await createPatient({ name: 'Edited Twice', phone: '+919812345680' })
    const address = `/reception/patients/${id}`
    const [one, two] = [await opened(first, `${address}/edit`), await opened(second, `${address}/edit`)]
    await first.post(address, { ...one, address: 'Saved first', bloodGroup: 'A_POSITIVE' }).expect(303)
    const stale = await second.post(address, { ...two, address: 'Typed second' }).expect(409)
    expect(stale.text).toContain('Somebody else saved this while you were writing')
    expect(stale.text).toContain('Meera Joshi changed this record on')
    expect(stale.text).toContain('Saved first')
    expect(stale.text).toContain('Typed second')
    expect(stale.text).toContain('A+')
    expect(stale.text).not.toMatch(/<t[dh][^>]*>A_POSITIVE/)
    expect((await db.patient.findUniqueOrThrow({ where: { id } })).address).toBe('Saved first')
    await second.post(address, { ...two, address: 'Typed second', ...hidden(stale.text) }).expect(303)
    expect(await db.patient.findUniqueOrThrow({ where: { id } })).toMatchObject({
      address: 'Typed second',
      version: 3,
    })
  })

  test('of 10 at the same instant exactly one wins, and the others are told', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const { id } = await createPatient({ phone: '+919812345681' })
    const form = await opened(desk, `/reception/patients/${id}/edit`)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        desk.post(`/reception/patients/${id}`, { ...form, address: `Address ${index}` }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(409)])
    const winner = answers.findIndex(({ status }) => status === 303)
    expect(await db.patient.findUniqueOrThrow({ where: { id } })).toMatchObject({
      address: `Address ${winner}`,
      version: 2,
    })
  })
})

describe('U-19 U-20 F-02 a patient reads and changes their own details', () => {
  test('phone, address, blood group, allergies and medical history', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const form = await opened(patient, '/patient/profile/edit')
    const mine = {
      phone: '9876500001',
      address: '4 Tilak Road',
      bloodGroup: 'AB_NEGATIVE',
      medicalHistory: 'Asthma.',
    }
    await patient.post('/patient/profile', { ...form, ...mine }).expect(303)
    expect(await db.patient.findUniqueOrThrow({ where: { id: patient.patientId ?? '' } })).toMatchObject({
      ...mine,
      phone: '+919876500001',
      name: 'PATIENT Test',
    })
    const page = await patient.get('/patient/profile').expect(200)
    for (const text of ['Your details are saved.', '4 Tilak Road', 'AB−', 'Asthma.', 'PATIENT Test'])
      expect(page.text).toContain(text)
  })

  test('G-Z6 but not name, birth, id or number, however they are sent', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const extras: Record<string, string>[] = [
      { name: 'Somebody Else' },
      { dateOfBirth: '1950-01-01' },
      { governmentIdNumber: 'X' },
      { id: 'x' },
      { deactivatedAt: '' },
    ]
    for (const extra of extras) {
      const form = await opened(patient, '/patient/profile/edit')
      const answer = await patient.post('/patient/profile', { ...form, phone: '9876500002', ...extra })
      expect(answer.status).toBe(422)
    }
    expect(await db.patient.findUniqueOrThrow({ where: { id: patient.patientId ?? '' } })).toMatchObject({
      name: 'PATIENT Test',
      version: 1,
    })
  })

  test('G-C5 while the desk corrects them: both versions of the patient’s own fields only', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const desk = await logInAs(app, 'RECEPTIONIST')
    const mine = await opened(patient, '/patient/profile/edit')
    const theirs = await opened(desk, `/reception/patients/${patient.patientId}/edit`)
    await desk
      .post(`/reception/patients/${patient.patientId}`, {
        ...theirs,
        name: 'New Name',
        phone: '9876500003',
        address: 'Desk address',
      })
      .expect(303)
    const stale = await patient
      .post('/patient/profile', { ...mine, phone: '9876500004', address: 'Own address' })
      .expect(409)
    expect(stale.text).toContain('Desk address')
    expect(stale.text).toContain('Own address')
    expect(stale.text).not.toContain('New Name</td>')
  })
})

test('G-Z1 a patient reaches no record but through their own profile', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const other = await createPatient()
  await patient.get(`/reception/patients/${other.id}`).expect(403)
  await patient.get(`/patient/patients/${other.id}`).expect(404)
  await patient.post(`/reception/patients/${other.id}`, { name: 'X' }).expect(403)
})
