import type { Request, Response } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { pickFor } from '../../src/patients/picking.js'
import { formatter } from '../../src/web/format.js'
import { english } from '../../src/web/words.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(async () => {
  app = openApp()
  await db.patient.createMany({
    data: [
      {
        name: 'Asha Kulkarni',
        localName: 'आशा कुलकर्णी',
        phone: '+919876543210',
        sex: 'FEMALE',
        dateOfBirth: new Date('1984-05-17'),
      },
      { name: 'Asha Kulkarni', phone: '+919812300001', sex: 'FEMALE', dateOfBirth: new Date('2001-01-02') },
      { name: 'Closed Kulkarni', phone: '+919812300009', deactivatedAt: new Date() },
      { name: 'Rohan Deshmukh', phone: '+919812300002' },
    ],
  })
})

type Person = Awaited<ReturnType<typeof logInAs>>
const pick = (person: Person, typed: string, portal = '/reception') =>
  person.get(`${portal}/patients/pick?patientSearch=${encodeURIComponent(typed)}`).expect(200)
const found = (html: string) =>
  [...html.matchAll(/<label for="patient-match-[^>]*>([^<]*?)\s*</g)].map(([, name]) => name)

test.each([
  ['Kulkrani', ['Asha Kulkarni', 'Asha Kulkarni']],
  ['98765 43210', ['Asha Kulkarni']],
  ['1984-05-17', ['Asha Kulkarni']],
  ['17/05/1984', ['Asha Kulkarni']],
  ['17.5.1984', ['Asha Kulkarni']],
  ['2.1.2001', ['Asha Kulkarni']],
  ['Deshmuk', ['Rohan Deshmukh']],
  ['17/05/1985', []],
])('E-24 the desk finds a patient by “%s” while typing', async (typed, names) => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const piece = await pick(desk, typed)
  expect(found(piece.text)).toEqual(names)
  expect(piece.text).not.toContain('<html')
})

test('E-24 two of one name are told apart by age, birth, number and the end of the telephone number', async () => {
  const { text } = await pick(await logInAs(app, 'RECEPTIONIST'), 'asha kulkarni')
  for (const part of ['17 May 1984', 'Female', 'phone ends in 3210', 'phone ends in 0001', 'W-00'])
    expect(text).toContain(part)
  expect(text).not.toContain('98765')
})

test('E-24 too few letters, and nobody, are said', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  expect((await pick(desk, 'a')).text).toContain('Type 2 letters')
  expect((await pick(desk, 'qqqqqq')).text).toContain('Nobody fits')
})

test('G-Z1 a doctor picks among their own patients only; a patient and a visitor pick nobody', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  expect(found((await pick(doctor, 'Kulkarni', '/doctor')).text)).toEqual([])
  const patient = await createPatient({ name: 'Mine Kulkarni' })
  await db.careAssignment.create({
    data: {
      doctorId: doctor.doctorId ?? '',
      patientId: patient.id,
      assignedById: doctor.accountId,
      startedAt: new Date(),
    },
  })
  expect(found((await pick(doctor, 'Kulkarni', '/doctor')).text)).toEqual(['Mine Kulkarni'])
  const person = await logInAs(app, 'PATIENT')
  await person.get('/reception/patients/pick?patientSearch=asha').expect(403)
  await visitor(app).get('/reception/patients/pick?patientSearch=asha').expect(303)
})

test('E-24 A-09 the list of patients finds by date of birth, too', async () => {
  const admin = await logInAs(app, 'ADMIN')
  expect((await admin.get('/admin/patients?q=17%2F05%2F1984')).text).toContain('98765 43210')
})

/** What a form's page shows, for a receptionist who typed and pressed this. */
function picked(person: Person, values: Record<string, string>) {
  const user = { id: person.accountId, role: 'RECEPTIONIST', name: '', patientId: null, doctorId: null }
  const locals = { t: english, format: formatter(english, 'en', 'Asia/Kolkata', 'INR') }
  // All that it reads of a request and its answer.
  const [req, res] = [{ user } as Request, { locals } as unknown as Response]
  return pickFor(req, res, { values, errors: {}, summary: null, key: '', conflict: null })
}

test('E-24 without JavaScript the button finds, and who was chosen is still chosen when the form comes back', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const ashas = await picked(desk, { patientSearch: 'asha', find: 'patient' })
  expect(ashas.patients.map(({ name }) => name)).toEqual(['Asha Kulkarni', 'Asha Kulkarni'])
  const id = ashas.patients[1]?.id ?? ''
  const again = await picked(desk, { patientSearch: 'asha', patientId: id })
  expect(again).toMatchObject({ state: 'found', chosen: id, patients: [{ id }] })
  const another = await picked(desk, { patientSearch: 'deshmukh', patientId: id, find: 'patient' })
  expect(another.patients.map(({ name }) => name)).toEqual(['Rohan Deshmukh'])
  expect((await picked(desk, {})).state).toBe('idle')
  expect((await picked(desk, { find: 'patient' })).state).toBe('short')
  const closed = await db.patient.findFirstOrThrow({ where: { name: 'Closed Kulkarni' } })
  expect((await picked(desk, { patientId: closed.id })).patients).toEqual([])
  expect((await picked(desk, { patientId: 'nobody' })).state).toBe('idle')
})

test('E-24 the search box on every page finds while somebody types, as links, with age, sex and the end of the phone', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const { text } = await desk.get('/reception').expect(200)
  expect(text).toContain('hx-get="/reception/patients/found"')
  // Without a script the same box is a search page.
  expect(text).toMatch(/<form class="ww-top-search" method="get" action="\/reception\/patients"/)
  const piece = await desk.get('/reception/patients/found?q=kulkrani').expect(200)
  expect(piece.text).toMatch(
    /<a href="\/reception\/patients\/[0-9a-f-]{36}"><strong dir="auto">Asha Kulkarni<\/strong>/,
  )
  for (const part of ['Female', 'years', 'phone ends in 3210']) expect(piece.text).toContain(part)
  expect(piece.text).not.toContain('98765')
  expect((await desk.get('/reception/patients/found?q=').expect(200)).text.trim()).toBe('')
  const doctor = await logInAs(app, 'DOCTOR')
  expect((await doctor.get('/doctor/patients/found?q=kulkarni').expect(200)).text).toContain('Nobody fits')
})
