import type { Express } from 'express'
import pino from 'pino'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { searchPatients } from '../../src/patients/search-queries.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'
import { statementsOf } from './statements.js'

useDatabase()
let app: Express
beforeAll(async () => {
  app = openApp()
  await db.patient.createMany({
    data: [
      { name: 'Asha Kulkarni', localName: 'आशा कुलकर्णी', phone: '+919876543210', sex: 'FEMALE' },
      { name: 'Rohan Deshmukh', localName: 'रोहन देशमुख', phone: '+919812300001' },
      { name: 'Zoë D’Souza', phone: '+919812300002' },
      { name: 'Percent 100% Case', phone: '+919812300003' },
      { name: 'Under_score', phone: '+919812300004' },
      { name: 'Sunita Sharma', phone: '+919812300005' },
    ],
  })
})

const rowsIn = (html: string) =>
  [...html.matchAll(/class="ww-person-name" href="[^"]*">([^<]*)</g)].map(([, name]) => name)

describe('E-24 A-09 the receptionist finds a patient', () => {
  test.each([
    ['Kulkarni', 'Asha Kulkarni'],
    ['kulk', 'Asha Kulkarni'],
    ['asha kul', 'Asha Kulkarni'],
    ['kulkarni asha', 'Asha Kulkarni'],
    ['Kulkani', 'Asha Kulkarni'],
    ['Deshmuk', 'Rohan Deshmukh'],
    ['dehsmukh', 'Rohan Deshmukh'],
    ['shrama', 'Sunita Sharma'],
    ['suneta shrma', 'Sunita Sharma'],
    ['Kulkrani', 'Asha Kulkarni'],
    ['आशा', 'Asha Kulkarni'],
    ['zoe', 'Zoë D&#39;Souza'],
    ['98765 43210', 'Asha Kulkarni'],
    ['098765-43210', 'Asha Kulkarni'],
    ['43210', 'Asha Kulkarni'],
  ])('by “%s”', async (typed, name) => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const page = await desk.get(`/reception/patients?q=${encodeURIComponent(typed)}`).expect(200)
    expect(rowsIn(page.text)[0]).toBe(name.replace('&#39;', '’'))
  })

  test('by the number that is read aloud', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient({ name: 'Numbered Person' })
    for (const typed of [`W-${String(patient.number).padStart(6, '0')}`, `w ${patient.number}`]) {
      const page = await desk.get(`/reception/patients?q=${encodeURIComponent(typed)}`).expect(200)
      expect(rowsIn(page.text)).toEqual(['Numbered Person'])
    }
  })

  test('E-59 or reads that nobody fits, and what to do', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const page = await desk.get('/reception/patients?q=Xyzzyplugh').expect(200)
    expect(page.text).toContain('Nobody fits “Xyzzyplugh”')
    expect(page.text).toContain('href="/reception/patients/new"')
  })
})

describe('G-W9 wildcards do not harvest', () => {
  test.each(['%', '%%', '__', '%_%', '％％', '＿＿', '\\\\', '!!'])(
    '“%s” finds nobody by being a wildcard',
    async (typed) => {
      const { actor } = await deskActor()
      const found = await searchPatients(actor, typed, new Date())
      expect([...(found?.rows ?? []), ...(found?.similar ?? [])]).toEqual([])
    },
  )

  test('a wildcard in a name is found as the letter that it is', async () => {
    const { actor } = await deskActor()
    expect((await searchPatients(actor, '100%', new Date()))?.rows.map(({ name }) => name)).toEqual([
      'Percent 100% Case',
    ])
    expect((await searchPatients(actor, 'under_s', new Date()))?.rows.map(({ name }) => name)).toEqual([
      'Under_score',
    ])
    expect((await searchPatients(actor, 'und_r', new Date()))?.rows).toEqual([])
  })

  test('one letter is too little', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const page = await desk.get('/reception/patients?q=a').expect(200)
    expect(page.text).toContain('A search needs 2 letters or digits in a row.')
    expect(rowsIn(page.text)).toEqual([])
  })
})

test('G-W4 what was searched for is shown escaped', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const page = await desk
    .get(`/reception/patients?q=${encodeURIComponent('<script>alert(1)</script>"\'')}`)
    .expect(200)
  expect(page.text).not.toContain('<script>alert')
  expect(page.text).toContain('&lt;script&gt;')
})

test('A-09 the list says where each patient is now', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const doctor = await createPerson('DOCTOR')
  const ward = await createWard()
  const patient = await createPatient({ name: 'Bedridden Person' })
  await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''], patient)
  const page = await desk.get('/reception/patients?where=admitted').expect(200)
  expect(rowsIn(page.text)).toEqual(['Bedridden Person'])
  expect(page.text).toContain(`${ward.name}, bed 12`)
  expect(rowsIn((await desk.get('/reception/patients?where=home')).text)).toEqual([])
})

