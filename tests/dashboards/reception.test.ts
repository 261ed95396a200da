import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { lapseRequests } from '../../src/requests/lapsing.js'
import { admitSomebody, bill, createWard, moderate, severe, triagePatient } from '../admissions/hospital.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let doctorId: string
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
})

const MINUTE = 60_000
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE)

test('an empty house says so, and what to do', async () => {
  const { text } = await desk.get('/reception').expect(200)
  for (const words of ['Nobody waits for a bed', 'Every bed is clean', 'Register a walk-in'])
    expect(text).toContain(words)
  expect(text).toContain('action="/reception/patients"')
})

test('C-05 P-07 the reception sees who waits for a bed, the worst first and then the longest wait', async () => {
  const [early, late, worst, home, stale, again] = await Promise.all(
    ['Early Moderate', 'Late Moderate', 'Very Severe', 'Mild Athome', 'Long Ago', 'Better Now'].map((name) =>
      createPatient({ name }),
    ),
  )
  const triages = [
    [early, moderate, ago(90)],
    [late, moderate, ago(10)],
    [worst, severe, ago(1)],
    [home, { spo2: 97, symptoms: ['COUGH' as const] }, ago(5)],
    [stale, severe, ago(20 * 24 * 60)],
    [again, severe, ago(200)],
    [again, { spo2: 97, symptoms: ['COUGH' as const] }, ago(3)],
  ] as const
  for (const [patient, told, createdAt] of triages)
    await triagePatient(patient?.id ?? '', desk.accountId, {
      ...told,
      symptoms: [...told.symptoms],
      createdAt,
    })
  await lapseRequests(new Date())
  const { text } = await desk.get('/reception').expect(200)
  const places = ['Very Severe', 'Early Moderate', 'Late Moderate'].map((name) => text.indexOf(name))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((one, other) => one - other))
  for (const name of ['Mild Athome', 'Long Ago', 'Better Now']) expect(text).not.toContain(name)
  expect(text).toContain(`/reception/patients/${worst?.id}/admissions/new`)
  expect(text).toMatch(/SpO2/)
})

test('R-05 R-08 E-27 the day goes on: whoever is admitted waits no more, whoever leaves leaves a bed to clean', async () => {
  const ward = await createWard({ beds: 2 })
  const patient = await createPatient({ name: 'Asha Kulkarni' })
  await triagePatient(patient.id, desk.accountId, moderate)
  expect((await desk.get('/reception')).text).toContain(`/reception/patients/${patient.id}/admissions/new`)
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId], patient)
  const during = await desk.get('/reception')
  expect(during.text).not.toContain(`/reception/patients/${patient.id}/admissions/new`)
  expect(during.text).toContain(`${ward.name}, bed 12`)
  expect(during.text).toContain('1 free of 2')

  // Triaged again in the ward: that asks for no other bed, neither now nor after the discharge.
  await triagePatient(patient.id, desk.accountId, severe)
  await desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['0'])).expect(303)
  const invoice = await db.invoice.findFirstOrThrow({
    where: { admissionId: stay.id },
    select: { number: true },
  })
  const after = await desk.get('/reception')
  expect(after.text).toContain(invoice.number)
  expect(after.text).not.toContain(`/reception/patients/${patient.id}/admissions/new`)
  const record = await desk.get(`/reception/patients/${patient.id}`).expect(200)
  expect(record.text).toContain('A stay has answered this triage')
  expect(record.text).not.toContain('Admission is advised')
  const { id: triageId } = await db.triageAssessment.findFirstOrThrow({
    where: { patientId: patient.id },
    orderBy: { createdAt: 'desc' },
  })
  const result = await desk.get(`/reception/patients/${patient.id}/triage/${triageId}`).expect(200)
  expect(result.text).toContain('A stay has answered this triage')
  expect(result.text).not.toContain('/admissions/new')
  const button = `/reception/wards/beds/${ward.beds[0]?.id}/cleaning-done`
  expect(after.text).toContain(`action="${button}"`)
  const cleaned = await desk.post(button, { next: '/reception' }).expect(303)
  expect(cleaned.headers.location).toBe('/reception')
  expect((await desk.get('/reception')).text).toContain('2 free of 2')
})

test('C-03 P-07 the reception sees about whom somebody has to decide, why and since when', async () => {
  const mild = { spo2: 97, symptoms: ['COUGH' as const] }
  const [officer, centre, child, fit, admitted, isolated, stale] = await Promise.all(
    ['Old Officer', 'No Caregiver', 'Small Child', 'Fit Forhome', 'Now Inbed', 'Is Athome', 'Long Since'].map(
      (name) => createPatient({ name }),
    ),
  )
  const told = [
    [officer, { ageYears: 61 }, 30],
    [centre, { caregiver: false }, 20],
    [child, { ageYears: 9 }, 10],
    [fit, {}, 5],
    [admitted, { ageYears: 61 }, 5],
    [isolated, { ageYears: 61 }, 5],
    [stale, { ageYears: 61 }, 20 * 24 * 60],
  ] as const
  for (const [patient, changes, minutes] of told)
    await triagePatient(patient?.id ?? '', desk.accountId, { ...mild, createdAt: ago(minutes), changes })
  await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [doctorId], { id: admitted?.id ?? '' })
  await db.homeIsolation.create({
    data: {
      patientId: isolated?.id ?? '',
      assessmentId: (await db.triageAssessment.findFirstOrThrow({ where: { patientId: isolated?.id } })).id,
      startedOn: new Date('2026-11-18'),
      earliestEndOn: new Date('2026-11-25'),
    },
  })
  const { text } = await desk.get('/reception').expect(200)
  const card = /aria-labelledby="undecided">[\s\S]*?<\/section>/.exec(text)?.[0] ?? ''
  const places = ['Old Officer', 'No Caregiver', 'Small Child'].map((name) => card.indexOf(name))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((one, other) => one - other))
  for (const words of [
    'A doctor decides whether home isolation is safe',
    'At 61 years (over 60) home isolation needs an evaluation',
    'A COVID care centre',
    'There is no caregiver at home day and night.',
    'Call paediatrics',
    `href="/reception/patients/${child?.id}"`,
  ])
    expect(card).toContain(words)
  for (const name of ['Fit Forhome', 'Now Inbed', 'Is Athome', 'Long Since']) expect(card).not.toContain(name)
})

test('S-01 the dashboard is the reception’s alone', async () => {
  for (const role of ['DOCTOR', 'PATIENT', 'DATA_ENTRY', 'ADMIN'] as const)
    await (await logInAs(app, role)).get('/reception').expect(403)
  await visitor(app).get('/reception').expect(303)
})
