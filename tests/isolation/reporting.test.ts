import type { Express } from 'express'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'
import { daysAgo } from '../triage/filled-form.js'
import { isolateAtHome, wellReport } from './at-home.js'

useDatabase()
let app: Express
let patient: Browser & TestPerson
let receptionist: Browser & TestPerson
let doctor: Browser & TestPerson
let isolationId: string
beforeAll(async () => {
  app = openApp()
  receptionist = await logInAs(app, 'RECEPTIONIST')
  doctor = await logInAs(app, 'DOCTOR')
})
beforeEach(async () => {
  patient = await logInAs(app, 'PATIENT')
  isolationId = await isolateAtHome(id(), {
    recordedById: receptionist.accountId,
    doctorId: doctor.doctorId ?? '',
  })
})

const id = () => patient.patientId ?? ''
const send = (more: Record<string, string | string[]> = {}) =>
  patient.post('/patient/isolation/reports', wellReport(more))
const checks = () => db.homeCheck.findMany({ where: { isolationId }, orderBy: { takenAt: 'asc' } })
const flags = () => db.alert.findMany({ where: { patientId: id(), kind: 'RED_FLAG' } })
const answerOf = async (sent: Awaited<ReturnType<typeof send>>) =>
  (await patient.get(sent.headers.location ?? '').expect(200)).text

test('C-03 T-17 a patient at home reports, reads that nothing is needed, and finds it in the history with its chart', async () => {
  await patient.get('/patient/isolation/reports/new').expect(200)
  const sent = await send({ temperature: '98.4', temperatureUnit: 'F', pulse: '82' }).expect(303)
  const page = await answerOf(sent)
  expect(page).toContain('Nothing here needs anybody now')
  expect(page).toContain('report again in 12 hours')
  const [check] = await checks()
  expect(check).toMatchObject({ alert: 'NONE', breathing: 'SAME', feeling: 'BETTER', feverDays: 0 })
  expect(check?.result).toMatchObject({ told: { temperature: 98.4, temperatureUnit: 'F', onOxygen: false } })
  const round = await db.observation.findUniqueOrThrow({ where: { id: check?.observationId ?? '' } })
  expect(round).toMatchObject({
    ...{ source: 'PATIENT', spo2: 97, oxygen: 'ROOM_AIR', temperatureTenthsC: 369, pulse: 82 },
    ...{ news2: null, news2Total: null, news2Band: null },
  })
  await send({ spo2: '96', pulse: '84' }).expect(303)
  const home = (await patient.get('/patient/isolation').expect(200)).text
  expect(home.match(/<figure class="ww-lines"/g)).toHaveLength(2)
  expect(home).toContain('SpO2 96 %, on room air, Pulse 84 a minute')
  expect(await flags()).toEqual([])
  const trail = await db.auditEvent.findMany({ where: { patientId: id(), action: 'isolation.report' } })
  expect(trail).toHaveLength(2)
})

test.each([
  ['SpO2 of 89 % once', { spo2: '89' }, 'EMERGENCY', 'Call an ambulance now: 112'],
  ['pain in the chest', { symptoms: 'CHEST_PAIN' }, 'URGENT', 'You need a doctor now'],
  ['26 breaths a minute', { respiratoryRate: '26' }, 'URGENT', 'You need a doctor now'],
  [
    '4 days of fever',
    { feverDays: '4', temperature: '101', temperatureUnit: 'F' },
    'URGENT',
    'You need a doctor now',
  ],
])(
  'C-03 %s says at once what to do, and alerts the doctor in charge and the desk',
  async (_what, told, level, words) => {
    const page = await answerOf(await send(told as Record<string, string>).expect(303))
    expect(page).toContain(words)
    const [check] = await checks()
    expect(check?.alert).toBe(level)
    expect(await flags()).toMatchObject([{ subjectId: check?.id, status: 'OPEN', doctorId: doctor.doctorId }])
    const steps = await db.alertStep.findMany({ where: { alert: { patientId: id() } } })
    expect(steps.map(({ audience }) => audience).sort()).toEqual(['ADDRESSEE', 'DESK'])
    const list = (await doctor.get('/doctor/isolations?show=red-flag').expect(200)).text
    expect(list).toContain('Red flag: nobody has answered')
    expect(list).toContain(`/doctor/patients/${id()}/isolation`)
  },
)

test('C-03 SpO2 of 93 % asks to measure again; the third within the hour is a red flag', async () => {
  expect(await answerOf(await send({ spo2: '93' }))).toContain('Look again, and report again')
  await send({ spo2: '92' }).expect(303)
  expect(await flags()).toEqual([])
  expect(await answerOf(await send({ spo2: '93' }))).toContain('You need a doctor now')
  expect((await checks()).map(({ alert }) => alert)).toEqual(['RECHECK', 'RECHECK', 'URGENT'])
  expect(await flags()).toHaveLength(1)
})

