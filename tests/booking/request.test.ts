import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { freeTimesOf, visitAt, workingDoctor } from '../appointments/clinic.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, password, type TestPerson } from '../support/people.js'
import { letPass } from '../web/sitting.js'

useDatabase()
let app: ReturnType<typeof openApp>
let doctor: Awaited<ReturnType<typeof workingDoctor>>
let patient: Browser & TestPerson
beforeAll(() => {
  app = openApp()
})
beforeEach(async () => {
  doctor = await workingDoctor()
  patient = await logInAs(app, 'PATIENT')
})

const addressOf = (startsAt: Date | undefined) =>
  `/patient/appointments/new?doctorId=${doctor.doctorId}&startsAt=${startsAt?.toISOString()}`

const answers = (startsAt: Date | undefined, more: object = {}) => ({
  doctorId: doctor.doctorId,
  startsAt: startsAt?.toISOString() ?? '',
  patientId: patient.patientId ?? '',
  reason: 'Headache since Monday, worse at night',
  priority: 'ROUTINE',
  ...more,
})

/** The form filled in and looked over, as a browser without JavaScript does it. */
async function askFor(startsAt: Date | undefined, more: object = {}) {
  const page = await patient.get(addressOf(startsAt)).expect(200)
  const checked = await patient.post('/patient/appointments/new', {
    ...hidden(page.text),
    ...answers(startsAt, more),
  })
  if (checked.status !== 303) return checked
  const check = await patient.get(checked.headers.location ?? '').expect(200)
  return patient.post('/patient/appointments', { ...hidden(check.text), ...answers(startsAt, more) })
}

test('U-06 U-07 U-08 U-21 E-4 a patient asks for a time in steps, and reads the number, what happens next and what to bring', async () => {
  await db.specialisation.updateMany({
    data: { directions: 'Second floor, behind the lift', preparation: 'Come fasting' },
  })
  const [startsAt] = await freeTimesOf(doctor.doctorId, 1)
  const form = await patient.get(addressOf(startsAt)).expect(200)
  expect(form.text).toContain('Why and for whom')
  const checked = await patient
    .post('/patient/appointments/new', { ...hidden(form.text), ...answers(startsAt) })
    .expect(303)
  expect(await db.appointment.count({ where: { doctorId: doctor.doctorId } })).toBe(0)
  const check = await patient.get(checked.headers.location ?? '').expect(200)
  expect(check.text).toContain('Headache since Monday, worse at night')
  const back = await patient.get(`/patient/appointments/new?doctorId=${doctor.doctorId}`)
  expect(back.text).toContain('Headache since Monday, worse at night')
  const sent = await patient
    .post('/patient/appointments', { ...hidden(check.text), ...answers(startsAt) })
    .expect(303)
  const visit = await db.appointment.findFirstOrThrow({ where: { doctorId: doctor.doctorId } })
  expect(visit).toMatchObject({ status: 'REQUESTED', patientId: patient.patientId, startsAt })
  const done = await patient.get(sent.headers.location ?? '').expect(200)
  const number = `V-${String(visit.number).padStart(6, '0')}`
  for (const said of [number, 'What happens next', 'Second floor, behind the lift', 'Come fasting'])
    expect(done.text).toContain(said)
  expect(done.text).toContain(`/patient/appointments/${visit.id}/calendar.ics`)
  const page = await patient.get(`/patient/appointments/${visit.id}`).expect(200)
  expect(page.text).toContain('Waiting for the hospital’s answer')
  expect((await patient.get('/patient')).text).toContain(number)
})

test('E-5 an answer left out is said on top and beside its field, and what was typed is still there', async () => {
  const [startsAt] = await freeTimesOf(doctor.doctorId, 1)
  const page = await patient.get(addressOf(startsAt))
  const refused = await patient
    .post('/patient/appointments/new', {
      ...hidden(page.text),
      ...answers(startsAt, { reason: 'Sore throat', priority: '' }),
    })
    .expect(422)
  expect(refused.text).toMatch(/<title>Error:/)
  expect(refused.text).toContain('href="#field-priority"')
  expect(refused.text).toContain('Sore throat</textarea>')
  expect(refused.text).toContain(`value="${startsAt?.toISOString()}"`)
})

