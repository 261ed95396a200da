import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { takeCharge } from '../documents/sending.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
let patient: Browser & TestPerson
beforeAll(() => {
  app = openApp()
})
beforeEach(async () => {
  patient = await logInAs(app, 'PATIENT')
})

const today = () => dayIn(new Date(), config.zone)
const told = (more: Record<string, string | string[]> = {}) => ({
  idempotency_key: randomUUID(),
  day: today(),
  mood: 'GOOD',
  rating: '7',
  form_page: '/patient/reports/new',
  ...more,
})
const reports = () => db.dailyReport.findMany({ where: { patientId: patient.patientId ?? '' } })
const send = (more: Record<string, string | string[]> = {}) => patient.post('/patient/reports', told(more))

/** A report of `days` ago, as it is in the database. */
const reportedBefore = (days: number, rating = 5) =>
  db.dailyReport.create({
    data: {
      patientId: patient.patientId ?? '',
      day: dayToColumn(addDays(today(), -days)),
      mood: 'OKAY',
      rating,
      symptoms: ['COUGH'],
      createdAt: new Date(Date.now() - days * 86_400_000),
    },
    select: { id: true },
  })

test.each([
  ['a sign of danger', { symptoms: ['CHEST_PAIN'] }],
  ['little oxygen', { spo2: '93' }],
])(
  'F-13 %s in a report is answered at once with whom to call, and kept all the same',
  async (_what, more) => {
    const answered = async () => (await patient.get('/patient/reports').expect(200)).text
    const needsHelp = 'What you told needs help now.'
    const { idempotency_key: _key, ...fields } = told({ form_page: '/patient/reports' })
    await send(more).expect(303)
    expect(await answered()).toMatch(/What you told needs help now\. [^<]*Call \+?\d/)
    const [report] = await reports()
    const change = (version: number, to: Record<string, string | string[]>) =>
      patient
        .post(`/patient/reports/${report?.id}`, { ...fields, version: String(version), ...to })
        .expect(303)
    await change(1, more)
    expect(await answered()).toContain(needsHelp)
    await change(2, { symptoms: ['COUGH'], spo2: '94' })
    expect(await answered()).not.toContain(needsHelp)
  },
)

