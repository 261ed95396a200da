import type { Express } from 'express'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { alertSilence } from '../../src/isolation/silence.js'
import { schedule } from '../../src/tasks.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import { filledForm } from '../triage/filled-form.js'
import { isolateAtHome, wellReport } from './at-home.js'

useDatabase()
let app: Express
let receptionist: Browser & TestPerson
let doctor: Browser & TestPerson
let patientId: string
beforeAll(async () => {
  app = openApp()
  receptionist = await logInAs(app, 'RECEPTIONIST')
  doctor = await logInAs(app, 'DOCTOR')
})
beforeEach(async () => {
  await db.homeIsolation.updateMany({ where: { endedAt: null }, data: { endedAt: new Date() } })
  patientId = (await createPatient({ name: 'Kavita Rane', phone: '+919822334455' })).id
})

const hoursOn = (hours: number) => new Date(Date.now() + hours * 3_600_000)
const isolate = (begun: number) =>
  isolateAtHome(patientId, { recordedById: receptionist.accountId, doctorId: doctor.doctorId ?? '', begun })
const silences = () =>
  db.alert.findMany({ where: { patientId, kind: 'SILENCE' }, orderBy: { raisedAt: 'asc' } })
const report = () => {
  const { form_page: _page, ...form } = wellReport()
  return receptionist.post(`/reception/patients/${patientId}/isolation/reports`, form).expect(303)
}
const listed = async (show: string) =>
  (await receptionist.get(`/reception/isolations?show=${show}`).expect(200)).text.includes('Kavita Rane')

test.each([
  ['23 hours', 23, false],
  ['24 hours', 24, true],
])('C-03 R-04 %s without a report: on the list of those who are silent %s', async (_what, hours, isThere) => {
  await isolate(hours)
  expect(await listed('silent')).toBe(isThere)
  expect(await listed('due')).toBe(true)
  await report()
  expect(await listed('silent')).toBe(false)
  expect(await listed('due')).toBe(false)
  expect(await listed('all')).toBe(true)
})

test('C-03 R-04 the list says how long nobody was heard, whom to call, and the settings say from when on', async () => {
  await isolate(20)
  expect(await listed('silent')).toBe(false)
  await db.pathwaySettings.update({ where: { id: 1 }, data: { silenceHours: 20 } })
  const page = (await receptionist.get('/reception/isolations?show=silent').expect(200)).text
  for (const words of ['Silent for 20 hours', '+91 98223 34455', 'None yet', 'DOCTOR Test'])
    expect(page).toContain(words)
  await db.pathwaySettings.update({ where: { id: 1 }, data: { silenceHours: 24 } })
})

test('C-03 G-K9 36 hours alert the doctor in charge once, however many workers look at the same instant', async () => {
  await isolate(1)
  await alertSilence(hoursOn(34))
  expect(await silences()).toEqual([])
  await Promise.all(Array.from({ length: 8 }, () => alertSilence(hoursOn(36))))
  expect(await silences()).toMatchObject([
    { status: 'OPEN', doctorId: doctor.doctorId, facts: { hours: 37 } },
  ])
  await alertSilence(hoursOn(50))
  const [alert] = await silences()
  expect(await silences()).toHaveLength(1)
  const steps = await db.alertStep.findMany({ where: { alertId: alert?.id ?? '' } })
  expect(steps.map(({ audience }) => audience).sort()).toEqual(['ADDRESSEE', 'DESK'])
})

test('C-03 a report ends the alert, and a second silence alerts anew', async () => {
  await isolate(40)
  await alertSilence(new Date())
  await report()
  expect(await silences()).toMatchObject([{ status: 'CLOSED', action: 'The patient has reported again.' }])
  await alertSilence(hoursOn(35))
  expect(await silences()).toHaveLength(1)
  await alertSilence(hoursOn(36.1))
  expect((await silences()).map(({ status }) => status)).toEqual(['CLOSED', 'OPEN'])
})

test('C-03 a triage is word from home too: it ends the alert, and silence begins anew', async () => {
  await isolate(40)
  await alertSilence(new Date())
  const address = `/reception/patients/${patientId}/triage`
  const page = await receptionist.get(`${address}/new`)
  const sent = await receptionist.post(address, { ...filledForm(), ...hidden(page.text) }).expect(303)
  await receptionist.get(sent.headers.location ?? '').expect(200)
  expect(await silences()).toMatchObject([{ status: 'CLOSED' }])
  expect(await listed('silent')).toBe(false)
  await alertSilence(hoursOn(37))
  expect((await silences()).map(({ status }) => status)).toEqual(['CLOSED', 'OPEN'])
})

test('C-03 nobody is asked for who is not at home any more, or whose record is closed', async () => {
  await isolate(40)
  await db.patient.update({ where: { id: patientId }, data: { deactivatedAt: new Date() } })
  await alertSilence(new Date())
  expect(await silences()).toEqual([])
  await db.patient.update({ where: { id: patientId }, data: { deactivatedAt: null } })
  await db.homeIsolation.updateMany({ where: { patientId }, data: { endedAt: new Date() } })
  await alertSilence(new Date())
  expect(await silences()).toEqual([])
})

test('C-03 a report and the look for silence at the same instant leave no alert open', async () => {
  await isolate(40)
  for (let round = 0; round < 5; round++) {
    await Promise.all([report(), alertSilence(new Date())])
    expect((await silences()).filter(({ status }) => status === 'OPEN')).toEqual([])
    await db.homeIsolation.updateMany({
      where: { patientId, endedAt: null },
      data: { startedAt: hoursOn(-40 - round) },
    })
  }
})

test('C-03 the look for silence is in the schedule', () => {
  expect(schedule.map(({ task }) => task)).toContain('isolations.silence')
})