test('E-5 what no database can keep is refused beside its field, with the rest of what was typed', async () => {
  const [startsAt] = await freeTimesOf(doctor.doctorId)
  const refused = async (reason: string) => {
    const page = await patient.get(addressOf(startsAt)).expect(200)
    const form = { ...hidden(page.text), ...answers(startsAt, { reason }) }
    return (await patient.post('/patient/appointments/new', form).expect(422)).text
  }
  expect(await refused('Cough\0 and fever')).toContain('Remove the characters that cannot be shown')
  // Cut in the middle of a letter that takes two places.
  expect(await refused(`a${'😀'.repeat(3000)}`)).toContain('Use 1000 characters or fewer.')
  expect(await refused('a'.repeat(30_000))).toContain('Use 1000 characters or fewer.')
})

test('E-5 a time that is taken, past, on leave, too near, too far or no time at all: the form again, typed text kept, with the nearest free times', async () => {
  const [free, taken] = await freeTimesOf(doctor.doctorId, 8)
  await visitAt(doctor.doctorId, { startsAt: taken ?? new Date() })
  const at = (days: number) => new Date((free?.getTime() ?? 0) + days * 86_400_000)
  await db.doctorLeave.create({
    data: {
      doctorId: doctor.doctorId,
      startsAt: at(2),
      endsAt: at(2.5),
      createdById: doctor.accountId,
    },
  })
  const soon = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 60_000)
  const cases: [Date, string][] = [
    [taken ?? new Date(), 'Somebody has just taken this time.'],
    [at(-30), 'This time is over.'],
    [at(2), 'The doctor is away at this time.'],
    [soon, 'This time is too near to be booked online.'],
    [at(200), 'This time is too far ahead.'],
    [new Date((free?.getTime() ?? 0) + 60_000), 'The doctor sees nobody at this time.'],
  ]
  for (const [startsAt, sentence] of cases)
    for (const address of ['/patient/appointments/new', '/patient/appointments']) {
      const refused = await patient
        .post(address, { ...hidden((await patient.get(addressOf(free))).text), ...answers(startsAt) })
        .expect(422)
      expect(refused.text).toContain(sentence)
      expect(refused.text).toContain('Headache since Monday, worse at night</textarea>')
      const radios = refused.text.match(/type="radio"[^>]*name="startsAt"/g) ?? []
      expect(radios.length).toBeGreaterThan(5)
      expect(refused.text).toContain('href="#field-startsAt"')
    }
  expect(await db.appointment.count({ where: { patientId: patient.patientId ?? '' } })).toBe(0)
})

test('E-5 a doctor who left the hospital meanwhile: colleagues and their free times to pick from, and the reason goes along', async () => {
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId } })
  const colleague = await workingDoctor('Dr. Still Here')
  await db.doctor.update({ where: { id: colleague.doctorId }, data: { specialisationId } })
  const [startsAt] = await freeTimesOf(doctor.doctorId, 1)
  const page = await patient.get(addressOf(startsAt))
  await db.account.update({ where: { id: doctor.accountId }, data: { status: 'SUSPENDED' } })
  for (const address of ['/patient/appointments/new', '/patient/appointments']) {
    const refused = await patient.post(address, { ...hidden(page.text), ...answers(startsAt) }).expect(422)
    expect(refused.text).toMatch(/<title>Error:/)
    expect(refused.text).toContain('This doctor sees no patients here now. Choose another.')
    expect(refused.text).toContain('Headache since Monday, worse at night')
    const [, next = ''] =
      new RegExp(`href="([^"]*doctorId=${colleague.doctorId}[^"]*)"`).exec(refused.text) ?? []
    const again = await patient.get(next.replaceAll('&amp;', '&')).expect(200)
    expect(again.text).toContain('Book a visit with Dr. Still Here')
    expect(again.text).toContain('Headache since Monday, worse at night</textarea>')
  }
  expect((await patient.get(addressOf(startsAt)).expect(410)).text).toContain('Dr. Still Here')
})

test('G-D6 a patient has only so many requests open at once, and reads why', async () => {
  const times = await freeTimesOf(doctor.doctorId, 4)
  for (const startsAt of times.slice(0, 3)) expect((await askFor(startsAt)).status).toBe(303)
  const refused = await askFor(times[3])
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('3 requests are waiting for an answer already.')
  expect(refused.text).toContain('Headache since Monday, worse at night</textarea>')
})

