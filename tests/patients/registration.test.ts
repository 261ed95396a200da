import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

let next = 0
/** Nobody else's. */
const phone = () => `98${String(++next).padStart(8, '0')}`
const idOf = (location: string | undefined) => location?.split('/').at(-1) ?? ''

describe('R-01 E-26 F-01 a walk-in', () => {
  test.each(['RECEPTIONIST', 'ADMIN'] as const)(
    'is registered by %s with a name and a phone alone',
    async (role) => {
      const staff = await logInAs(app, role)
      const base = role === 'ADMIN' ? '/admin' : '/reception'
      const page = await staff.get(`${base}/patients/new`).expect(200)
      const number = phone()
      const answer = await staff
        .post(`${base}/patients`, { name: 'Ravi  Deshmukh ', phone: number, ...hidden(page.text) })
        .expect(303)
      const id = idOf(answer.headers.location)
      const patient = await db.patient.findUniqueOrThrow({ where: { id } })
      expect(patient).toMatchObject({
        name: 'Ravi Deshmukh',
        phone: `+91${number}`,
        accountId: null,
        version: 1,
      })
      const record = await staff.get(answer.headers.location ?? '').expect(200)
      expect(record.text).toContain(
        `Ravi Deshmukh is registered as W-${String(patient.number).padStart(6, '0')}.`,
      )
      expect(await db.auditEvent.count({ where: { action: 'patient.create', patientId: id } })).toBe(1)
    },
  )

  test('A-08 F-02 F-03 F-04 or with all that is at hand', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const page = await desk.get('/reception/patients/new')
    const number = phone()
    const answer = await desk
      .post('/reception/patients', {
        ...hidden(page.text),
        name: 'Asha Kulkarni',
        localName: 'आशा कुलकर्णी',
        phone: number,
        email: 'Asha@Example.com',
        address: '4 Tilak Road,\r\nPune',
        sex: 'FEMALE',
        dateOfBirth: '1988-05-17',
        bloodGroup: 'B_POSITIVE',
        governmentIdKind: 'AADHAAR',
        governmentIdNumber: '2345 6789 0124',
        allergies: 'Penicillins (rash), dust',
        contactName: 'Vijay Kulkarni',
        contactRelation: 'SPOUSE',
        contactPhone: '98220 00001',
        medicalHistory: 'Asthma since childhood.',
      })
      .expect(303)
    expect(
      await db.patient.findUniqueOrThrow({ where: { id: idOf(answer.headers.location) } }),
    ).toMatchObject({
      localName: 'आशा कुलकर्णी',
      email: 'asha@example.com',
      dateOfBirth: new Date('1988-05-17'),
      bloodGroup: 'B_POSITIVE',
      governmentIdKind: 'AADHAAR',
      governmentIdNumber: '234567890124',
      medicalHistory: 'Asthma since childhood.',
    })
    const record = await desk.get(answer.headers.location ?? '')
    expect(record.text).toContain('Aadhaar ••••••••0124')
    expect(record.text).not.toContain('234567890124')
    expect(record.text).not.toContain('Asthma since childhood.')
  })
})

describe('a registration with mistakes', () => {
  test.each([
    [{ name: '' }, 'Enter the patient’s name.'],
    [{ phone: '' }, 'Enter a telephone number.'],
    [{ phone: '12' }, 'Enter a telephone number like 98765 43210 or +44 20 7946 0018.'],
    [{ dateOfBirth: '2099-01-01' }, 'Enter a date of birth that is not in the future.'],
    [{ dateOfBirth: '1988-02-30' }, 'Enter a real date like 2026-11-21.'],
    [{ dateOfBirth: '1880-05-06' }, 'Check the year: it must be 1900 or later.'],
    [
      { governmentIdKind: 'AADHAAR', governmentIdNumber: '12' },
      'Check the Aadhaar number: it has 12 digits, like 2345 6789 0124, and one of these is wrong.',
    ],
    [{ governmentIdNumber: 'M1234567' }, 'Choose what kind of id this is.'],
    [{ sex: 'ROBOT' }, 'Choose one of the list.'],
  ])('%j is refused beside the field, and what was typed stays', async (mistake, sentence) => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const page = await desk.get('/reception/patients/new')
    const before = await db.patient.count()
    const typed = { name: 'Ravi Deshmukh', phone: phone(), address: 'A very own address', ...mistake }
    const answer = await desk.post('/reception/patients', { ...typed, ...hidden(page.text) }).expect(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('There is a problem')
    expect(answer.text).toContain('A very own address')
    expect(answer.text).toContain('<title>Error:')
    expect(await db.patient.count()).toBe(before)
  })

  test('G-Z6 fields that no form of ours has are refused', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const extras: Record<string, string>[] = [
      { accountId: desk.accountId },
      { number: '7' },
      { deactivatedAt: '' },
      { version: '9' },
    ]
    for (const extra of extras) {
      const page = await desk.get('/reception/patients/new')
      const answer = await desk.post('/reception/patients', {
        name: 'Mass Assignment',
        phone: phone(),
        ...extra,
        ...hidden(page.text),
      })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('This form has a field that does not belong to it.')
    }
    expect(await db.patient.count({ where: { name: 'Mass Assignment' } })).toBe(0)
  })

  test('G-W10 one field twice is refused, not guessed', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const page = await desk.get('/reception/patients/new')
    const answer = await desk.post('/reception/patients', {
      name: ['Ravi', 'Asha'],
      phone: phone(),
      ...hidden(page.text),
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Enter one value here.')
  })
})