test('C-03 nothing measured is not taken for normal', async () => {
  const page = await answerOf(await send({ spo2: '', onOxygen: '' }).expect(303))
  expect(page).toContain('No SpO2 was measured: what is missing is not normal.')
  expect(await checks()).toMatchObject([{ alert: 'RECHECK', observationId: null }])
})

test('C-03 new fever moves the end of the isolation, and no report brings it forward', async () => {
  const end = async () =>
    (await db.homeIsolation.findUniqueOrThrow({ where: { id: isolationId } })).earliestEndOn
  await db.homeIsolation.update({
    where: { id: isolationId },
    data: { earliestEndOn: dayToColumn(daysAgo(-1)) },
  })
  // 100.0 °F is no fever by the guideline; 37.8 °C is.
  await send({ temperature: '100.0', temperatureUnit: 'F' }).expect(303)
  expect(await end()).toEqual(dayToColumn(daysAgo(-1)))
  await send({ temperature: '37.8', temperatureUnit: 'C' }).expect(303)
  const today = dayIn(new Date(), config.zone)
  expect(await end()).toEqual(dayToColumn(addDays(today, 5)))
  await send().expect(303)
  expect(await end()).toEqual(dayToColumn(addDays(today, 5)))
})

test('G-C3 a report sent twice is one, and of three low readings at the same instant each is judged with the others', async () => {
  const one = wellReport({ symptoms: 'CHEST_PAIN' })
  const same = await Promise.all(
    Array.from({ length: 10 }, () => patient.post('/patient/isolation/reports', one)),
  )
  expect(new Set(same.map(({ headers }) => headers.location)).size).toBe(1)
  expect(await checks()).toHaveLength(1)
  expect(await flags()).toHaveLength(1)
  await Promise.all(['92', '93', '92'].map((spo2) => send({ spo2 })))
  const low = (await checks()).slice(1)
  expect(low).toHaveLength(3)
})

describe('the daily report of who is at home', () => {
  const day = () => dayIn(new Date(), config.zone)
  const daily = (more: Record<string, string | string[]> = {}) => {
    const { idempotency_key, form_page } = wellReport()
    return { idempotency_key, form_page, day: day(), mood: 'GOOD', rating: '7', ...more }
  }
  const sendDaily = (more: Record<string, string | string[]> = {}) =>
    patient.post('/patient/reports', daily(more))
  async function change(more: Record<string, string | string[]>) {
    const report = await db.dailyReport.findFirstOrThrow({ where: { patientId: id() } })
    const { idempotency_key: _key, ...fields } = daily(more)
    return patient
      .post(`/patient/reports/${report.id}`, { ...fields, version: String(report.version) })
      .expect(303)
  }

  test('C-03 U-17 is scored on arrival too, and leads to what it means', async () => {
    const form = (await patient.get('/patient/reports/new').expect(200)).text
    expect(form).toContain('Was oxygen given meanwhile?')
    const page = await answerOf(
      await sendDaily({ symptoms: ['CHEST_PAIN'], spo2: '97', onOxygen: 'no' }).expect(303),
    )
    expect(page).toContain('You need a doctor now')
    expect(await checks()).toMatchObject([{ alert: 'URGENT', dailyReportId: expect.any(String) }])
    expect(await flags()).toHaveLength(1)
  })

  test('C-03 a changed one takes the place of the one before; the same red flag is told once, a new one goes on with its alert', async () => {
    await sendDaily({ spo2: '92', onOxygen: 'no' }).expect(303)
    await change({ spo2: '92', onOxygen: 'no', symptoms: ['CHEST_PAIN'] })
    expect(await flags()).toHaveLength(1)
    // The readings of one report are one reading, however often it is changed.
    await change({ spo2: '92', onOxygen: 'no', symptoms: ['CHEST_PAIN'], description: 'since noon' })
    expect(await flags()).toHaveLength(1)
    expect(await flags()).toMatchObject([{ step: 1 }])
    await change({ spo2: '88', onOxygen: 'no', symptoms: ['CHEST_PAIN'] })
    const all = await checks()
    expect(await flags()).toMatchObject([{ step: 2, subjectId: all[3]?.id }])
    expect(all.map(({ alert }) => alert)).toEqual(['RECHECK', 'URGENT', 'URGENT', 'EMERGENCY'])
    const rounds = await db.observation.findMany({
      where: { patientId: id(), source: 'PATIENT' },
      orderBy: { takenAt: 'asc' },
    })
    expect(rounds.map(({ struckAt }) => struckAt !== null)).toEqual([true, true, true, false])
    const edit = (await patient.get(`/patient/reports/${all[0]?.dailyReportId}/edit`).expect(200)).text
    expect(edit).toMatch(/name="onOxygen" value="no"[^>]*checked/)
    expect((await patient.get('/patient/isolation')).text.match(/Changed later/g)).toHaveLength(3)
  })

  test('U-17 of somebody who is not at home it is only a report', async () => {
    await db.homeIsolation.update({ where: { id: isolationId }, data: { endedAt: new Date() } })
    expect((await patient.get('/patient/reports/new').expect(200)).text).not.toContain('Was oxygen given')
    const { headers } = await sendDaily({ spo2: '88' }).expect(303)
    expect(headers.location).toBe('/patient/reports')
    expect(await checks()).toEqual([])
  })
})