test('R-12 a time kept back for urgent visits goes to who says it is urgent, and they read that the hospital may call', async () => {
  doctor = await workingDoctor('Dr. Kept Back', { urgentSlots: 8 })
  const [day] = await freeTimesOf((await workingDoctor()).doctorId, 1)
  const routine = await askFor(day)
  expect(routine.status).toBe(422)
  expect(routine.text).toContain('This time is kept for urgent visits.')
  const form = await patient.get(addressOf(day))
  expect(form.text).toContain('the hospital may call you')
  const sent = await askFor(day, { priority: 'URGENT' })
  expect(sent.status).toBe(303)
  expect((await patient.get(sent.headers.location ?? '')).text).toContain('the hospital may call you first')
})

test('G-C3 E-67 twenty copies of one request are one visit, and all lead to it', async () => {
  const [startsAt, other] = await freeTimesOf(doctor.doctorId, 2)
  const page = await patient.get(addressOf(startsAt))
  const form = { ...hidden(page.text), ...answers(startsAt) }
  const sent = await Promise.all(
    Array.from({ length: 20 }, () => patient.post('/patient/appointments', form)),
  )
  expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 303))
  expect(new Set(sent.map(({ headers }) => headers.location)).size).toBe(1)
  expect(await db.appointment.count({ where: { patientId: patient.patientId ?? '' } })).toBe(1)
  const changed = await patient
    .post('/patient/appointments', { ...form, startsAt: other?.toISOString() ?? '' })
    .expect(409)
  expect(changed.text).toContain('This form was already sent, with other content.')
})

test('E-68 a session that ran out over the form or the look over it: after log-in the time and the reason are there again', async () => {
  const [startsAt] = await freeTimesOf(doctor.doctorId, 1)
  const page = (address: string) => ({ form_page: address, ...answers(startsAt) })
  const backIn = async () =>
    (await patient.post('/login', { identifier: patient.email, password }).expect(303)).headers.location ?? ''
  const form = await patient.get(addressOf(startsAt)).expect(200)
  await letPass(31, patient.accountId)
  await patient
    .post('/patient/appointments/new', { ...hidden(form.text), ...page(addressOf(startsAt)) })
    .expect(303)
  const again = await patient.get(await backIn()).expect(200)
  expect(again.text).toContain('Headache since Monday, worse at night</textarea>')
  const checked = await patient
    .post('/patient/appointments/new', { ...hidden(again.text), ...answers(startsAt) })
    .expect(303)
  const check = await patient.get(checked.headers.location ?? '').expect(200)
  await letPass(31, patient.accountId)
  await patient
    .post('/patient/appointments', { ...hidden(check.text), ...page('/patient/appointments/new/check') })
    .expect(303)
  const looked = await patient.get(await backIn()).expect(200)
  expect(looked.text).toContain('Check your request')
  expect(looked.text).toContain('Headache since Monday, worse at night')
  await patient.post('/patient/appointments', { ...hidden(looked.text), ...answers(startsAt) }).expect(303)
  expect(await db.appointment.count({ where: { patientId: patient.patientId ?? '' } })).toBe(1)
})

test('G-Z1 G-Z2 nobody asks for a visit of a stranger, whatever the form says', async () => {
  const stranger = await createPatient()
  const [startsAt] = await freeTimesOf(doctor.doctorId, 1)
  const key = hidden((await patient.get(addressOf(startsAt))).text)
  const form = { ...key, ...answers(startsAt, { patientId: stranger.id }) }
  await patient.post('/patient/appointments/new', form).expect(404)
  await patient.post('/patient/appointments', form).expect(404)
  await patient.post('/patient/appointments', { ...form, status: 'CONFIRMED' }).expect(422)
  expect(await db.appointment.count({ where: { patientId: stranger.id } })).toBe(0)
})

test('S-03 G-W2 signed out it goes to log-in and comes back to the same time; looking changes nothing', async () => {
  const [startsAt] = await freeTimesOf(doctor.doctorId, 1)
  const out = await visitor(app).get(addressOf(startsAt)).expect(303)
  expect(decodeURIComponent(out.headers.location ?? '')).toContain(addressOf(startsAt))
  await patient.get(addressOf(startsAt))
  await patient.get('/patient/appointments/new/check').expect(303)
  await patient.get('/patient/appointments/new').expect(303)
  expect(await db.appointment.count({ where: { doctorId: doctor.doctorId } })).toBe(0)
})