describe('G-C7 E-25 a likely duplicate', () => {
  test.each([
    ['the same phone', { name: 'Somebody Else' }],
    [
      'the same name and date of birth',
      { name: 'PATIL  Sunita', dateOfBirth: '1970-03-04', phone: '9700000001' },
    ],
  ])('by %s is shown first, and registered only knowingly', async (_by, typed) => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const own = phone()
    const known = await db.patient.create({
      data: { name: 'Sunita Patil', phone: `+91${own}`, dateOfBirth: new Date('1970-03-04') },
    })
    const page = await desk.get('/reception/patients/new')
    const form = { phone: own, ...typed, ...hidden(page.text) }
    const warned = await desk.post('/reception/patients', form).expect(422)
    expect(warned.text).toContain('Is it one of these?')
    const buttons = [...warned.text.matchAll(/<button type="submit" class="btn[^>]*>/g)].map(
      ([button]) => button,
    )
    // Enter in a field presses the first button: that must never be the one that goes on.
    expect(buttons.findIndex((button) => button.includes('name="anyway"'))).toBeGreaterThan(0)
    expect(warned.text).toContain(`href="/reception/patients/${known.id}"`)
    expect(warned.text).toContain(`value="${typed.name}"`)
    expect(await db.patient.count({ where: { name: 'Somebody Else' } })).toBe(0)
    const answer = await desk
      .post('/reception/patients', { ...form, ...hidden(warned.text), anyway: 'yes' })
      .expect(303)
    expect(idOf(answer.headers.location)).not.toBe(known.id)
    await db.patient.deleteMany({ where: { OR: [{ id: known.id }, { id: idOf(answer.headers.location) }] } })
  })

  test('is not whoever shares only a name or only a birthday', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    await createPatient({ name: 'Namesake Person', phone: '+919700000011' })
    const others: Record<string, string>[] = [
      { name: 'Namesake Person', dateOfBirth: '1999-01-01' },
      { name: 'Other Person', dateOfBirth: '1980-02-03' },
      { name: 'Namesake Person' },
    ]
    for (const typed of others) {
      const page = await desk.get('/reception/patients/new')
      await desk.post('/reception/patients', { ...typed, phone: phone(), ...hidden(page.text) }).expect(303)
    }
  })

  test('by the same government id is refused for good, and says who has it', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const { number } = await db.patient.create({
      data: { name: 'First Holder', governmentIdKind: 'PASSPORT', governmentIdNumber: 'M7654321' },
      select: { number: true },
    })
    const page = await desk.get('/reception/patients/new')
    const form = {
      name: 'Second Holder',
      phone: phone(),
      governmentIdKind: 'PASSPORT',
      governmentIdNumber: 'm 7654321',
      anyway: 'yes',
    }
    const answer = await desk.post('/reception/patients', { ...form, ...hidden(page.text) }).expect(422)
    expect(answer.text).toContain(`W-${String(number).padStart(6, '0')} is registered with this id already.`)
  })

  test('20 registrations of one government id at the same instant make one patient', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const pages = await Promise.all(Array.from({ length: 20 }, () => desk.get('/reception/patients/new')))
    const answers = await Promise.all(
      pages.map((page) =>
        desk.post('/reception/patients', {
          name: 'Raced Holder',
          phone: phone(),
          governmentIdKind: 'VOTER_ID',
          governmentIdNumber: 'ABC1234567',
          ...hidden(page.text),
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(19).fill(422)])
    expect(await db.patient.count({ where: { name: 'Raced Holder' } })).toBe(1)
  })
})

describe('G-C3 the same form again', () => {
  test('20 copies at once register one patient, and all lead to it', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const page = await desk.get('/reception/patients/new')
    const form = { name: 'Clicked Often', phone: phone(), ...hidden(page.text) }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => desk.post('/reception/patients', form)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    expect(await db.patient.count({ where: { name: 'Clicked Often' } })).toBe(1)
  })

  test('with other content is not guessed at', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const page = await desk.get('/reception/patients/new')
    const form = { name: 'Sent Once', phone: phone(), ...hidden(page.text) }
    await desk.post('/reception/patients', form).expect(303)
    const answer = await desk.post('/reception/patients', { ...form, name: 'Sent Twice' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('This form was already sent, with other content.')
    expect(await db.patient.count({ where: { name: 'Sent Twice' } })).toBe(0)
  })
})

test('G-Z4 S-01 nobody but the desk and the administration registers', async () => {
  for (const role of ['DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
    const other = await logInAs(app, role)
    await other.get('/reception/patients/new').expect(403)
    await other.post('/reception/patients', { name: 'X', phone: phone() }).expect(403)
  }
  expect((await visitor(app).get('/reception/patients/new').expect(303)).headers.location).toMatch(/^\/login/)
})

test('R-01 C-04 a doctor registers a walk-in, is in charge of them, and triages them', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const page = await doctor.get('/doctor/patients/new').expect(200)
  const walkIn = { name: 'Walked In', phone: '98111 22233', ...hidden(page.text) }
  const registered = await doctor.post('/doctor/patients', walkIn).expect(303)
  const record = String(registered.headers.location)
  await doctor.get(record).expect(200)
  await doctor.get(`${record}/triage/new`).expect(200)
  const other = await logInAs(app, 'DOCTOR')
  await other.get(record).expect(404)
})
