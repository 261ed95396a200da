import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn } from '../../src/shared/calendar.js'
import { raised } from '../alerts/clinic.js'
import { isolateAtHome, wellReport } from '../isolation/at-home.js'
import { statementsOf } from '../patients/statements.js'
import { planned, postWish, wished } from '../services/at-home.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
let doctor: Browser & TestPerson
let desk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  doctor = await logInAs(app, 'DOCTOR')
  desk = await logInAs(app, 'RECEPTIONIST')
})

/** A patient with an account, at home in the care of the doctor. */
async function atHome() {
  const patient = await logInAs(app, 'PATIENT')
  const id = patient.patientId ?? ''
  const isolationId = await isolateAtHome(id, {
    ...{ recordedById: doctor.accountId, doctorId: doctor.doctorId ?? '', begun: 150, testedDaysAgo: 7 },
  })
  await db.homeIsolation.update({
    where: { id: isolationId },
    data: { caregiverName: 'Ravi', planNote: 'Walks a little every day.' },
  })
  return { patient, id, isolationId }
}

const staffs = async (id: string, query = '') =>
  timeline((await doctor.get(`/doctor/patients/${id}${query}`).expect(200)).text)
const own = async (patient: Browser, query = '') =>
  timeline((await patient.get(`/patient/timeline${query}`).expect(200)).text)
