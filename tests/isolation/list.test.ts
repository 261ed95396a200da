import type { Express } from 'express'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { dayToColumn } from '../../src/shared/calendar.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, type TestPerson } from '../support/people.js'
import { daysAgo } from '../triage/filled-form.js'
import { isolateAtHome, wellReport } from './at-home.js'

useDatabase()
let app: Express
let receptionist: Browser & TestPerson
let doctor: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  receptionist = await logInAs(app, 'RECEPTIONIST')
  doctor = await logInAs(app, 'DOCTOR')
})
beforeEach(async () => {
  await db.homeIsolation.updateMany({ where: { endedAt: null }, data: { endedAt: new Date() } })
})

async function atHome(name: string, begun: number, more: { doctorId?: string } = {}) {
  const patient = await createPatient({ name })
  const isolationId = await isolateAtHome(patient.id, {
    recordedById: receptionist.accountId,
    begun,
    ...more,
  })
  const home = `/reception/patients/${patient.id}/isolation`
  const report = (told: Record<string, string | string[]> = {}) => {
    const { form_page: _page, ...form } = wellReport(told)
    return receptionist.post(`${home}/reports`, form).expect(303)
  }
  return { id: patient.id, isolationId, report }
}

const page = async (browser: Browser, address: string) => (await browser.get(address).expect(200)).text
const namesIn = (text: string) =>
  [...text.matchAll(/class="ww-person-name"[^>]*>(?:<a[^>]*>)?([^<]+)</g)].map(([, name]) => name?.trim())

test('C-03 R-04 who needs somebody first stands on top: red flag, silent, to look at again, may end, the rest', async () => {
  const well = await atHome('Well', 3)
  const ending = await atHome('May End', 4)
  const again = await atHome('Look Again', 5)
  await atHome('Silent', 30)
  const flagged = await atHome('Flagged', 6)
  await well.report()
  await ending.report()
  await db.homeIsolation.update({
    where: { id: ending.isolationId },
    data: { earliestEndOn: dayToColumn(daysAgo(0)) },
  })
  await again.report({ spo2: '93' })
  await flagged.report({ symptoms: 'CHEST_PAIN' })
  expect(namesIn(await page(receptionist, '/reception/isolations'))).toEqual([
    ...['Flagged', 'Silent', 'Look Again', 'May End', 'Well'],
  ])
  const only = async (show: string) => namesIn(await page(receptionist, `/reception/isolations?show=${show}`))
  expect(await only('red-flag')).toEqual(['Flagged'])
  expect(await only('silent')).toEqual(['Silent'])
  expect(await only('due')).toEqual(['Silent'])
  expect(await only('may-end')).toEqual(['May End'])
})

test('C-03 who was asked to measure again is due after an hour, and not after the hours of the plan', async () => {
  const { report, isolationId, id } = await atHome('Look Again', 5)
  await report({ spo2: '93' })
  expect(namesIn(await page(receptionist, '/reception/isolations?show=due'))).toEqual([])
  const { result, ...check } = await db.homeCheck.findFirstOrThrow({ where: { isolationId } })
  // What was reported is never changed: another patient reported the same, an hour and a minute ago.
  const other = await atHome('An Hour Ago', 5)
  const { id: _id, observationId: _round, ...copy } = check
  await db.homeCheck.create({
    data: {
      ...{ ...copy, result: result ?? {}, patientId: other.id, isolationId: other.isolationId },
      takenAt: new Date(Date.now() - 61 * 60_000),
    },
  })
  expect(namesIn(await page(receptionist, '/reception/isolations?show=due'))).toEqual(['An Hour Ago'])
  const home = await page(receptionist, `/reception/patients/${id}/isolation`)
  expect(home).toContain('Next report')
})

test('E-3 the list goes on over pages, and everybody is on one of them, once', async () => {
  for (let at = 0; at < 53; at++) await atHome(`Person ${at}`, 1 + (at % 7))
  const first = await page(receptionist, '/reception/isolations')
  const next = /href="([^"]*after=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await page(receptionist, next)
  const names = [...namesIn(first), ...namesIn(second)]
  expect(names).toHaveLength(53)
  expect(new Set(names).size).toBe(53)
  expect(await statementsOf(() => receptionist.get('/reception/isolations'))).toBeLessThanOrEqual(8)
})

test('G-Z1 a doctor sees their own patients, the desk and the administration all', async () => {
  const admin = await logInAs(app, 'ADMIN')
  await atHome('Of This Doctor', 2, { doctorId: doctor.doctorId ?? '' })
  await atHome('Of Another', 2, { doctorId: (await createPerson('DOCTOR')).doctorId ?? '' })
  expect(namesIn(await page(doctor, '/doctor/isolations'))).toEqual(['Of This Doctor'])
  expect(namesIn(await page(admin, '/admin/isolations'))).toHaveLength(2)
  const records = await logInAs(app, 'DATA_ENTRY')
  await records.get('/records/isolations').expect(404)
})

describe('one click on a red flag', () => {
  beforeEach(async () => {
    const code = `W${Date.now()}`
    await db.ward.create({
      data: {
        ...{ name: `Ward ${code}`, code, floor: '1', level: 'WARD', isolation: true, oxygen: true },
        beds: { create: [{ number: '1' }] },
      },
    })
  })

  test('C-05 C-06 asks for admission with a bed held; the doctor has answered the alert by it', async () => {
    const { id, report } = await atHome('Flagged', 6, { doctorId: doctor.doctorId ?? '' })
    await report({ symptoms: 'CHEST_PAIN' })
    const text = await page(doctor, '/doctor/isolations')
    const form = /action="(\/doctor\/patients\/[^"]*\/bed-requests\/hold)"[\s\S]*?<\/form>/.exec(text)
    const fields = Object.fromEntries(
      [...(form?.[0] ?? '').matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name ?? '',
        value ?? '',
      ]),
    )
    const { headers } = await doctor.post(form?.[1] ?? '', fields).expect(303)
    const request = await db.admissionRequest.findFirstOrThrow({ where: { patientId: id } })
    expect(headers.location).toContain(`/doctor/bed-requests/${request.id}`)
    expect(request).toMatchObject({ source: 'RED_FLAG', status: 'WAITING', oxygen: true, isolation: true })
    expect(await db.bedStay.findMany({ where: { requestId: request.id } })).toMatchObject([{ kind: 'HELD' }])
    expect(await db.alert.findMany({ where: { patientId: id } })).toMatchObject([
      { status: 'ACKNOWLEDGED', acknowledgedById: doctor.accountId },
    ])
    const after = await page(doctor, '/doctor/isolations')
    expect(after).toContain('Waits for a bed')
    expect(after).not.toContain('Request and hold a bed')
  })
})
