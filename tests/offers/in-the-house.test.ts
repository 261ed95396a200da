import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { closeDays } from '../../src/appointments/closing.js'
import { db } from '../../src/db/client.js'
import { reviewTimetable } from '../../src/timetables/settling.js'
import { createVisit as createQueued } from '../queue/visits.js'
import { type Browser, doDueWork, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logIn, logInAs } from '../support/people.js'
import {
  at,
  createDoctor,
  createOnlinePatient,
  inDays,
  linkIn,
  newSpecialisation,
  offerOf,
} from './clinic.js'

useDatabase()
let app: Express
let admin: Browser
let desk: Browser
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
  desk = await logInAs(app, 'RECEPTIONIST')
})

const leaves = (doctorId: string) => `/admin/doctors/${doctorId}/timetable/leaves`

/** The doctor is away for the whole of today. */
async function goHome(doctorId: string): Promise<void> {
  await admin
    .post(leaves(doctorId), {
      ...{ idempotency_key: randomUUID(), confirmed: 'on', reason: '', from: '', until: '' },
      ...{ firstDay: inDays(0), lastDay: inDays(0) },
    })
    .expect(303)
}

async function comeBack(doctorId: string): Promise<void> {
  const { id } = await db.doctorLeave.findFirstOrThrow({ where: { doctorId, cancelledAt: null } })
  await admin.post(`${leaves(doctorId)}/${id}/cancellation`, { idempotency_key: randomUUID() }).expect(303)
}

/** A doctor with one patient who waits in the hall, and a colleague of the same field. */
async function waiting({ inMinutes = 10, walkIn = false, name = 'Here Already' } = {}) {
  const specialisation = newSpecialisation()
  const allDay = { specialisation, from: '00:00', to: '23:59' }
  const doctor = await createDoctor('Dr. Gone', allDay)
  const colleague = await createDoctor('Dr. Colleague', allDay)
  const patient = await createOnlinePatient(name)
  const visit = await createQueued({
    ...{ doctorId: doctor.doctorId, patientId: patient.patientId, inMinutes },
    ...{ status: 'CHECKED_IN', token: 'Z-4' },
  })
  if (walkIn) await db.appointment.update({ where: { id: visit.id }, data: { walkIn } })
  return { doctor, colleague, patient, visit, specialisation }
}

const visitNow = (id: string) => db.appointment.findUniqueOrThrow({ where: { id } })
const kindsOf = async (appointmentId: string) =>
  (await db.appointmentEvent.findMany({ where: { appointmentId }, orderBy: { id: 'asc' } })).map(
    ({ kind }) => kind,
  )
const rowOf = async (id: string, show = 'todo') =>
  (await desk.get(`/reception/stranded?show=${show}`).expect(200)).text
    .replace(/^.*<tbody>/s, '')
    .split('<tr>')
    .find((row) => row.includes(id)) ?? ''
const version = async (id: string) => String((await visitNow(id)).version)