const timeline = (html: string) => html.match(/<ol class="ww-timeline">[\s\S]*?<\/ol>/)?.[0] ?? ''
const titles = (html: string) =>
  [...html.matchAll(/ww-timeline-title">\s*(?:<a[^>]*>)?([^<]*)/g)].map(([, title = '']) => title.trim())

async function end(id: string) {
  const page = await doctor.get(`/doctor/patients/${id}/isolation/end`).expect(200)
  const answers = { severity: 'MILD', immunocompromised: 'no', fever: 'no', onOxygen: 'no' }
  const form = { ...answers, ...hidden(page.text) }
  await doctor.post(`/doctor/patients/${id}/isolation/end`, form).expect(303)
}

describe('C-03 C-09 E-13 care at home in the record', () => {
  test('is its plan, its reports with what the rules said, and its end with the certificate', async () => {
    const { patient, id, isolationId } = await atHome()
    await patient.post('/patient/isolation/reports', wellReport({ spo2: '92' })).expect(303)
    await patient.post('/patient/isolation/reports', wellReport()).expect(303)
    await end(id)
    const all = await staffs(id)
    expect(titles(all)).toEqual([
      ...['Home isolation ended', 'Report from home', 'Report from home', 'Home isolation begun', 'Triage'],
      'Observations',
    ])
    for (const words of [
      'The isolation ended by the discharge rule.',
      `/isolation/${isolationId}/certificate.pdf`,
      'Check again',
      'No alert',
      'SpO2 92 %, on room air',
      'A report every 12 hours',
      'In charge: DOCTOR Test',
      'Cared for by Ravi',
      'Walks a little every day.',
    ])
      expect(all).toContain(words)
    expect(titles(await staffs(id, '?kind=ISOLATION_END'))).toEqual(['Home isolation ended'])
    // Where reports from home are not shown, their readings are.
    expect(titles(await staffs(id, '?kind=OBSERVATION'))).toEqual([
      ...['Readings by the patient', 'Readings by the patient', 'Observations'],
    ])
  })

  test('tells a daily report once, as it was last changed, with its score', async () => {
    const { patient, id } = await atHome()
    const page = await patient.get('/patient/reports/new').expect(200)
    const told = {
      ...{ day: dayIn(new Date(), config.zone), mood: 'LOW', rating: '3', description: 'Tired all day' },
      ...{ spo2: '98', onOxygen: 'no' },
    }
    const sent = await patient.post('/patient/reports', { ...hidden(page.text), ...told })
    expect(sent.status, sent.text).toBe(303)
    const { id: reportId } = await db.dailyReport.findFirstOrThrow({ where: { patientId: id } })
    const edit = await patient.get(`/patient/reports/${reportId}/edit`).expect(200)
    const changed = await patient.post(`/patient/reports/${reportId}`, {
      ...{ ...told, spo2: '92' },
      ...hidden(edit.text),
      version: /name="version" value="(\d+)"/.exec(edit.text)?.[1] ?? '',
    })
    expect(changed.status, changed.text).toBe(303)
    expect(await db.homeCheck.count({ where: { dailyReportId: reportId } })).toBe(2)
    const all = await staffs(id)
    expect(all.match(/Daily report of /g)).toHaveLength(1)
    for (const words of ['Tired all day', '3 of 10', 'SpO2 92 %', 'Check again']) expect(all).toContain(words)
    expect(all).not.toContain('SpO2 98 %')
    expect(all).not.toContain('Readings by the patient')
    expect((await staffs(id, '?kind=REPORT')).match(/Daily report of /g)).toHaveLength(1)
  })
})

test('C-09 an alert stands in the record with who answered it, and is open in a word until somebody does', async () => {
  const { id } = await atHome()
  const alertId = await raised(id)
  const open = await staffs(id, '?kind=ALERT')
  expect(open).toContain('Alert: Red flag from home')
  expect(open).toContain('SpO2 91 % at home.')
  expect(open).toMatch(/Open</)
  const address = /href="([^"]*\/alerts\/[^"]*)"/.exec(open)?.[1] ?? ''
  expect(address).toBe(`/doctor/alerts/${alertId}`)
  const page = await doctor.get(address).expect(200)
  await doctor
    .post(`${address}/acknowledgement`, { action: 'Called, well again', ...hidden(page.text) })
    .expect(303)
  const answered = await staffs(id, '?kind=ALERT')
  expect(answered).toContain('Called, well again · DOCTOR Test')
  expect(answered).toMatch(/Answered</)
})

test('C-09 a service stands in the record with who comes and when, and why it was given up', async () => {
  const { id } = await atHome()
  const serviceId = await planned(desk, id, { details: 'Dressing', priority: 'URGENT' })
  const shown = await staffs(id, '?kind=SERVICE')
  for (const words of ['Service: Nurse visit', 'Urgent · Dressing', 'Nurse Kavita', 'Planned'])
    expect(shown).toContain(words)
  await doctor.get(`/doctor/services/${serviceId}`).expect(200)
  const given = await wished(desk, id)
  const asked = await desk.get(`/reception/services/${given}/refusal/new`).expect(200)
  const refusal = { reason: 'Nobody is free today', ...hidden(asked.text) }
  await desk.post(`/reception/services/${given}/refusal`, refusal).expect(303)
  expect(await staffs(id, '?kind=SERVICE')).toContain('Nobody is free today')
})

describe('G-Z1 G-Z7 who may not open them does not see them', () => {
  test('a doctor who does not reach the patient finds neither the record nor what stands in it', async () => {
    const { id, isolationId } = await atHome()
    const alertId = await raised(id)
    expect((await postWish(doctor, id, {}, '/doctor')).status).toBe(303)
    const { id: serviceId } = await db.serviceRequest.findFirstOrThrow({ where: { patientId: id } })
    const stranger = await logInAs(app, 'DOCTOR')
    for (const part of [
      `patients/${id}`,
      `patients/${id}/isolation`,
      `patients/${id}/isolation/${isolationId}/certificate.pdf`,
      `alerts/${alertId}`,
      `services/${serviceId}`,
    ])
      expect((await stranger.get(`/doctor/${part}`)).status, part).toBe(404)
  })

  test('E-14 a patient reads of care at home and of services, and never of an alert', async () => {
    const { patient, id, isolationId } = await atHome()
    await patient.post('/patient/isolation/reports', wellReport({ spo2: '89' })).expect(303)
    expect(await db.alert.count({ where: { patientId: id } })).toBe(1)
    const serviceId = await planned(desk, id)
    const alert = await db.alert.findFirstOrThrow({ where: { patientId: id } })
    const page = await doctor.get(`/doctor/alerts/${alert.id}`).expect(200)
    const action = { action: 'Staff words', ...hidden(page.text) }
    await doctor.post(`/doctor/alerts/${alert.id}/acknowledgement`, action).expect(303)
    await patient.post('/patient/isolation/reports', wellReport()).expect(303)
    await end(id)
    const all = await own(patient)
    for (const words of [
      'Your isolation at home has ended',
      'Your report from home',
      'We answered: Call an ambulance now: 112',
      'Your isolation at home began',
      'Walks a little every day.',
      'Service: Nurse visit',
      'Nurse Kavita',
    ])
      expect(all).toContain(words)
    for (const words of ['Staff words', 'Red flag', 'alerts/', 'Emergency']) expect(all).not.toContain(words)
    expect(all).toContain(`/patient/isolation/${isolationId}/certificate.pdf`)
    for (const [, href = ''] of all.matchAll(/ww-timeline-title"><a href="([^"]*)"/g))
      expect((await patient.get(href)).status, href).toBe(200)
    expect(titles(await own(patient, '?kind=SERVICE'))).toEqual(['Service: Nurse visit'])
    expect(all).toContain(serviceId)
    await patient.get('/patient/timeline?kind=ALERT').expect(200)
    const other = await logInAs(app, 'PATIENT')
    expect(await own(other)).toBe('')
  })
})

test('G-D5 a patient with much at home costs as many statements as one with nothing', async () => {
  const [much, nothing] = [await atHome(), await logInAs(app, 'PATIENT')]
  for (let n = 0; n < 3; n++) await much.patient.post('/patient/isolation/reports', wellReport()).expect(303)
  await planned(desk, much.id)
  const asked = (browser: Browser) => statementsOf(() => browser.get('/patient/timeline').expect(200))
  await asked(nothing)
  expect(await asked(much.patient)).toBe(await asked(nothing))
})