test('U-17 F-13 a patient tells mood, symptoms, rating and what they measured, and finds it in their history', async () => {
  const form = (await patient.get('/patient/reports/new').expect(200)).text
  expect(form.match(/type="radio" id="field-mood/g)).toHaveLength(5)
  expect(form).toContain('Nobody reads this at once.')
  await send({
    symptoms: ['FEVER', 'COUGH'],
    description: 'Slept badly,\nbut ate well.',
    temperature: '100.4',
    temperatureUnit: 'F',
    spo2: '96',
    pulse: '88',
  }).expect(303)
  const [report] = await reports()
  expect(report).toMatchObject({
    mood: 'GOOD',
    rating: 7,
    symptoms: ['FEVER', 'COUGH'],
    description: 'Slept badly,\nbut ate well.',
    temperatureTenthsC: 380,
    spo2: 96,
    pulse: 88,
  })
  const history = (await patient.get('/patient/reports').expect(200)).text
  for (const words of [
    '7 of 10',
    'Fever, Cough',
    'Slept badly',
    '38.0 °C, SpO2 96 %, pulse 88 a minute',
    'Good',
  ])
    expect(history).toContain(words)
  const trail = await db.auditEvent.findMany({
    where: { actorId: patient.accountId, patientId: patient.patientId },
  })
  expect(trail.map(({ subjectType }) => subjectType)).toContain('daily_report')
})

test('U-18 the history has a chart for everything that was measured, with the values as a table', async () => {
  for (let day = 1; day <= 10; day++) await reportedBefore(day, day)
  await db.dailyReport.updateMany({
    where: { patientId: patient.patientId ?? '' },
    data: { spo2: 95, temperatureTenthsC: 372 },
  })
  const history = (await patient.get('/patient/reports').expect(200)).text
  expect(history.match(/<figure class="ww-lines"/g)).toHaveLength(3)
  expect(history).toContain('How well you feel, from 1 to 10: 10 values from 1 to 10')
  expect(await statementsOf(() => patient.get('/patient/reports'))).toBeLessThanOrEqual(8)
})

test('G-C3 E-67 twenty at the same instant make one report, of one form or of twenty', async () => {
  const one = told()
  const same = await Promise.all(Array.from({ length: 20 }, () => patient.post('/patient/reports', one)))
  expect(new Set(same.map(({ status }) => status))).toEqual(new Set([303]))
  expect(await reports()).toHaveLength(1)

  patient = await logInAs(app, 'PATIENT')
  const many = await Promise.all(Array.from({ length: 20 }, () => send({ description: 'typed' })))
  expect(many.filter(({ status }) => status === 303)).toHaveLength(1)
  for (const { status, text } of many.filter(({ status }) => status !== 303)) {
    expect(status).toBe(422)
    expect(text).toContain('You have sent the report of today already.')
    expect(text).toContain('typed')
  }
  expect(await reports()).toHaveLength(1)
})

test('U-17 today’s report is changed today; a second tab sees both versions', async () => {
  await send().expect(303)
  const { headers } = await patient.get('/patient/reports/new').expect(303)
  const opened = hidden((await patient.get(headers.location ?? '').expect(200)).text)
  const address = (headers.location ?? '').replace('/edit', '')
  const edit = (more: Record<string, string>) => {
    const { idempotency_key: _key, ...fields } = told()
    return patient.post(address, { ...fields, ...opened, ...more })
  }
  await edit({ mood: 'LOW', rating: '3' }).expect(303)
  expect(await reports()).toMatchObject([{ mood: 'LOW', rating: 3, version: 2 }])
  const late = await edit({ mood: 'VERY_GOOD' }).expect(409)
  for (const words of ['Very good', 'Low']) expect(late.text).toContain(words)
  expect((await patient.get('/patient/reports')).text).toContain('changed ')
})

test('U-17 yesterday’s report cannot be changed, and a form of yesterday is looked at again', async () => {
  const { id } = await reportedBefore(1)
  const answer = await patient.get(`/patient/reports/${id}/edit`).expect(409)
  expect(answer.text).toContain('This report is of a day that is over.')
  const { idempotency_key: _key, ...fields } = told()
  const refused = await patient.post(`/patient/reports/${id}`, { ...fields, version: '1' }).expect(422)
  expect(refused.text).toContain('This report is of a day that is over.')
  expect(await reports()).toMatchObject([{ rating: 5, version: 1 }])

  const overnight = await send({ day: addDays(today(), -1), description: 'typed before midnight' }).expect(
    422,
  )
  expect(overnight.text).toContain('A new day has begun since you opened this form.')
  expect(overnight.text).toContain('typed before midnight')
  expect(overnight.text).toContain(`name="day" value="${today()}"`)
})

describe('bad input', () => {
  test.each([
    [{ mood: '' }, 'Choose how your mood is.'],
    [{ mood: 'GREAT' }, 'Choose how your mood is.'],
    [{ rating: '' }, 'Choose a number from 1 to 10.'],
    [{ rating: '11' }, 'Choose a number from 1 to 10.'],
    [{ rating: '0' }, 'Choose a number from 1 to 10.'],
    [{ symptoms: 'NOTHING_KNOWN' }, 'Choose from the list.'],
    [{ temperature: '37.5' }, 'Say whether the temperature is in °C or °F.'],
    [{ temperature: '98.6', temperatureUnit: 'C' }, 'did you mean °F?'],
    [{ temperature: '50', temperatureUnit: 'C' }, '50 is not possible'],
    [{ temperature: 'hot', temperatureUnit: 'C' }, 'hot is not one'],
    [{ spo2: '101' }, '101 is not possible'],
    [{ spo2: '96.5' }, '96.5 is not possible'],
    [{ pulse: '5' }, '5 is not possible'],
    [{ description: 'x'.repeat(1001) }, 'Use 1000 characters or fewer.'],
    [{ rubbish: 'x' }, 'This form has a field that does not belong to it.'],
  ])('%j is refused with a sentence, and all that was typed is still there', async (wrong, sentence) => {
    const answer = await send({ description: 'keep me', ...wrong } as Record<string, string>).expect(422)
    expect(answer.text).toContain(sentence)
    if (!('description' in wrong)) expect(answer.text).toContain('keep me')
    expect(await reports()).toEqual([])
  })

  test('a value that is rare is asked about, and saved when it is what was measured', async () => {
    const asked = await send({ pulse: '190', spo2: '65' }).expect(422)
    expect(asked.text).toContain('190 a minute is outside what is usually measured')
    expect(asked.text).toContain('Please look again')
    const confirmed = /name="confirmed" value="([^"]*)"/.exec(asked.text)?.[1] ?? ''
    // The answer is about these very values.
    await send({ pulse: '191', spo2: '65', confirmed }).expect(422)
    await send({ pulse: '190', spo2: '65', confirmed }).expect(303)
    expect(await reports()).toMatchObject([{ pulse: 190, spo2: 65 }])
  })
})

