import { beforeAll, expect, test } from 'vitest'
import { freeTimesOf, visitAt, workingDoctor } from '../appointments/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let patient: Browser & TestPerson
let doctorId: string
let times: Date[]
let visitId: string
beforeAll(async () => {
  app = openApp()
  patient = await logInAs(app, 'PATIENT')
  doctorId = (await workingDoctor('Dr. Few Questions')).doctorId
  times = await freeTimesOf(doctorId, 40)
  const [startsAt = new Date()] = times
  visitId = (await visitAt(doctorId, { startsAt, patientId: patient.patientId ?? '' })).id
})

/** Session and person included. */
const MOST = 8

const pages = (): [string, () => PromiseLike<unknown>][] => {
  const wanted = `doctorId=${doctorId}&startsAt=${times.at(-1)?.toISOString()}`
  const open = (browser: Pick<Browser, 'get'>, address: string) => () => browser.get(address).expect(200)
  return [
    ['the directory', open(visitor(app), '/doctors')],
    ['the directory, to a patient', open(patient, '/doctors')],
    ['a doctor’s page', open(visitor(app), `/doctors/${doctorId}`)],
    ['a doctor’s page, to a patient', open(patient, `/doctors/${doctorId}`)],
    ['the form of a booking', open(patient, `/patient/appointments/new?${wanted}`)],
    ['the form without a time', open(patient, `/patient/appointments/new?doctorId=${doctorId}`)],
    ['the page to move a visit', open(patient, `/patient/appointments/${visitId}/move`)],
  ]
}

test('S-14 the pages on which patients look for a time ask the database at most 8 questions, however many visits there are', async () => {
  const counted = async () => {
    const counts: Record<string, number> = {}
    for (const [name, open] of pages()) counts[name] = await statementsOf(open)
    return counts
  }
  const few = await counted()
  for (const [name, count] of Object.entries(few)) expect(count, name).toBeLessThanOrEqual(MOST)
  for (const startsAt of times.slice(1, 31)) await visitAt(doctorId, { startsAt })
  for (let index = 0; index < 5; index++) await workingDoctor(`Dr. Colleague ${index}`)
  expect(await counted()).toEqual(few)
})
