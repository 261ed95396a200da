import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { prescriptionsOf } from '../../src/prescriptions/queries.js'
import { frequencyLabel } from '../../src/prescriptions/rules.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { doctorAndPatient, freeRow, prescribe, prescribed, row } from './hospital.js'
import { openPharmacy } from './pharmacy.js'

useDatabase()
let app: Express
let shelf: Awaited<ReturnType<typeof openPharmacy>>
beforeAll(async () => {
  app = openApp()
  shelf = await openPharmacy()
})

const afterFood = { frequency: 'TDS', instructions: 'After food' }

describe('T-18 T-19 C-07 F-12 X-12 a doctor prescribes', () => {
  test('two medicines of the catalogue in one form, with the quantity worked out; rows left empty are none', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const answer = await prescribe(doctor, address, {
      ...row(1, shelf.paracetamol500, afterFood),
      ...row(4, shelf.cetirizine10, { frequency: 'HS', days: '1' }),
    })
    expect(answer.status).toBe(303)
    const sheet = await doctor.get(answer.headers.location ?? '').expect(200)
    for (const text of [
      'Paracetamol 500 mg tablet',
      '1 tablet (500 mg)',
      'TDS, three times a day',
      '5 days',
      '15 tablets',
      'After food',
      'By mouth',
      'Cetirizine 10 mg tablet',
      '1 day',
      'DOCTOR Test',
      'Checked by the safety rules test-',
    ])
      expect(sheet.text).toContain(text)
    const [kept] = await prescriptionsOf(patient.id, 5)
    expect(kept).toMatchObject({ doctor: 'DOCTOR Test', admissionId: null, status: 'ACTIVE' })
    expect(kept?.items.map(({ medicine, durationDays }) => [medicine, durationDays])).toEqual([
      ['Paracetamol 500 mg tablet', 5],
      ['Cetirizine 10 mg tablet', 1],
    ])
    const events = { action: 'prescription.create', patientId: patient.id } as const
    expect(await db.auditEvent.count({ where: events })).toBe(1)
    const stored = await db.prescription.findFirstOrThrow({ where: { patientId: patient.id } })
    expect(stored.ruleSet).toMatch(/^test-/)
  })

  test.each([
    ['tablets', 'paracetamol500', { amount: '0.5', frequency: 'BD', days: '5' }, 5],
    ['halves, up to a whole one', 'paracetamol500', { amount: '0.5', frequency: 'OD', days: '5' }, 3],
    ['ml', 'paracetamolSyrup', { amount: '2.5', frequency: 'TDS', days: '5' }, 38],
    ['a comma', 'paracetamolSyrup', { amount: '2,5', frequency: 'OD', days: '2' }, 5],
    ['alternate days', 'paracetamol500', { frequency: 'ALTERNATE', days: '5' }, 3],
    ['once a week', 'paracetamol500', { frequency: 'WEEKLY', days: '8' }, 2],
    ['STAT', 'paracetamol500', { amount: '2', frequency: 'STAT', days: '1' }, 2],
    ['SOS', 'paracetamol500', { frequency: 'SOS', max: '4', days: '3' }, 12],
  ] as const)('E-40 the quantity: %s', async (_what, product, dose, quantity) => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await prescribed(doctor, address, row(1, shelf[product], dose))
    const item = await db.prescriptionItem.findFirstOrThrow({
      where: { prescription: { patientId: patient.id } },
    })
    expect(item.quantity).toBe(quantity)
  })

  test('for the stay, where the patient is admitted', async () => {
    const [doctor, desk] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'RECEPTIONIST')]
    const ward = await createWard()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''])
    await prescribed(doctor, `/doctor/patients/${stay.patientId}/prescriptions`, row(1, shelf.paracetamol500))
    expect((await prescriptionsOf(stay.patientId, 1))[0]?.admissionId).toBe(stay.id)
  })

  test('something that is in no catalogue, as it is typed', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await prescribed(doctor, address, freeRow(1, 'Steam with menthol', { unit: 'application' }))
    const [kept] = await prescriptionsOf(patient.id, 1)
    expect(kept?.items[0]).toMatchObject({ medicine: 'Steam with menthol', dose: '1 application' })
  })

  test('ten medicines at most: all ten are kept, an eleventh is no field of the form', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const names = Array.from({ length: 10 }, (_, index) => `Home remedy number ${index + 1}`)
    const rows = Object.assign({}, ...names.map((name, index) => freeRow(index + 1, name)))
    const more = await prescribe(doctor, address, { ...rows, ...freeRow(11, 'One too many') })
    expect(more.status).toBe(422)
    expect(await prescriptionsOf(patient.id, 1)).toEqual([])
    await prescribed(doctor, address, rows)
    const [kept] = await prescriptionsOf(patient.id, 1)
    expect(kept?.items.map(({ medicine }) => medicine)).toEqual(names)
  })

  test('G-C3 20 copies of one form at once make one prescription', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const page = await doctor.get(`${address}/new`)
    const form = { ...row(1, shelf.paracetamol500), ...hidden(page.text) }
    const answers = await Promise.all(Array.from({ length: 20 }, () => doctor.post(address, form)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    expect(await db.prescriptionItem.count({ where: { prescription: { patientId: patient.id } } })).toBe(1)
  })
})

