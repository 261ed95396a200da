import type { Express } from 'express'
import pino from 'pino'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../src/access/actor.js'
import { db } from '../../src/db/client.js'
import { likelyTwins } from '../../src/patients/duplicate-queries.js'
import { searchPatients } from '../../src/patients/search-queries.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import { plansOf } from './plans.js'

const database = useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

let next = 0
const phone = () => `97${String(++next).padStart(8, '0')}`

async function register(who: Browser, typed: Record<string, string>, base = '/reception') {
  const page = await who.get(`${base}/patients/new`).expect(200)
  return who.post(`${base}/patients`, { ...typed, ...hidden(page.text) })
}

const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('E-25 G-C7 a likely duplicate is shown before anything is saved, and why', () => {
  beforeAll(async () => {
    await db.patient.create({
      data: {
        ...{
          name: 'Sunita Patil',
          localName: 'सुनीता पाटील',
          phone: '+919700099999',
          dateOfBirth: new Date('1970-03-04'),
        },
        ...{ governmentIdKind: 'VOTER_ID', governmentIdNumber: 'ABC7654321' },
      },
    })
  })

  test.each([
    [{ name: 'Somebody Else', phone: '9700099999' }, 'The same telephone number'],
    [{ name: 'PATEEL Sunita', dateOfBirth: '1970-03-04' }, 'A name like it, and the same date of birth'],
    [{ name: 'Suneta Patil', dateOfBirth: '1970-11-30' }, 'A name like it, born in the same year'],
    [
      { name: 'S. Patil', localName: 'सुनीता पाटील', dateOfBirth: '1970-03-04' },
      'A name like it, and the same date of birth',
    ],
    [
      { name: 'Quite Another', governmentIdKind: 'VOTER_ID', governmentIdNumber: 'abc 7654321' },
      'The same government id',
    ],
  ])('%j: %s', async (typed, why) => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const before = await db.patient.count()
    const answer = await register(desk, { phone: phone(), ...typed })
    expect(answer.status).toBe(422)
    expect(text(answer.text)).toContain('Sunita Patil')
    expect(answer.text).toContain(why)
    expect(answer.text).toContain(`value="${typed.name}"`)
    expect(await db.patient.count()).toBe(before)
  })

  test.each<Record<string, string>>([
    { name: 'Sunita Patil', dateOfBirth: '1999-03-04' },
    { name: 'Ramesh Gaikwad', dateOfBirth: '1970-03-04' },
    { name: 'Sunita Patil' },
  ])('%j is nobody’s double', async (typed) => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const answer = await register(desk, { phone: phone(), ...typed })
    expect(answer.status).toBe(303)
    await db.patient.delete({ where: { id: answer.headers.location?.split('/').at(-1) ?? '' } })
  })

  test('G-Z1 a doctor is told of their own patients only, and of nobody else’s number', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const form = { name: 'Sunita Patil', phone: '9700099999', dateOfBirth: '1970-03-04' }
    const held = { governmentIdKind: 'VOTER_ID', governmentIdNumber: 'ABC7654321' }
    const refused = await register(doctor, { ...form, ...held }, '/doctor')
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Another patient is registered with this id.')
    expect(refused.text).not.toMatch(/W-\d{6}/)
    const answer = await register(doctor, form, '/doctor')
    expect(answer.status).toBe(303)
    const again = await register(doctor, form, '/doctor')
    expect(again.status).toBe(422)
    expect(text(again.text).match(/Sunita Patil/g)).toHaveLength(1)
  })

  test('a record that was merged away is not offered again', async () => {
    const kept = await createPatient({ name: 'Kept Twin', phone: '+919700088888' })
    await db.patient.create({
      data: { name: 'Gone Twin', phone: '+919700088888', deactivatedAt: new Date(), mergedIntoId: kept.id },
    })
    const desk = await logInAs(app, 'RECEPTIONIST')
    const answer = await register(desk, { name: 'Third', phone: '9700088888' })
    expect(answer.text).toContain('Kept Twin')
    expect(answer.text).not.toContain('Gone Twin')
  })
})

describe('E-26 somebody whom nobody knows', () => {
  test('is registered by what can be seen, stands out, and is completed in the same record', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    expect((await desk.get('/reception/patients/new')).text).toContain('/reception/patients/unknown/new')
    const page = await desk.get('/reception/patients/unknown/new').expect(200)
    const form = { sex: 'MALE', about: '40', ...hidden(page.text) }
    const answer = await desk.post('/reception/patients/unknown', form).expect(303)
    const again = await desk.post('/reception/patients/unknown', form).expect(303)
    expect(again.headers.location).toBe(answer.headers.location)
    const address = answer.headers.location ?? ''
    const record = await desk.get(address).expect(200)
    expect(text(record.text)).toContain('Unknown male, about 40')
    expect(record.text).toContain('Nobody knows yet who this is')
    const edit = await desk.get(`${address}/edit`).expect(200)
    const known = { name: 'Suresh More', phone: '98220 12345', sex: 'MALE', ...hidden(edit.text) }
    await desk.post(address, known).expect(303)
    expect((await desk.get(address)).text).not.toContain('Nobody knows yet who this is')
  })

  test('two of them at one time are two records, and an impossible age is refused', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const ids = []
    for (let count = 0; count < 2; count++) {
      const page = await desk.get('/reception/patients/unknown/new')
      ids.push(
        (await desk.post('/reception/patients/unknown', { sex: 'FEMALE', ...hidden(page.text) })).headers
          .location,
      )
    }
    expect(new Set(ids).size).toBe(2)
    const page = await desk.get('/reception/patients/unknown/new')
    const answer = await desk
      .post('/reception/patients/unknown', { about: '400', ...hidden(page.text) })
      .expect(422)
    expect(answer.text).toContain('Enter an age from 0 to 120, as it looks.')
  })
})