test('U-17 staff read the reports of their patient; nobody else finds them', async () => {
  await send({ description: 'I cough at night' }).expect(303)
  const doctor = await logInAs(app, 'DOCTOR')
  const admin = await logInAs(app, 'ADMIN')
  const of = (portal: string) => `/${portal}/patients/${patient.patientId}/reports`
  await doctor.get(of('doctor')).expect(404)
  await takeCharge(doctor, patient.patientId ?? '')
  expect((await doctor.get(of('doctor')).expect(200)).text).toContain('I cough at night')
  await admin.get(of('admin')).expect(200)
  const seen = await db.auditEvent.count({
    where: { action: 'daily-report.view', patientId: patient.patientId },
  })
  expect(seen).toBe(2)
  const [report] = await reports()
  const stranger = await logInAs(app, 'PATIENT')
  await stranger.get(`/patient/reports/${report?.id}/edit`).expect(404)
  const { idempotency_key: _key, ...fields } = told()
  await stranger.post(`/patient/reports/${report?.id}`, { ...fields, version: '1' }).expect(404)
  await visitor(app)
    .get('/patient/reports')
    .expect(303)
    .expect('location', '/login?next=%2Fpatient%2Freports')
})

test('U-17 who is cared for at home is reminded on their dashboard until today’s report is there', async () => {
  const reminder = 'Tell us how you are today'
  expect((await patient.get('/patient').expect(200)).text).not.toContain(reminder)
  const assessment = await db.triageAssessment.findFirst({ select: { id: true } })
  expect(assessment).toBeNull()
  await isolateAtHome()
  expect((await patient.get('/patient')).text).toContain(reminder)
  await send().expect(303)
  expect((await patient.get('/patient')).text).not.toContain(reminder)
})

async function isolateAtHome() {
  const answer = await patient.post('/patient/triage', {
    idempotency_key: randomUUID(),
    testedOn: today(),
    testKind: 'RT_PCR',
    laboratory: 'City laboratory',
    symptoms: ['FEVER'],
    breathlessness: 'no',
    conditions: ['NONE'],
    homeFacility: 'yes',
    caregiver: 'yes',
    spo2: '97',
    oxygen: 'ROOM_AIR',
    respiratoryRate: '16',
    temperature: '37.2',
    temperatureUnit: 'C',
    pulse: '80',
    systolic: '120',
    diastolic: '80',
    consciousness: 'A',
  })
  expect(answer.status).toBe(303)
  expect(await db.homeIsolation.count({ where: { patientId: patient.patientId ?? '', endedAt: null } })).toBe(
    1,
  )
}