test('C-03 E-38 staff write down what the patient tells by telephone, and read what to do', async () => {
  const home = `/reception/patients/${id()}/isolation`
  const sent = await receptionist.post(`${home}/reports`, wellReport({ spo2: '88' })).expect(303)
  const page = (await receptionist.get(sent.headers.location ?? '').expect(200)).text
  expect(page).toContain('Call the patient and send an ambulance now.')
  expect(page).toContain('By telephone with RECEPTIONIST Test')
  expect(page).toContain('Request and hold a bed')
  expect(await flags()).toMatchObject([{ raisedById: receptionist.accountId }])
  expect((await receptionist.get(home).expect(200)).text).toContain('Emergency')
})

describe('bad input', () => {
  test.each([
    [{ breathing: '' }, 'Choose how the breathing is.'],
    [{ feeling: 'GREAT' }, 'Choose how you feel.'],
    [{ spo2: '101' }, '101 is not possible'],
    [{ spo2: '96.5' }, '96.5 is not possible'],
    [{ respiratoryRate: 'many' }, 'many is not possible'],
    [{ temperature: '37.5' }, 'Say whether the temperature is in °C or °F.'],
    [{ temperature: '98.6', temperatureUnit: 'C' }, 'did you mean °F?'],
    [{ feverDays: '61' }, 'Enter a whole number from 0 to 60.'],
    [{ symptoms: 'NOTHING_KNOWN' }, 'Choose from the list.'],
    [{ onOxygen: 'maybe' }, 'Answer yes or no.'],
    [{ alert: 'NONE' }, 'This form has a field that does not belong to it.'],
  ])('%j is refused with a sentence, and what was typed is still there', async (wrong, sentence) => {
    const answer = await send({ pulse: '87', ...wrong } as Record<string, string>).expect(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('value="87"')
    expect(await checks()).toEqual([])
  })

  test('a value that is rare is asked about, and sent when it is what was measured', async () => {
    const asked = await send({ pulse: '190' }).expect(422)
    expect(asked.text).toContain('190 a minute is outside what is usually measured')
    const confirmed = /name="confirmed" value="([^"]*)"/.exec(asked.text)?.[1] ?? ''
    await send({ pulse: '190', confirmed }).expect(303)
    expect(await checks()).toHaveLength(1)
  })
})

test('G-Z1 G-Z2 nobody reads or writes the reports of somebody else, and who is not at home sends none', async () => {
  const { headers } = await send().expect(303)
  const address = headers.location ?? ''
  const stranger = await logInAs(app, 'PATIENT')
  await stranger.get(address).expect(404)
  expect((await stranger.get('/patient/isolation').expect(200)).text).toContain(
    'You are not in home isolation',
  )
  expect((await stranger.post('/patient/isolation/reports', wellReport()).expect(422)).text).toContain(
    'This patient is not in home isolation.',
  )
  const other = await logInAs(app, 'DOCTOR')
  const [check] = await checks()
  await other.get(`/doctor/patients/${id()}/isolation`).expect(404)
  await other.get(`/doctor/patients/${id()}/isolation/reports/${check?.id}`).expect(404)
  await other.post(`/doctor/patients/${id()}/isolation/reports`, wellReport()).expect(404)
  expect((await other.get('/doctor/isolations').expect(200)).text).not.toContain(id())
  const unrelated = await createPerson('PATIENT')
  await receptionist
    .get(`/reception/patients/${unrelated.patientId}/isolation/reports/${check?.id}`)
    .expect(404)
  await visitor(app).get('/patient/isolation').expect(303)
  expect(await checks()).toHaveLength(1)
})

test('E-67 the pages of care at home take eight statements or fewer', async () => {
  for (let report = 0; report < 5; report++) await send({ spo2: '96' }).expect(303)
  const addresses = ['/patient/isolation', '/patient/isolation/reports/new']
  for (const address of addresses)
    expect(await statementsOf(() => patient.get(address)), address).toBeLessThanOrEqual(8)
  expect(await statementsOf(() => receptionist.get('/reception/isolations'))).toBeLessThanOrEqual(8)
  expect(
    await statementsOf(() => receptionist.get(`/reception/patients/${id()}/isolation`)),
  ).toBeLessThanOrEqual(8)
})
