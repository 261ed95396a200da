import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { addDays, dayToColumn } from '../../src/shared/calendar.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, type TestPerson } from '../support/people.js'
import { daysAgo, filledForm } from '../triage/filled-form.js'
import { admit } from './admitted.js'

useDatabase()
let app: Express
let receptionist: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  receptionist = await logInAs(app, 'RECEPTIONIST')
})

async function triage(patientId: string, changes: Parameters<typeof filledForm>[0] = {}) {
  const address = `/reception/patients/${patientId}/triage`
  const page = await receptionist.get(`${address}/new`)
  await receptionist.post(address, { ...filledForm(changes), ...hidden(page.text) }).expect(303)
}

const isolationsOf = (patientId: string) =>
  db.homeIsolation.findMany({ where: { patientId }, orderBy: { createdAt: 'asc' } })

test('C-03 mild begins home isolation today; with fever today its earliest end is 3 whole days after', async () => {
  const [feverish, without] = [await createPatient(), await createPatient()]
  await triage(feverish.id, { testedOn: daysAgo(6), temperature: '38.5', temperatureUnit: 'C' })
  await triage(without.id, {
    testedOn: daysAgo(6),
    temperature: '36.8',
    temperatureUnit: 'C',
    feverDays: '0',
    symptoms: ['COUGH'],
  })
  expect(await isolationsOf(feverish.id)).toMatchObject([
    { startedOn: dayToColumn(daysAgo(0)), earliestEndOn: dayToColumn(addDays(daysAgo(0), 4)), endedAt: null },
  ])
  expect(await isolationsOf(without.id)).toMatchObject([
    { earliestEndOn: dayToColumn(addDays(daysAgo(0), 1)) },
  ])
})

test('C-03 a later mild triage goes on with the same isolation, and newer fever moves its end', async () => {
  const patient = await createPatient()
  await triage(patient.id, {
    testedOn: daysAgo(5),
    temperature: '',
    temperatureUnit: '',
    feverDays: '0',
    symptoms: ['COUGH'],
  })
  const [before] = await isolationsOf(patient.id)
  expect(before?.earliestEndOn).toEqual(dayToColumn(addDays(daysAgo(0), 2)))
  await triage(patient.id, { testedOn: daysAgo(5), feverDays: '1' })
  expect(await isolationsOf(patient.id)).toMatchObject([
    { id: before?.id, earliestEndOn: dayToColumn(addDays(daysAgo(0), 4)), endedAt: null },
  ])
  await triage(patient.id, {
    testedOn: daysAgo(5),
    temperature: '',
    temperatureUnit: '',
    feverDays: '0',
    symptoms: ['COUGH'],
  })
  expect(await isolationsOf(patient.id)).toMatchObject([
    { earliestEndOn: dayToColumn(addDays(daysAgo(0), 4)) },
  ])
})

test('C-05 a later triage that is not for home ends it, with the reason', async () => {
  const patient = await createPatient()
  await triage(patient.id)
  await triage(patient.id, { spo2: '92' })
  expect(await isolationsOf(patient.id)).toMatchObject([
    { endedAt: expect.any(Date), endReason: 'A later triage advised care elsewhere.' },
  ])
  await triage(patient.id)
  expect(await isolationsOf(patient.id)).toMatchObject([{ endedAt: expect.any(Date) }, { endedAt: null }])
})

test('C-03 an incomplete triage does not take a patient at home off the list, unless admission is certain', async () => {
  const patient = await createPatient()
  await triage(patient.id)
  await triage(patient.id, { respiratoryRate: '' })
  expect(await isolationsOf(patient.id)).toMatchObject([{ endedAt: null }])
  await triage(patient.id, { respiratoryRate: '', symptoms: ['CHEST_PAIN'] })
  expect(await isolationsOf(patient.id)).toMatchObject([{ endedAt: expect.any(Date) }])
})

test.each([
  ['who has no room at home', { homeFacility: 'no' }],
  ['who has no caregiver', { caregiver: 'no' }],
  ['whom a doctor must evaluate before', { conditions: ['DIABETES'] }],
])('C-03 a mildly ill patient %s begins no home isolation', async (_, changes) => {
  const patient = await createPatient()
  await triage(patient.id, changes)
  expect(await isolationsOf(patient.id)).toEqual([])
})

test('C-03 an admitted patient is triaged, and not sent into home isolation', async () => {
  const patient = await createPatient()
  await admit(patient.id, receptionist.accountId)
  await triage(patient.id)
  expect(await db.triageAssessment.findMany({ where: { patientId: patient.id } })).toMatchObject([
    { severity: 'MILD' },
  ])
  expect(await isolationsOf(patient.id)).toEqual([])
  const { id } = await db.triageAssessment.findFirstOrThrow({ where: { patientId: patient.id } })
  const page = await receptionist.get(`/reception/patients/${patient.id}/triage/${id}`).expect(200)
  expect(page.text).toContain('Admitted already')
  expect(page.text).not.toContain('/admissions/new')
})

test('G-C3 two triages of one patient at the same moment leave one isolation open', async () => {
  const patient = await createPatient()
  await Promise.all([
    triage(patient.id),
    triage(patient.id, { pulse: '80' }),
    triage(patient.id, { pulse: '81' }),
  ])
  expect(await db.triageAssessment.count({ where: { patientId: patient.id } })).toBe(3)
  expect(await isolationsOf(patient.id)).toMatchObject([{ endedAt: null }])
})

test('C-03 reception sees who is at home: since when, telephone, doctors, and who may end', async () => {
  const patient = await createPatient({ name: 'Kavita Rane', phone: '+919822334455' })
  await triage(patient.id)
  const doctor = await createPerson('DOCTOR', 'Dr. Anjali Rao')
  await db.careAssignment.create({
    data: {
      patientId: patient.id,
      doctorId: doctor.doctorId ?? '',
      assignedById: receptionist.accountId,
      startedAt: new Date(),
    },
  })
  const row = async (show: string) => {
    const page = await receptionist.get(`/reception/isolations?show=${show}`).expect(200)
    return /<tr>(?:(?!<tr>)[\s\S])*Kavita Rane[\s\S]*?<\/tr>/.exec(page.text)?.[0] ?? ''
  }
  const shown = await row('all')
  for (const text of ['Mild', '+91 98223 34455', 'Dr. Anjali Rao', `/reception/patients/${patient.id}`])
    expect(shown).toContain(text)
  expect(shown).not.toContain('May end now')
  expect(await row('may-end')).toBe('')

  await db.homeIsolation.updateMany({
    where: { patientId: patient.id },
    data: { earliestEndOn: dayToColumn(daysAgo(0)) },
  })
  expect(await row('may-end')).toContain('May end now')
  await receptionist.get('/reception/isolations?show=nonsense&after=x').expect(200)
})

test('a patient who is not at home reads that there is nothing to do', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const page = await patient.get('/patient/isolation').expect(200)
  expect(page.text).toContain('You are not in home isolation')
  expect(page.text).not.toContain('Stay apart from the others')
})