describe('leave over who is in the house already', () => {
  test.each([
    ['their time is still to come', { inMinutes: 10 }],
    ['their time has come, and they wait still', { inMinutes: -40 }],
    ['they came without an appointment', { inMinutes: -40, walkIn: true }],
  ])('E-43 %s: they stand at the top of the reception’s list, with their token', async (_name, who) => {
    const { doctor, visit } = await waiting(who)
    const other = await createDoctor('Dr. Other', { specialisation: newSpecialisation() })
    const later = await createQueued({ doctorId: other.doctorId, inMinutes: -60 })
    await db.appointment.update({ where: { id: later.id }, data: { strandedAt: new Date() } })
    await goHome(doctor.doctorId)
    expect(await visitNow(visit.id)).toMatchObject({ status: 'CHECKED_IN', strandedAt: expect.any(Date) })
    expect(await kindsOf(visit.id)).toContain('STRANDED')
    await doDueWork()
    const { text } = await desk.get('/reception/stranded').expect(200)
    expect(text.indexOf(visit.id)).toBeLessThan(text.indexOf(later.id))
    const row = await rowOf(visit.id)
    for (const shown of ['Is here: Z-4', 'On leave until', 'To another doctor']) expect(row).toContain(shown)
    expect(await rowOf(visit.id, 'offered')).toBe('')
  })

  test('a booked visit has another time held, which the patient reads of; the desk says yes for them', async () => {
    const { doctor, patient, visit } = await waiting()
    await goHome(doctor.doctorId)
    await doDueWork()
    const offer = await offerOf(visit.id)
    expect(await linkIn(patient.email, 'offer-alternative')).toContain('/offers/')
    expect(await rowOf(visit.id)).toContain('Takes it')
    await desk.post(`/reception/offers/${offer.id}/acceptance`).expect(303)
    expect(await visitNow(visit.id)).toMatchObject({ startsAt: offer.startsAt, strandedAt: null })
    expect(await rowOf(visit.id)).toBe('')
  })

  test('moved to another day it is expected again, and the arrival is taken back', async () => {
    const { doctor, visit } = await waiting()
    await goHome(doctor.doctorId)
    await desk.get(`/reception/appointments/${visit.id}/move`).expect(200)
    await desk
      .post(`/reception/appointments/${visit.id}/move`, {
        ...{ version: await version(visit.id), doctorId: doctor.doctorId },
        startsAt: at(3, '10:00').toISOString(),
      })
      .expect(303)
    expect(await visitNow(visit.id)).toMatchObject({
      ...{ status: 'CONFIRMED', token: null, checkedInAt: null, strandedAt: null },
      startsAt: at(3, '10:00'),
    })
  })

  test('moved to a time of today it waits on for whom it is with now, with a token of theirs', async () => {
    const { doctor, colleague, visit } = await waiting()
    await goHome(doctor.doctorId)
    const before = await visitNow(visit.id)
    const page = await desk
      .post(`/reception/appointments/${visit.id}/move`, {
        ...{ version: await version(visit.id), doctorId: colleague.doctorId, times: 'show', from: inDays(0) },
      })
      .expect(200)
    const [, startsAt = ''] = /name="startsAt" value="([^"]+)"/.exec(page.text) ?? []
    const form = { version: await version(visit.id), doctorId: colleague.doctorId, startsAt }
    await desk.post(`/reception/appointments/${visit.id}/move`, form).expect(303)
    const after = await visitNow(visit.id)
    expect(after).toMatchObject({ doctorId: colleague.doctorId, strandedAt: null })
    // Late in the evening the next free time is tomorrow's.
    if (after.day.getTime() !== before.day.getTime()) return expect(after.status).toBe('CONFIRMED')
    expect(after).toMatchObject({ status: 'CHECKED_IN', checkedInAt: before.checkedInAt })
    expect(after.token).toMatch(/^[A-Z]+-1$/)
  })

  test.each([
    ['booked', {}],
    ['without an appointment', { walkIn: true, inMinutes: -20 }],
  ])('T-15 in one step the desk gives who came %s to another doctor’s queue', async (_name, who) => {
    const { doctor, colleague, visit } = await waiting(who)
    await goHome(doctor.doctorId)
    await doDueWork()
    const before = await visitNow(visit.id)
    const form = await desk.get(`/reception/appointments/${visit.id}/handover/new`).expect(200)
    expect(form.text).toContain('Dr. Colleague')
    expect(form.text).not.toContain(`value="${doctor.doctorId}"`)
    const give = () =>
      desk.post(`/reception/appointments/${visit.id}/handover`, { doctorId: colleague.doctorId })
    const answers = await Promise.all([give(), give()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    const after = await visitNow(visit.id)
    expect(after).toMatchObject({
      ...{ doctorId: colleague.doctorId, status: 'CHECKED_IN', strandedAt: null, walkIn: true },
      ...{ number: before.number, startsAt: before.startsAt, checkedInAt: before.checkedInAt },
    })
    expect((await desk.get(answers[0]?.headers.location ?? '')).text).toContain(after.token)
    expect(await db.heldTime.count({ where: { id: visit.id } })).toBe(0)
    expect(await db.slotHold.count({ where: { appointmentId: visit.id, status: 'OPEN' } })).toBe(0)
    expect((await kindsOf(visit.id)).filter((kind) => kind === 'RESCHEDULED')).toHaveLength(1)
    expect(await rowOf(visit.id)).toBe('')
  })

  test('E-20 the form without a doctor, or with one who is away as well, is shown again', async () => {
    const { doctor, colleague, visit } = await waiting({ walkIn: true })
    await goHome(doctor.doctorId)
    await goHome(colleague.doctorId)
    const path = `/reception/appointments/${visit.id}/handover`
    expect((await desk.post(path, { doctorId: '' }).expect(422)).text).toContain('Choose the doctor.')
    const away = await desk.post(path, { doctorId: colleague.doctorId }).expect(422)
    expect(away.text).toContain('The doctor is away at this time.')
    const same = await desk.post(path, { doctorId: doctor.doctorId }).expect(422)
    expect(same.text).toContain('This is the doctor who is away.')
    expect(await visitNow(visit.id)).toMatchObject({ doctorId: doctor.doctorId, token: 'Z-4' })
  })

  test('nobody is handed over whose doctor is there, and only the desk does it', async () => {
    const { colleague, doctor, patient, visit } = await waiting()
    const path = `/reception/appointments/${visit.id}/handover`
    await desk.get(`${path}/new`).expect(303)
    const refused = await desk.post(path, { doctorId: colleague.doctorId }).expect(422)
    expect(refused.text).toContain('This patient does not need another doctor.')
    const form = { doctorId: colleague.doctorId }
    await (await logIn(app, doctor)).post(`/doctor/appointments/${visit.id}/handover`, form).expect(403)
    await (await logIn(app, patient)).post(path, form).expect(403)
    const moved = await desk.post(`/reception/appointments/${visit.id}/move`, {
      ...{ version: await version(visit.id), ...form, startsAt: at(3, '10:00').toISOString() },
    })
    expect(moved.text).toContain('This visit cannot be moved any more.')
  })

  test('U-07 the patient reads on the phone to come to the reception, and no estimate', async () => {
    const { doctor, patient, visit } = await waiting({ walkIn: true, inMinutes: -10 })
    const phone = await logIn(app, patient)
    const place = () => phone.get(`/patient/appointments/${visit.id}/queue`).expect(200)
    expect((await place()).text).toContain('You are next.')
    await goHome(doctor.doctorId)
    expect((await place()).text).toContain('Please come to the reception')
    expect((await phone.get(`/patient/appointments/${visit.id}`)).text).toContain(
      'Your doctor cannot see you as planned',
    )
    await phone.get(`/patient/appointments/${visit.id}/move`).expect(303)
  })

  test('leave that is cancelled brings them back into the queue as they were', async () => {
    const { doctor, visit } = await waiting({ inMinutes: -15 })
    await goHome(doctor.doctorId)
    await doDueWork()
    await comeBack(doctor.doctorId)
    expect(await visitNow(visit.id)).toMatchObject({ status: 'CHECKED_IN', token: 'Z-4', strandedAt: null })
    expect(await db.slotHold.count({ where: { appointmentId: visit.id, status: 'OPEN' } })).toBe(0)
  })

  test('who is with the doctor stays there; whom the doctor calls in after all needs nothing more', async () => {
    const { doctor, visit } = await waiting()
    const inside = await createQueued({
      ...{ doctorId: doctor.doctorId, status: 'IN_CONSULTATION', token: 'Z-1', inMinutes: -30 },
    })
    await goHome(doctor.doctorId)
    await doDueWork()
    expect(await visitNow(inside.id)).toMatchObject({ status: 'IN_CONSULTATION', strandedAt: null })
    await desk.post(`/reception/appointments/${inside.id}/completion`).expect(303)
    await desk.post(`/reception/appointments/${visit.id}/call`).expect(303)
    expect(await rowOf(visit.id)).toBe('')
    expect(await db.slotHold.count({ where: { appointmentId: visit.id, status: 'OPEN' } })).toBe(0)
    await desk.post(`/reception/appointments/${visit.id}/call/undo`).expect(303)
    expect(await rowOf(visit.id)).toContain('Is here: Z-4')
  })

  test('the day’s end makes no missed visit of them: they stay on the list', async () => {
    const { doctor, visit } = await waiting({ inMinutes: -15 })
    await goHome(doctor.doctorId)
    await closeDays(new Date(Date.now() + 2 * 86_400_000))
    expect(await visitNow(visit.id)).toMatchObject({ status: 'CHECKED_IN', strandedAt: expect.any(Date) })
    expect(await rowOf(visit.id)).toContain('Is here: Z-4')
  })
})