describe('F-01 names in any script and of any length that people have', () => {
  test.each([
    'A',
    'Sukarno',
    'आशा कुलकर्णी',
    'محمد بن سلمان',
    'Nguyễn Thị Minh Khai',
    'יוסף',
    '李小龍',
    'd’Artagnan-O’Neill',
    'x'.repeat(200),
    `${'Wolfeschlegelsteinhausen '.repeat(7)}bergerdorff`,
  ])('%s', async (name) => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const answer = await register(desk, { name, phone: phone() })
    expect(answer.status).toBe(303)
    const id = answer.headers.location?.split('/').at(-1) ?? ''
    expect((await db.patient.findUniqueOrThrow({ where: { id } })).name).toBe(name.normalize('NFC'))
    expect((await desk.get(answer.headers.location ?? '').expect(200)).text).toContain(name)
    const found = await desk.get(`/reception/patients?q=${encodeURIComponent(name.slice(0, 40))}`).expect(200)
    if (name.length > 1) expect(found.text).toContain(id)
  })

  test.each([
    ['😀 Asha', 'Leave the pictures out of the name: they cannot be printed.'],
    ['12345', 'Enter the name with letters, of any script.'],
    ['x'.repeat(201), 'Use 200 characters or fewer.'],
    ['Asha\u202egnol', 'Remove the characters that cannot be shown, and enter it again.'],
  ])('but “%s” is refused kindly, and nothing typed is lost', async (name, sentence) => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const answer = await register(desk, { name, phone: phone(), address: 'A very own address' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('A very own address')
  })
})

describe('E-24 G-D5 however many patients there are', () => {
  let actor: Actor
  beforeAll(async () => {
    const { accountId: id, name } = await createPerson('RECEPTIONIST')
    actor = { id, name, role: 'RECEPTIONIST', patientId: null, doctorId: null }
    await asOwner(database, async (owner) => {
      await owner.query(`INSERT INTO patient (id, name, phone, date_of_birth)
        SELECT gen_random_uuid(), initcap(md5(n::text) || ' ' || md5((n * 7)::text)), '+9198' || lpad(n::text, 8, '0'),
          DATE '1940-01-01' + n % 28000 FROM generate_series(1, 5000) n`)
      await owner.query('ANALYZE patient')
    })
  })

  test.each(['kulkarni', 'asha kulkarni', '98000 12345', '1234', 'W-001234', '17/05/1984'])(
    'a search for “%s” goes by an index',
    async (typed) => {
      const plans = await plansOf(() => searchPatients(actor, typed, new Date()))
      expect(plans.length).toBeGreaterThan(0)
      for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on patient\b/)
    },
  )

  test('and so does the look for duplicates', async () => {
    const told = {
      name: 'Asha Kulkarni',
      localName: null,
      phone: '+919800000077',
      dateOfBirth: null,
      identity: null,
    }
    for (const dateOfBirth of [null, '1984-05-17' as never]) {
      const plans = await plansOf(() => likelyTwins(actor, { ...told, dateOfBirth }, new Date()))
      expect(plans).toHaveLength(1)
      expect(plans[0]).not.toMatch(/Seq Scan on patient\b/)
    }
  })

  test('a number without its letter finds that patient first, among all telephones that hold it', async () => {
    const patient = await createPatient({ name: 'Zz Last By Name' })
    for (const typed of [String(patient.number), `W-00${patient.number}`]) {
      const found = await searchPatients(actor, typed, new Date())
      expect(found?.rows[0]?.id).toBe(patient.id)
    }
  })
})

test('G-O4 G-O6 F-04 a government id is masked on every page but the form of those who may edit, and in no log', async () => {
  const lines: string[] = []
  const logged = openApp({}, pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }))
  const desk = await logInAs(logged, 'RECEPTIONIST')
  const answer = await register(desk, {
    ...{
      name: 'Masked Person',
      phone: phone(),
      governmentIdKind: 'PASSPORT',
      governmentIdNumber: 'K7654321',
    },
  })
  const address = answer.headers.location ?? ''
  for (const page of [
    address,
    `${address}/history`,
    `${address}/labels/wristband`,
    '/reception/patients?q=Masked',
  ])
    expect((await desk.get(page).expect(200)).text, page).not.toContain('K7654321')
  expect((await desk.get(address)).text).toContain('Passport ••••4321')
  expect((await desk.get(`${address}/edit`).expect(200)).text).toContain('value="K7654321"')
  const doctor = await logInAs(logged, 'DOCTOR')
  await doctor.get(`${address.replace('reception', 'doctor')}/edit`).expect(403)
  expect(lines.length).toBeGreaterThan(5)
  expect(lines.join('')).not.toContain('K7654321')
})