describe('bad input gets a sentence beside the very field, all stays typed and nothing is half saved', () => {
  const days = 'Enter days as a whole number from 1 to 365.'
  const amount = 'Enter an amount from 0.01 to 5000, such as 1 or 0.5.'
  const missing = 'Find the medicine and choose it, or say that it is not from the catalogue.'
  test.each([
    [{ amount2: '' }, 'amount2', 'Enter how much each time.'],
    [{ amount2: '0' }, 'amount2', amount],
    [{ amount2: '-1' }, 'amount2', amount],
    [{ amount2: 'two' }, 'amount2', amount],
    [{ amount2: '5001' }, 'amount2', amount],
    [{ amount2: '0.125' }, 'amount2', 'Use 2 decimals or fewer.'],
    [{ amount2: '1,000' }, 'amount2', amount],
    [{ frequency2: '' }, 'frequency2', 'Choose how often.'],
    [{ frequency2: 'HOURLY' }, 'frequency2', 'Choose how often.'],
    [{ days2: '' }, 'days2', 'Enter for how many days.'],
    [{ days2: '0' }, 'days2', days],
    [{ days2: '366' }, 'days2', days],
    [{ days2: '1.5' }, 'days2', days],
    [{ frequency2: 'SOS' }, 'max2', 'Enter how often a day at most.'],
    [{ frequency2: 'SOS', max2: '25' }, 'max2', 'Enter a whole number from 1 to 24.'],
    [{ max2: '4' }, 'max2', 'This is only for what is taken when needed (SOS). Leave it empty.'],
    [{ frequency2: 'STAT' }, 'days2', 'STAT is given once: enter 1 day.'],
    [{ unit2: 'mg' }, 'unit2', 'Cetirizine 10 mg tablet is counted in: tablet. Enter the amount in that.'],
    [{ medicine2: '' }, 'medicine2', 'Enter the medicine.'],
    [{ medicineId2: '' }, 'medicine2', missing],
    [{ medicineId2: 'no id' }, 'medicine2', missing],
    [
      { medicineId2: randomUUID() },
      'medicine2',
      'This medicine is not in the catalogue any more. Choose another one.',
    ],
    [{ medicine2: 'Warfarin' }, 'medicine2', 'What you typed has changed: choose the medicine again.'],
    [{ medicineId2: 'free', unit2: '' }, 'unit2', 'Enter what is counted, such as tablet or ml.'],
    [{ medicine2: 'x'.repeat(121) }, 'medicine2', 'Use 120 characters or fewer.'],
    [{ instructions2: 'x'.repeat(301) }, 'instructions2', 'Use 300 characters or fewer.'],
  ])('%j', async (mistake, field, sentence) => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const answer = await prescribe(doctor, address, {
      ...row(1, shelf.paracetamol500, afterFood),
      ...row(2, shelf.cetirizine10, { frequency: 'OD' }),
      ...mistake,
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`<a href="#field-${field}">${sentence}</a>`)
    expect(answer.text).toContain(`id="field-${field}-error"`)
    expect(answer.text).toContain('value="After food"')
    expect(answer.text).toMatch(new RegExp(`value="${shelf.paracetamol500.id}" checked`))
    expect(await db.prescription.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('an empty form asks for one medicine, and a field that is not ours is refused', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    expect((await prescribe(doctor, address, {})).text).toContain('Enter at least one medicine.')
    const forged = { ...row(1, shelf.paracetamol500), doctorId: randomUUID() }
    expect((await prescribe(doctor, address, forged)).status).toBe(422)
    expect((await prescribe(doctor, address, { medicine11: 'One more' })).status).toBe(422)
    expect(await db.prescription.count({ where: { patientId: patient.id } })).toBe(0)
  })
})

describe('the form is filled in without any script', () => {
  test('a medicine is found, also misspelt, and chosen; another row is added and taken out; nothing typed is lost', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    const typed = { rows: '1', medicine1: 'paracetmol', days1: '7' }
    const found = await doctor.post(address, { ...typed, find: '1' }).expect(200)
    expect(found.text).toContain('Paracetamol 500 mg tablet')
    expect(found.text).toContain('name="found1" value="paracetmol"')
    expect(found.text).toContain('value="7"')
    const chosen = { ...typed, found1: 'paracetmol', medicineId1: shelf.paracetamol500.id }
    const more = await doctor.post(address, { ...chosen, add: 'row' }).expect(200)
    expect(more.text).toContain('id="field-medicine2"')
    expect(more.text).toContain(`value="${shelf.paracetamol500.id}" checked`)
    const second = { ...chosen, ...row(2, shelf.cetirizine10) }
    const less = await doctor.post(address, { ...second, remove: '1' }).expect(200)
    expect(less.text).toContain(`name="medicineId1" value="${shelf.cetirizine10.id}" checked`)
    expect(less.text).not.toContain('id="field-medicine2"')
    expect(less.text).not.toContain('paracetmol')
  })

  test('with a script, the matches alone come while somebody types', async () => {
    const { doctor } = await doctorAndPatient(app)
    const { text } = await doctor.get('/doctor/medicines/pick?row=3&medicine3=warfarin').expect(200)
    expect(text).toContain('name="medicineId3"')
    expect(text).toContain('Warfarin 5 mg tablet')
    expect(text).not.toContain('<html')
    expect((await doctor.get('/doctor/medicines/pick?row=99&medicine1=zz').expect(200)).text).toContain(
      'Nothing in the catalogue fits.',
    )
    const desk = await logInAs(app, 'RECEPTIONIST')
    await desk.get('/doctor/medicines/pick?row=1&medicine1=warfarin').expect(403)
  })
})

test('R-15 U-16 every prescription stays readable, page by page, with what runs now on top', async () => {
  const { doctor, patient, address } = await doctorAndPatient(app)
  for (let index = 0; index < 53; index++) {
    await db.prescription.create({
      data: {
        patientId: patient.id,
        doctorId: doctor.doctorId ?? '',
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(index / 2))),
        items: {
          create: {
            position: 1,
            medicine: `Medicine-${index}`,
            dose: '1 g',
            frequency: 'OD',
            durationDays: 1,
          },
        },
      },
    })
  }
  const few = await statementsOf(() => doctor.get(address))
  await prescribed(doctor, address, row(1, shelf.warfarin5, { days: '90' }))
  const first = await doctor.get(address).expect(200)
  expect(first.text).toContain('Warfarin 5 mg tablet')
  const second = await doctor.get(first.text.match(/href="([^"]*)" rel="next"/)?.[1] ?? '').expect(200)
  const named = [first, second].flatMap(({ text }) =>
    [...text.matchAll(/Medicine-(\d+): /g)].map(([, number]) => number),
  )
  expect(named).toHaveLength(53)
  expect(new Set(named).size).toBe(53)
  expect(few).toBeLessThanOrEqual(8)
  expect(await statementsOf(() => doctor.get(address))).toBe(few)
})

test('the pages ask at most 8 statements, whatever stands on them', async () => {
  const { doctor, address } = await doctorAndPatient(app)
  const id = await prescribed(doctor, address, {
    ...row(1, shelf.paracetamol500),
    ...row(2, shelf.warfarin5),
  })
  for (const page of [
    '',
    '/new',
    `/new?from=${id}`,
    `/${id}`,
    `/${id}/edit`,
    `/${id}/renewal/new`,
    `/${id}/stop/new`,
  ])
    expect([page, await statementsOf(() => doctor.get(`${address}${page}`).expect(200))]).toEqual([
      page,
      expect.toSatisfy((count: number) => count <= 8),
    ])
})

test('an older frequency that is no longer on the list stands as it was written', () => {
  expect(frequencyLabel('SOS')).toBe('SOS, only when needed')
  expect(frequencyLabel('1-0-1')).toBe('1-0-1')
  expect(frequencyLabel('toString')).toBe('toString')
})