describe('a doctor who goes', () => {
  test('and is suspended leaves nobody sitting in the hall; let in again, they are seen after all', async () => {
    const { doctor, visit } = await waiting({ inMinutes: -15 })
    const walkIn = await createQueued({ doctorId: doctor.doctorId, status: 'CHECKED_IN', token: 'Z-5' })
    await db.appointment.update({ where: { id: walkIn.id }, data: { walkIn: true } })
    const path = `/admin/accounts/${doctor.accountId}`
    await admin
      .post(`${path}/suspension`, { idempotency_key: randomUUID(), reason: 'Left the hospital.' })
      .expect(303)
    await doDueWork()
    for (const { id } of [visit, walkIn])
      expect(await rowOf(id)).toContain('The doctor does not see patients here any more')
    await admin.post(`${path}/restoration`, { idempotency_key: randomUUID() }).expect(303)
    await doDueWork()
    for (const { id } of [visit, walkIn]) expect((await visitNow(id)).strandedAt).toBeNull()
  })

  test('later today strands nobody now; who still waits when the leave begins is on the list then', async () => {
    const { doctor, visit } = await waiting({ inMinutes: -15 })
    const { id: createdById } = await db.account.findFirstOrThrow({ select: { id: true } })
    const { id } = await db.doctorLeave.create({
      data: {
        ...{ doctorId: doctor.doctorId, createdById },
        startsAt: new Date(Date.now() + 60 * 60_000),
        endsAt: new Date(Date.now() + 90 * 60_000),
      },
    })
    await reviewTimetable({ doctorId: doctor.doctorId })
    expect((await visitNow(visit.id)).strandedAt).toBeNull()
    await db.doctorLeave.update({ where: { id }, data: { startsAt: new Date(Date.now() - 1000) } })
    await reviewTimetable({ doctorId: doctor.doctorId })
    expect((await visitNow(visit.id)).strandedAt).not.toBeNull()
  })

  test('and whose leave is entered ahead has the hall looked at when it begins', async () => {
    const doctor = await createDoctor('Dr. Ahead', { specialisation: newSpecialisation() })
    await admin
      .post(leaves(doctor.doctorId), {
        ...{ idempotency_key: randomUUID(), confirmed: 'on', reason: '' },
        ...{ firstDay: inDays(5), lastDay: inDays(5), from: '10:00', until: '11:00' },
      })
      .expect(303)
    const jobs = await db.$queryRaw<{ run_at: Date }[]>`
      SELECT j.run_at FROM graphile_worker.jobs j WHERE j.task_identifier = 'timetables.review'
        AND j.run_at = ${at(5, '10:00')}`
    expect(jobs).toHaveLength(1)
  })

  test('is not waited for by who comes late: at check-in they are on the list at once', async () => {
    const doctor = await createDoctor('Dr. Left Early', { specialisation: newSpecialisation() })
    const { id: patientId } = await createPatient({ name: 'Late Comer' })
    const visit = await createQueued({ doctorId: doctor.doctorId, patientId, inMinutes: -30 })
    await goHome(doctor.doctorId)
    expect((await visitNow(visit.id)).strandedAt).toBeNull()
    await desk.post(`/reception/appointments/${visit.id}/check-in`).expect(303)
    expect(await rowOf(visit.id)).toContain('Is here:')
    expect((await desk.get('/reception/queue')).text).toContain('Doctor away')
  })
})

test('hours of a date that end before somebody’s turn strand who waits; other days’ hours do not', async () => {
  const { doctor, visit } = await waiting({ inMinutes: -15, walkIn: true })
  const path = `/admin/doctors/${doctor.doctorId}/timetable`
  const closed = async (day: string) => {
    const form = await admin.get(`${path}/dates/new`).expect(200)
    await admin
      .post(`${path}/dates`, { ...hidden(form.text), day, note: '', works: 'no', confirmed: 'on' })
      .expect(303)
  }
  await closed(inDays(3))
  expect((await visitNow(visit.id)).strandedAt).toBeNull()
  await closed(inDays(0))
  expect((await visitNow(visit.id)).strandedAt).not.toBeNull()
})
