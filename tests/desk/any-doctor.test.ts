import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { bookedVisit, freeTimesOf, workingDoctor } from '../appointments/clinic.js'
import { newSpecialisation } from '../offers/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

/** Doctors of one specialisation that nobody else has; each sees people from this hour on for two. */
async function practice(doctors: Record<string, { startsAt: string; endsAt: string }>) {
  const name = newSpecialisation()
  const { id } = await db.specialisation.create({
    data: { name, slug: name.toLowerCase() },
    select: { id: true },
  })
  const made: Awaited<ReturnType<typeof workingDoctor>>[] = []
  for (const [doctor, hours] of Object.entries(doctors)) {
    const one = await workingDoctor(doctor, hours)
    await db.doctor.update({ where: { id: one.doctorId }, data: { specialisationId: id } })
    made.push(one)
  }
  return { any: `any:${id}`, name, specialisationId: id, doctors: made }
}

const early = { startsAt: '10:00', endsAt: '10:30' }
const late = { startsAt: '10:15', endsAt: '11:00' }
/** The times of the page in its order, each with its doctor. */
const timesIn = (html: string) =>
  [...html.matchAll(/name="startsAt" value="([^"]+)\/([^"]+)"[\s\S]*?ww-slot-doctor">([^<]+)</g)].map(
    ([, startsAt = '', doctorId = '', doctor = '']) => ({ startsAt, doctorId, doctor }),
  )

test('R-11 the desk finds the earliest free times of any doctor of a specialisation, and books one', async () => {
  const { any, name, doctors } = await practice({ 'Dr. Early Bird': early, 'Dr. Late Riser': late })
  const [bird, riser] = doctors
  const patient = await createPatient({ name: 'Sunita Joshi' })
  const page = await desk.get('/reception/appointments/new').expect(200)
  expect(page.text).toContain(`<option value="${any}">Any doctor of ${name}</option>`)
  const form = {
    ...{ ...hidden(page.text), patientId: patient.id, doctorId: any },
    ...{ priority: 'ROUTINE', reason: 'Cough at night' },
  }
  const shown = await desk.post('/reception/appointments', { ...form, times: 'show' }).expect(200)
  const times = timesIn(shown.text)
  const inOrder = times.map(({ startsAt }) => startsAt)
  expect(inOrder).toEqual([...inOrder].sort())
  const [tomorrow = new Date(0)] = await freeTimesOf(bird?.doctorId ?? '', 1)
  const ofTomorrow = times.filter(
    ({ startsAt }) => dayIn(new Date(startsAt), config.zone) === dayIn(tomorrow, config.zone),
  )
  expect(ofTomorrow.map(({ doctor }) => doctor)).toEqual(
    ['Dr. Early Bird', 'Dr. Early Bird', 'Dr. Late Riser', 'Dr. Late Riser', 'Dr. Late Riser'].sort(),
  )
  expect(shown.text).toContain(
    `/reception/waiting/new?patientId=${patient.id}&amp;specialisationId=${any.slice(4)}`,
  )

  const chosen = ofTomorrow.at(-1)
  await desk
    .post('/reception/appointments', { ...form, startsAt: `${chosen?.startsAt}/${chosen?.doctorId}` })
    .expect(303)
  expect(await db.appointment.findFirstOrThrow({ where: { patientId: patient.id } })).toMatchObject({
    doctorId: riser?.doctorId,
    startsAt: new Date(chosen?.startsAt ?? ''),
    status: 'CONFIRMED',
  })
})

test('of any doctor, without a time nothing but the time is asked for, and what was typed stays', async () => {
  const { any } = await practice({ 'Dr. Early Bird': early, 'Dr. Late Riser': late })
  const patient = await createPatient()
  const page = await desk.get('/reception/appointments/new').expect(200)
  const form = {
    ...{ ...hidden(page.text), patientId: patient.id, doctorId: any },
    ...{ priority: 'ROUTINE', reason: 'Cough at night' },
  }
  for (const startsAt of ['', 'nonsense', new Date().toISOString()]) {
    const refused = await desk.post('/reception/appointments', { ...form, startsAt }).expect(422)
    expect(refused.text).toContain('Choose one of the free times.')
    expect(refused.text).not.toContain('id="field-doctorId-error"')
    expect(refused.text).toContain(`<option value="${any}" selected>`)
    expect(refused.text).toContain('Cough at night')
    expect(timesIn(refused.text).length).toBeGreaterThan(4)
  }
  // A time of another doctor than the one who is chosen by now is nobody's choice.
  const { doctorId } = await workingDoctor()
  const [startsAt = new Date(0)] = await freeTimesOf(doctorId, 1)
  const other = { ...form, doctorId, startsAt: `${startsAt.toISOString()}/${crypto.randomUUID()}` }
  expect((await desk.post('/reception/appointments', other).expect(422)).text).toContain(
    'Choose one of the free times.',
  )
  expect(await db.appointment.count({ where: { patientId: patient.id } })).toBe(0)
})

test('of any doctor, a time that somebody else took comes back with the nearest of all of them', async () => {
  const { any, doctors } = await practice({ 'Dr. Early Bird': early, 'Dr. Late Riser': late })
  const [bird, riser] = doctors
  const [startsAt = new Date(0)] = await freeTimesOf(bird?.doctorId ?? '', 1)
  await bookedVisit(desk, bird?.doctorId ?? '', { startsAt })
  const patient = await createPatient()
  const refused = await desk
    .post('/reception/appointments', {
      ...{ idempotency_key: crypto.randomUUID(), patientId: patient.id, doctorId: any, priority: 'ROUTINE' },
      ...{ reason: 'Cough at night', startsAt: `${startsAt.toISOString()}/${bird?.doctorId}` },
    })
    .expect(422)
  expect(refused.text).toContain('These are the free times nearest to the one that you chose.')
  const nearest = timesIn(refused.text)
  expect(nearest).toHaveLength(8)
  const after = new Date(startsAt.getTime() + 15 * 60_000).toISOString()
  for (const doctorId of [bird?.doctorId, riser?.doctorId])
    expect(nearest).toContainEqual(expect.objectContaining({ startsAt: after, doctorId }))
})

test('A-23 a visit is moved to the soonest time of any doctor of a specialisation; its own is not among them', async () => {
  const { any, doctors } = await practice({ 'Dr. Early Bird': early, 'Dr. Late Riser': late })
  const [bird, riser] = doctors
  const visit = await bookedVisit(desk, bird?.doctorId ?? '')
  const path = `/reception/appointments/${visit.id}/move`
  const page = await desk.get(path).expect(200)
  const look = await desk.post(path, { ...hidden(page.text), doctorId: any, times: 'show' }).expect(200)
  const times = timesIn(look.text)
  expect(times).not.toContainEqual(
    expect.objectContaining({ startsAt: visit.startsAt.toISOString(), doctorId: bird?.doctorId }),
  )
  const wanted = times.find(
    ({ doctorId, startsAt }) => doctorId === riser?.doctorId && startsAt > visit.startsAt.toISOString(),
  )
  const form = { ...hidden(look.text), doctorId: any, startsAt: `${wanted?.startsAt}/${wanted?.doctorId}` }
  await desk.post(path, form).expect(303)
  expect(await db.appointment.findUniqueOrThrow({ where: { id: visit.id } })).toMatchObject({
    doctorId: riser?.doctorId,
    startsAt: new Date(wanted?.startsAt ?? ''),
    reason: visit.reason,
  })
  // Who opened the page before reads in words what is saved and what they wanted.
  const stale = await desk
    .post(path, { ...form, ...hidden(page.text), startsAt: `${times.at(-1)?.startsAt}/${bird?.doctorId}` })
    .expect(409)
  expect(stale.text).toMatch(/<td[^>]*>Any doctor of /)
  expect(stale.text).not.toMatch(/<td[^>]*>[^<]*(any:|T\d\d:\d\d)/)
})

test('the times of any doctor come in whole days, and the days after them with “Later”', async () => {
  const long = { startsAt: '08:00', endsAt: '12:00' }
  const { any } = await practice({ 'Dr. Long Day': long, 'Dr. Long Too': long })
  const first = await desk.post('/reception/appointments', { doctorId: any, times: 'show' }).expect(200)
  const day = (html: string) =>
    new Set(timesIn(html).map(({ startsAt }) => dayIn(new Date(startsAt), config.zone)))
  const [shown] = [...day(first.text)].slice(-1)
  const next = /name="week" value="([^"]+)"[^>]*>Later/.exec(first.text)?.[1] ?? ''
  expect(next).toBe(shown && addDays(shown, 1))
  const later = await desk.post('/reception/appointments', { doctorId: any, week: next }).expect(200)
  expect(timesIn(later.text)).toHaveLength(32)
  expect([...day(later.text)]).toEqual([next])
})

test('G-D5 the times of any doctor take as many questions for two doctors as for eight', async () => {
  const hours = { startsAt: '10:00', endsAt: '11:00' }
  const few = await practice({ 'Dr. A': hours, 'Dr. B': hours })
  const many = await practice(Object.fromEntries([...'CDEFGHIJ'].map((letter) => [`Dr. ${letter}`, hours])))
  const look = (doctorId: string) =>
    statementsOf(() => desk.post('/reception/appointments', { doctorId, times: 'show' }).expect(200))
  const asked = await look(few.any)
  expect(await look(many.any)).toBe(asked)
  expect(asked).toBeLessThanOrEqual(8)
})
