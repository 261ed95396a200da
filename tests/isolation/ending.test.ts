import type { Express } from 'express'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { pdfOf } from '../support/pdf.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { daysAgo } from '../triage/filled-form.js'
import { isolateAtHome, wellReport } from './at-home.js'

useDatabase()
let app: Express
let doctor: Browser & TestPerson
let patient: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  doctor = await logInAs(app, 'DOCTOR')
})
beforeEach(async () => {
  patient = await logInAs(app, 'PATIENT')
})

const isolate = (more: Partial<Parameters<typeof isolateAtHome>[1]> = {}) =>
  isolateAtHome(patient.patientId ?? '', {
    ...{ recordedById: doctor.accountId, doctorId: doctor.doctorId ?? '', begun: 150, testedDaysAgo: 7 },
    ...more,
  })
const home = () => `/doctor/patients/${patient.patientId}/isolation`
const opened = async () => hidden((await doctor.get(`${home()}/end`).expect(200)).text)
const filled = { severity: 'MILD', immunocompromised: 'no', fever: 'no', onOxygen: 'no' }
const end = async (more: Record<string, string> = {}) =>
  doctor.post(`${home()}/end`, { ...filled, ...(await opened()), ...more })
/** '3 days ago' as a form has it; the hospital's calendar is known only once the application is. */
const withDays = (answers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(answers).map(([name, typed]) => {
      const [days, ...words] = typed.split(' ')
      return [name, words.join(' ') === 'days ago' ? daysAgo(Number(days)) : typed]
    }),
  )
const isolation = (id: string) => db.homeIsolation.findUniqueOrThrow({ where: { id } })

test('C-03 E-13 a doctor ends it by the rule; the certificate is in the patient’s portal, and its code says that it is genuine', async () => {
  const id = await isolate()
  const asked = (await doctor.get(`${home()}/end`).expect(200)).text
  expect(asked).toContain('Days without fever')
  await patient.post('/patient/isolation/reports', wellReport()).expect(303)
  const page = (await doctor.get(`${home()}/end`).expect(200)).text
  expect(page).toContain('The isolation may end')
  expect(page).toContain('MoHFW discharge policy, January 2022')
  await end().then(({ status }) => expect(status).toBe(303))
  expect(await isolation(id)).toMatchObject({
    ...{ endedAt: expect.any(Date), endedById: doctor.accountId },
    endReason: 'The isolation ended by the discharge rule.',
    endRule: { result: { decision: 'MAY_END', ruleSet: { version: 'Wardwell 1' } }, reason: null },
  })
  const own = (await patient.get('/patient/isolation').expect(200)).text
  expect(own).toContain(`/patient/isolation/${id}/certificate.pdf`)
  const { text, info } = await pdfOf(patient, `/patient/isolation/${id}/certificate.pdf`)
  for (const words of ['Certificate of home isolation', 'PATIENT Test', 'DOCTOR Test', 'At least 7 days'])
    expect(text).toContain(words)
  expect(info).toContain('Certificate of home isolation')
  const { code } = await db.printedDocument.findFirstOrThrow({ where: { subjectId: id } })
  const verified = await visitor(app).get(`/verify/${code}`).expect(200)
  expect(verified.text).toContain('Certificate of home isolation')
  expect(verified.text).not.toContain('PATIENT Test')
  const told = await db.message.findMany({ where: { kind: 'certificate-ready' } })
  expect(told.map(({ channel }) => channel).sort()).toEqual(['IN_APP', 'MAIL'])
  expect(told.find(({ channel }) => channel === 'MAIL')?.body).not.toMatch(/isolation has|COVID|positive/i)
  const actions = await db.auditEvent.findMany({ where: { subjectId: id } })
  expect(actions.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['isolation.end', 'system.isolation-ended', 'isolation.view']),
  )
})

describe('while the rule says no it goes on, and the page says what is missing', () => {
  test.each([
    ['6 days after the test', { testedDaysAgo: 6 }, {}, 'The isolation may not end yet'],
    [
      'after fever 3 days ago',
      {},
      { fever: 'yes', lastFeverOn: '3 days ago' },
      'The isolation may not end yet',
    ],
    ['on oxygen', {}, { onOxygen: 'yes' }, 'The isolation may not end yet'],
    ['with nothing known of immunity', {}, { immunocompromised: '' }, 'Whether immunity is weakened'],
    [
      'after a moderate illness with symptoms',
      {},
      { severity: 'MODERATE', symptomsResolved: 'no' },
      'Not met',
    ],
    [
      'after a moderate illness, nothing asked',
      {},
      { severity: 'MODERATE', daysAbove93OnAir: '' },
      'Not known yet',
    ],
    ['after a severe illness without a reason', {}, { severity: 'SEVERE' }, 'Here no rule decides'],
    [
      'with weakened immunity and a short one',
      {},
      { immunocompromised: 'yes', reason: 'Is well.' },
      'Here no rule',
    ],
    ['without a day of the fever', {}, { fever: 'yes' }, 'Enter the last day with fever.'],
    ['with fever tomorrow', {}, { fever: 'yes', lastFeverOn: '-1 days ago' }, 'This day has not come yet.'],
    ['without an answer about fever', {}, { fever: '' }, 'Say whether there was fever'],
  ])('C-03 %s', async (_what, at, answers, sentence) => {
    const id = await isolate(at)
    const answer = await end(withDays(answers))
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect((await isolation(id)).endedAt).toBeNull()
  })

  test('C-03 fever 4 days ago is 3 whole days without it', async () => {
    const id = await isolate()
    expect((await end({ fever: 'yes', lastFeverOn: daysAgo(4) })).status).toBe(303)
    expect((await isolation(id)).endedAt).not.toBeNull()
  })
})