test('a long list is read page by page, forth and back, without a gap or a repeat', async () => {
  await db.patient.createMany({
    data: Array.from({ length: 120 }, (_, index) => ({ name: `Listed ${index % 7} Person` })),
  })
  const desk = await logInAs(app, 'RECEPTIONIST')
  const linked = (html: string, rel: string) =>
    html.match(new RegExp(`href="([^"]*)" rel="${rel}"`))?.[1]?.replaceAll('&amp;', '&')
  const idsIn = (html: string) =>
    [...html.matchAll(/ww-person-name" href="([^"]*)"/g)].map(([, href]) => href)
  const pages: string[] = []
  for (let next: string | undefined = '/reception/patients'; next; ) {
    const { text }: { text: string } = await desk.get(next).expect(200)
    pages.push(text)
    next = linked(text, 'next')
  }
  const all = pages.flatMap(idsIn)
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBe(await db.patient.count({ where: { deactivatedAt: null } }))
  const back = await desk.get(linked(pages[2] ?? '', 'prev') ?? '').expect(200)
  expect(idsIn(back.text)).toEqual(idsIn(pages[1] ?? ''))
})

test('the list and the search send as many SQL statements for many patients as for few', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await desk.get('/reception/patients').expect(200)
  const few = await statementsOf(() => desk.get('/reception/patients?where=admitted').expect(200))
  const many = await statementsOf(() => desk.get('/reception/patients').expect(200))
  expect(many).toBe(few)
  expect(await statementsOf(() => desk.get('/reception/patients?q=Listed').expect(200))).toBe(few)
  expect(await statementsOf(() => desk.get('/reception/patients?q=Listde').expect(200))).toBeLessThanOrEqual(
    few + 4,
  )
})

test('G-O4 G-O6 what is searched for is in no log', async () => {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) })
  const logged = openApp({}, log)
  const person = await createPerson('RECEPTIONIST')
  const desk = await logIn(logged, person)
  await desk
    .get('/reception/patients?q=Kulkarni')
    .set('Referer', 'http://localhost:3000/reception/patients?q=Deshmukh')
    .expect(200)
  expect(lines.join('')).toContain('/reception/patients')
  expect(lines.join('')).not.toMatch(/Kulkarni|Deshmukh/)
})

describe('T-04 G-Z1 a doctor', () => {
  test('finds only the patients in their care, by search too', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const mine = await createPatient({ name: 'Meera Unmistakable' })
    await createPatient({ name: 'Leela Unmistakable' })
    const { accountId: assignedById, doctorId } = doctor
    await db.careAssignment.create({
      data: { patientId: mine.id, doctorId: doctorId ?? '', assignedById, startedAt: new Date() },
    })
    for (const typed of ['Unmistakable', 'Unmistakabel'])
      expect(rowsIn((await doctor.get(`/doctor/patients?q=${typed}`).expect(200)).text)).toEqual([
        'Meera Unmistakable',
      ])
    expect(rowsIn((await doctor.get('/doctor/patients').expect(200)).text)).toEqual(['Meera Unmistakable'])
  })

  test('no longer finds whom they cared for more than 90 days ago', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const [recent, past] = [
      await createPatient({ name: 'Recent Case' }),
      await createPatient({ name: 'Past Case' }),
    ]
    const ended = (days: number) => new Date(Date.now() - days * 86_400_000)
    for (const [patientId, days] of [
      [recent.id, 89],
      [past.id, 91],
    ] as const) {
      await db.careAssignment.create({
        data: {
          patientId,
          doctorId: doctor.doctorId ?? '',
          assignedById: doctor.accountId,
          startedAt: ended(100),
          endedAt: ended(days),
        },
      })
    }
    expect(rowsIn((await doctor.get('/doctor/patients?q=Case').expect(200)).text)).toEqual(['Recent Case'])
    await doctor.get(`/doctor/patients/${recent.id}`).expect(200)
    await doctor.get(`/doctor/patients/${past.id}`).expect(404)
  })
})

test('S-03 a visitor goes to log-in', async () => {
  const answer = await visitor(app).get('/reception/patients?q=Kulkarni').expect(303)
  expect(answer.headers.location).toMatch(/^\/login/)
})

async function deskActor() {
  const person = await createPerson('RECEPTIONIST')
  return {
    actor: {
      id: person.accountId,
      role: 'RECEPTIONIST' as const,
      name: person.name,
      patientId: null,
      doctorId: null,
    },
  }
}