test('C-03 with weakened immunity the doctor decides, with a reason that is kept and stands on no paper', async () => {
  const id = await isolate({ conditions: ['TRANSPLANT'] })
  const page = (await doctor.get(`${home()}/end`).expect(200)).text
  expect(page).toContain('The treating doctor decides')
  expect(
    (await end({ immunocompromised: 'yes', reason: 'Clinically recovered, two clear scans.' })).status,
  ).toBe(303)
  expect(await isolation(id)).toMatchObject({
    endReason: 'A doctor decided that the isolation ends.',
    endRule: { reason: 'Clinically recovered, two clear scans.' },
  })
  const { text } = await pdfOf(patient, `/patient/isolation/${id}/certificate.pdf`)
  expect(text).toContain('The treating doctor decided, after clinical recovery.')
  expect(text).not.toContain('two clear scans')
})

test('C-03 what the reports told stands in the form already', async () => {
  const id = await isolate({ severity: 'MODERATE' })
  for (const days of [0, 1, 2]) {
    const { form_page: _page, ...form } = wellReport()
    await doctor.post(`${home()}/reports`, form).expect(303)
    // Reports are never changed: yesterday's are written as of then.
    const [last] = await db.homeCheck.findMany({
      where: { isolationId: id },
      orderBy: { createdAt: 'desc' },
      take: 1,
    })
    if (last && days > 0) {
      const { id: _id, observationId: _round, ...check } = last
      const result = check.result as object
      await db.homeCheck.create({
        data: { ...check, result, takenAt: new Date(Date.now() - days * 86_400_000), observationId: null },
      })
    }
  }
  const page = (await doctor.get(`${home()}/end`).expect(200)).text
  expect(page).toMatch(/name="daysAbove93OnAir"[^>]*value="3"/)
  expect(page).toMatch(/id="field-severity[^"]*" name="severity" value="MODERATE"[^>]*checked/)
})

test('C-03 a red flag that nobody has answered comes first', async () => {
  const id = await isolate()
  await patient.post('/patient/isolation/reports', wellReport({ symptoms: 'CHEST_PAIN' })).expect(303)
  const answer = await end()
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('A red flag of this patient waits for an answer.')
  expect((await isolation(id)).endedAt).toBeNull()
})

test('C-03 it ends for another reason without a certificate, and with it what was open', async () => {
  const id = await isolate()
  await patient.post('/patient/isolation/reports', wellReport({ symptoms: 'CHEST_PAIN' })).expect(303)
  const form = hidden((await doctor.get(`${home()}/end-otherwise`).expect(200)).text)
  const short = await doctor.post(`${home()}/end-otherwise`, { ...form, reason: 'Gone.' }).expect(422)
  expect(short.text).toContain('Write 10 characters or more')
  await doctor
    .post(`${home()}/end-otherwise`, { ...form, reason: 'Moved to her family in Nagpur.' })
    .expect(303)
  expect(await isolation(id)).toMatchObject({ endReason: 'Moved to her family in Nagpur.', endRule: null })
  expect(await db.alert.findMany({ where: { patientId: patient.patientId ?? '' } })).toMatchObject([
    { status: 'CLOSED' },
  ])
  await patient.get(`/patient/isolation/${id}/certificate.pdf`).expect(404)
})

test('G-C6 of ten who end it at the same instant one does', async () => {
  const id = await isolate()
  const form = { ...filled, ...(await opened()) }
  const all = await Promise.all(Array.from({ length: 10 }, () => doctor.post(`${home()}/end`, form)))
  expect(all.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(all.filter(({ status }) => status !== 303 && status < 500)).toHaveLength(9)
  expect(await db.auditEvent.count({ where: { subjectId: id, action: 'isolation.end' } })).toBe(1)
})

test('G-Z1 G-Z4 nobody but a doctor of theirs ends it, and nobody else gets the certificate', async () => {
  const id = await isolate()
  const receptionist = await logInAs(app, 'RECEPTIONIST')
  await receptionist.get(`/reception/patients/${patient.patientId}/isolation/end`).expect(403)
  const stranger = await logInAs(app, 'DOCTOR')
  await stranger.get(`${home()}/end`).expect(404)
  await end()
  const other = await logInAs(app, 'PATIENT')
  await other.get(`/patient/isolation/${id}/certificate.pdf`).expect(404)
  await stranger.get(`${home()}/${id}/certificate.pdf`).expect(404)
  await receptionist
    .get(`/reception/patients/${patient.patientId}/isolation/${id}/certificate.pdf`)
    .expect(200)
})
