import { randomInt, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { freeTimesOf, workingDoctor } from '../appointments/clinic.js'
import { type Browser, doDueWork, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, password } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})
beforeEach(async () => {
  await db.$executeRaw`DELETE FROM "rate_limit"`
  await db.hospitalSettings.updateMany({ data: { patientsNeedApproval: true } })
  await db.schedulingSettings.updateMany({ data: { noticeMinutes: 60, maxOpenRequests: 3 } })
})

const HOUR = 3_600_000

/** A doctor, and a free time far enough ahead that only the hours of the house bound how long it is kept. */
async function farAhead(name: string) {
  const doctor = await workingDoctor(name)
  const times = await freeTimesOf(doctor.doctorId, 60)
  const [startsAt = new Date()] = times.filter((time) => time.getTime() > Date.now() + 100 * HOUR)
  return { ...doctor, startsAt, soonest: times[0] ?? new Date() }
}

async function hold(browser: Browser, doctorId: string, startsAt: Date): Promise<number> {
  const form = { idempotency_key: randomUUID(), startsAt: startsAt.toISOString() }
  return (await browser.post(`/doctors/${doctorId}/hold`, form)).status
}

const newEmail = () => `new${randomInt(1_000_000_000)}@example.com`

function register(browser: Browser, email: string, key = randomUUID()) {
  return browser.post('/register/patient', {
    ...{ name: 'Asha Kulkarni', localName: '', dateOfBirth: '1988-05-17', sex: 'FEMALE' },
    ...{ phone: '98765 43210', address: '4 Tilak Road, Pune', email, password, idempotency_key: key },
  })
}

/** Somebody new, who registered while they held this time. */
async function registered(doctor: { doctorId: string; startsAt: Date }) {
  const browser = visitor(app)
  expect(await hold(browser, doctor.doctorId, doctor.startsAt)).toBe(303)
  const held = await browser.get(`/doctors/${doctor.doctorId}/hold`).expect(200)
  expect(held.text).toMatch(/stays yours/)
  const email = newEmail()
  await register(browser, email).expect(303)
  return { browser, email, ...(await accountOf(email)) }
}

async function accountOf(email: string) {
  const { id, patient } = await db.account.findUniqueOrThrow({
    where: { email },
    select: { id: true, patient: { select: { id: true } } },
  })
  return { accountId: id, patientId: patient?.id ?? '' }
}

const approve = (accountId: string) => admin.post(`/admin/approvals/${accountId}/approval`).expect(303)

function enter(browser: Browser, email: string) {
  return browser.post('/login', { identifier: email, password, next: '' }).expect(303)
}

const keptOf = (patientId: string) => db.slotHold.findUnique({ where: { id: patientId } })
const hoursLeft = (until: Date | undefined) => ((until?.getTime() ?? 0) - Date.now()) / HOUR
const mailTo = (recipientAddress: string, kind: string) =>
  db.message.findFirstOrThrow({ where: { recipientAddress, kind }, select: { body: true } })
const wayTo = (doctorId: string, startsAt: Date) =>
  `/patient/appointments/new?doctorId=${doctorId}&startsAt=${encodeURIComponent(startsAt.toISOString())}`

async function isFree(doctorId: string, startsAt: Date): Promise<boolean> {
  return (await freeTimesOf(doctorId, 60)).some((time) => time.getTime() === startsAt.getTime())
}

function ask(browser: Browser, doctorId: string, startsAt: Date, patientId: string) {
  return browser.post('/patient/appointments', {
    ...{ idempotency_key: randomUUID(), doctorId, startsAt: startsAt.toISOString(), patientId },
    ...{ reason: 'Cough for three days', priority: 'ROUTINE' },
  })
}

/** Makes a hold lapse, as its time does. */
const lapse = (id: string) =>
  db.slotHold.update({ where: { id }, data: { heldUntil: new Date(Date.now() - 1000) } })

test('E-2 E-11 a visitor registers with a held time: it is kept while they wait, told by page and mail, and asked for at the first log-in', async () => {
  const doctor = await farAhead('Dr. Kept Time')
  const { browser, email, accountId, patientId } = await registered(doctor)
  expect(hoursLeft((await keptOf(patientId))?.heldUntil)).toBeCloseTo(48, 1)
  const waiting = (await browser.get('/waiting').expect(200)).text
  expect(waiting).toContain('with Dr. Kept Time')
  expect(waiting).toMatch(/Held for you until \w{3} \d/)
  expect((await admin.get('/admin/approvals')).text).toContain('A time is held for them until')
  const elsewhere = visitor(app)
  await enter(elsewhere, email)
  expect((await elsewhere.get('/waiting')).text).toContain('with Dr. Kept Time')
  expect((await mailTo(email, 'signed-up')).body).toContain('with Dr. Kept Time, is held for you until')
  expect(await isFree(doctor.doctorId, doctor.startsAt)).toBe(false)

  await db.slotHold.update({ where: { id: patientId }, data: { heldUntil: new Date(Date.now() + HOUR) } })
  await approve(accountId)
  expect(hoursLeft((await keptOf(patientId))?.heldUntil)).toBeCloseTo(24, 1)
  expect((await mailTo(email, 'approved')).body).toContain('with Dr. Kept Time, is held for you until')

  const phone = visitor(app)
  const inside = await enter(phone, email)
  expect(inside.headers.location).toBe(wayTo(doctor.doctorId, doctor.startsAt))
  expect((await phone.get(inside.headers.location ?? '').expect(200)).text).toContain('Held for you until')
  expect((await phone.get('/patient')).text).toContain('Go on with the booking')
  const checked = await phone.post('/patient/appointments/new', {
    ...{ idempotency_key: randomUUID(), doctorId: doctor.doctorId, startsAt: doctor.startsAt.toISOString() },
    ...{ patientId, reason: 'Cough for three days', priority: 'ROUTINE' },
  })
  expect(checked.headers.location).toBe('/patient/appointments/new/check')
  expect((await phone.get('/patient/appointments/new/check').expect(200)).text).toMatch(
    /This time is held for you until \w{3} \d/,
  )
  const requested = await ask(phone, doctor.doctorId, doctor.startsAt, patientId).expect(303)
  expect(requested.headers.location).toMatch(/\/requested$/)
  expect((await keptOf(patientId))?.status).toBe('ACCEPTED')
  expect(await db.appointment.count({ where: { patientId, startsAt: doctor.startsAt } })).toBe(1)
  expect((await enter(visitor(app), email)).headers.location).toBe('/patient')
})

test('E-2 an approval never shortens what was promised, and no time is kept beyond when it could be asked for', async () => {
  const doctor = await farAhead('Dr. Bounds')
  const early = await registered(doctor)
  await approve(early.accountId)
  expect(hoursLeft((await keptOf(early.patientId))?.heldUntil)).toBeCloseTo(48, 1)

  const untilStart = hoursLeft(doctor.soonest)
  await db.schedulingSettings.updateMany({ data: { noticeMinutes: Math.round((untilStart - 1) * 60) } })
  const late = await registered({ ...doctor, startsAt: doctor.soonest })
  expect(hoursLeft((await keptOf(late.patientId))?.heldUntil)).toBeCloseTo(1, 1)
  await approve(late.accountId)
  expect(hoursLeft((await keptOf(late.patientId))?.heldUntil)).toBeCloseTo(1, 1)
})

test('E-2 where nobody needs approval the new patient logs in at once and goes on with the time', async () => {
  await db.hospitalSettings.updateMany({ data: { patientsNeedApproval: false } })
  const doctor = await farAhead('Dr. At Once')
  const { browser, email, patientId } = await registered(doctor)
  expect((await browser.get('/login')).text).toContain('with Dr. At Once')
  expect((await mailTo(email, 'approved')).body).toContain('with Dr. At Once, is held for you until')
  expect((await enter(browser, email)).headers.location).toBe(wayTo(doctor.doctorId, doctor.startsAt))
  await ask(browser, doctor.doctorId, doctor.startsAt, patientId).expect(303)
  expect(await db.appointment.count({ where: { patientId, startsAt: doctor.startsAt } })).toBe(1)
})

test('G-A2 with an address that has an account everything looks alike, the free times too, and their own log-in finds the hold', async () => {
  const doctor = await farAhead('Dr. Alike')
  const owner = await createPerson('PATIENT', 'Asha Known')
  const fresh = visitor(app)
  const known = visitor(app)
  const other = { ...doctor, startsAt: new Date(doctor.startsAt.getTime() + 15 * 60_000) }
  await hold(fresh, doctor.doctorId, doctor.startsAt)
  await hold(known, other.doctorId, other.startsAt)
  const before = await db.slotHold.count()
  const email = newEmail()
  const answers = [await register(fresh, email), await register(known, owner.email)]
  expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual([
    [303, '/waiting'],
    [303, '/waiting'],
  ])
  for (const path of ['/waiting', '/login', '/register', `/doctors/${doctor.doctorId}/hold`]) {
    const [one = '', two = ''] = (await Promise.all([fresh.get(path), known.get(path)])).map(
      ({ status, text }) => `${status} ${/<main[\s\S]*<\/main>/.exec(text)?.[0] ?? ''}`,
    )
    const blurred = (html: string) => html.replace(/\d+:\d\d/g, '').replace(/value="[^"]*"/g, '')
    expect(blurred(one), path).toBe(blurred(two))
  }
  expect((await known.get('/waiting')).text).toMatch(/Held for you until \w{3} \d/)
  expect(await db.slotHold.count()).toBe(before + 1)
  const kept = await db.slotHold.findFirstOrThrow({ where: { ...pick(other), status: 'OPEN' } })
  expect(hoursLeft(kept.heldUntil)).toBeCloseTo(48, 0)
  expect(await db.patient.count({ where: { id: kept.id } })).toBe(0)

  await enter(known, owner.email)
  expect((await known.get('/patient')).text).toContain('Go on with the booking')
  await ask(known, other.doctorId, other.startsAt, owner.patientId ?? '').expect(303)
})

const pick = ({ doctorId, startsAt }: { doctorId: string; startsAt: Date }) => ({ doctorId, startsAt })

test('E-2 a hold that lapsed over the form is not kept, and the page promises nothing', async () => {
  const doctor = await farAhead('Dr. Slow Form')
  const browser = visitor(app)
  await hold(browser, doctor.doctorId, doctor.startsAt)
  const { id } = await db.slotHold.findFirstOrThrow({ where: pick(doctor) })
  await lapse(id)
  const email = newEmail()
  await register(browser, email).expect(303)
  expect((await browser.get('/waiting')).text).not.toContain('Held for you')
  expect(await keptOf((await accountOf(email)).patientId)).toBeNull()
  expect(await isFree(doctor.doctorId, doctor.startsAt)).toBe(true)
})

test('E-2 approved after the time was lost: mail and log-in say so kindly, once, with the nearest free times', async () => {
  const doctor = await farAhead('Dr. Too Late')
  const { email, accountId, patientId } = await registered(doctor)
  await lapse(patientId)
  const quicker = visitor(app)
  expect(await hold(quicker, doctor.doctorId, doctor.startsAt)).toBe(303)
  await approve(accountId)
  expect((await mailTo(email, 'approved')).body).toContain('could not be held so long')
  const browser = visitor(app)
  const inside = await enter(browser, email)
  expect(inside.headers.location).toBe(wayTo(doctor.doctorId, doctor.startsAt))
  const page = (await browser.get(inside.headers.location ?? '').expect(200)).text
  expect(page).toContain('could not be held for you any longer')
  expect(page).toContain('These are the free times nearest to it.')
  expect(page).not.toContain('Held for you until')
  expect([...page.matchAll(/name="startsAt" value="/g)].length).toBeGreaterThan(3)
  expect((await enter(visitor(app), email)).headers.location).toBe('/patient')
})

test('E-2 a time that fell away meanwhile is not promised at the approval', async () => {
  const doctor = await farAhead('Dr. On Leave')
  const { email, accountId, patientId } = await registered(doctor)
  const day = new Date(doctor.startsAt.getTime() - 12 * HOUR)
  await db.doctorLeave.create({
    data: {
      ...{ doctorId: doctor.doctorId, createdById: doctor.accountId, startsAt: day },
      endsAt: new Date(doctor.startsAt.getTime() + 12 * HOUR),
    },
  })
  await approve(accountId)
  expect((await keptOf(patientId))?.status).toBe('LAPSED')
  expect((await mailTo(email, 'approved')).body).toContain('could not be held so long')
})

test('E-2 E-9 a rejection frees the time at once, and the waiting list is asked', async () => {
  const doctor = await farAhead('Dr. Freed Again')
  const { accountId, patientId } = await registered(doctor)
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId } })
  const waits = await createPerson('PATIENT', 'Wanda Waits')
  const entry = await db.waitingEntry.create({
    data: {
      ...{ patientId: waits.patientId ?? '', specialisationId, doctorId: doctor.doctorId, reason: 'Cough' },
      earliestOn: new Date(),
      latestOn: new Date(Date.now() + 40 * 24 * HOUR),
      createdById: waits.accountId,
    },
  })
  await admin
    .post(`/admin/approvals/${accountId}/rejection`, {
      idempotency_key: randomUUID(),
      reason: 'Not a person',
    })
    .expect(303)
  expect((await keptOf(patientId))?.status).toBe('WITHDRAWN')
  await doDueWork()
  expect(
    await db.slotHold.findMany({ where: { waitingEntryId: entry.id }, select: { startsAt: true } }),
  ).toEqual([{ startsAt: doctor.startsAt }])
})

test('E-2 E-9 a kept time that lapses goes to the waiting list, not when the visitor’s quarter of an hour is over', async () => {
  const doctor = await farAhead('Dr. Lapses')
  const { patientId } = await registered(doctor)
  const jobs = await db.$queryRaw<{ at: Date }[]>`
    SELECT run_at AS at FROM graphile_worker.jobs j
    WHERE j.task_identifier = 'offers.slot-freed' ORDER BY run_at DESC LIMIT 1`
  expect(jobs[0]?.at).toEqual((await keptOf(patientId))?.heldUntil)
})

test('E-2 an account that is removed while it waits keeps no time', async () => {
  const doctor = await farAhead('Dr. Removed')
  const { accountId } = await registered(doctor)
  await admin
    .post(`/admin/accounts/${accountId}/removal`, {
      idempotency_key: randomUUID(),
      reason: 'Registered twice',
    })
    .expect(303)
  expect(await isFree(doctor.doctorId, doctor.startsAt)).toBe(true)
})

test('G-Z1 G-Z2 nobody else can use the kept time, not even in the browser that held it first', async () => {
  const doctor = await farAhead('Dr. Not Yours')
  const { browser, patientId } = await registered(doctor)
  const stranger = await createPerson('PATIENT', 'Some Stranger')
  for (const tries of [await logIn(app, stranger), browser]) {
    if (tries === browser) await enter(browser, stranger.email)
    expect((await tries.get(wayTo(doctor.doctorId, doctor.startsAt))).text).not.toContain('Held for you')
    await ask(tries, doctor.doctorId, doctor.startsAt, stranger.patientId ?? '').expect(422)
    await ask(tries, doctor.doctorId, doctor.startsAt, patientId).expect(404)
  }
  expect((await keptOf(patientId))?.status).toBe('OPEN')
})

test('G-D6 of ten registrations at once with one hold, one keeps the time; ten copies of one keep it once', async () => {
  const doctor = await farAhead('Dr. Parallel')
  const browser = visitor(app)
  await hold(browser, doctor.doctorId, doctor.startsAt)
  const answers = await Promise.all(Array.from({ length: 10 }, () => register(browser, newEmail())))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(303))
  expect(await db.slotHold.count({ where: { ...pick(doctor), status: 'OPEN' } })).toBe(1)

  const second = new Date(doctor.startsAt.getTime() + 15 * 60_000)
  const twice = visitor(app)
  await hold(twice, doctor.doctorId, second)
  const [email, key] = [newEmail(), randomUUID()]
  await Promise.all(Array.from({ length: 10 }, () => register(twice, email, key)))
  const { patientId } = await accountOf(email)
  expect(
    await db.slotHold.findMany({
      where: { doctorId: doctor.doctorId, startsAt: second, status: 'OPEN' },
      select: { id: true },
    }),
  ).toEqual([{ id: patientId }])
})

test('G-C2 while one registers with a held time and others grasp at it, it stays held for that one', async () => {
  const doctor = await farAhead('Dr. Grasped At')
  const browser = visitor(app)
  await hold(browser, doctor.doctorId, doctor.startsAt)
  const email = newEmail()
  const others = Array.from({ length: 10 }, () => hold(visitor(app), doctor.doctorId, doctor.startsAt))
  const [answer, ...statuses] = await Promise.all([register(browser, email), ...others])
  expect(answer?.status).toBe(303)
  expect(statuses).toEqual(Array(10).fill(422))
  expect((await keptOf((await accountOf(email)).patientId))?.status).toBe('OPEN')
})

test('G-D6 a kept time counts among the requests that a patient may have open', async () => {
  await db.schedulingSettings.updateMany({ data: { maxOpenRequests: 1 } })
  const doctor = await farAhead('Dr. Counted')
  const { accountId, patientId } = await registered(doctor)
  await approve(accountId)
  const parent = await logInAs(app, 'PATIENT')
  await db.guardianship.create({
    data: { accountId: parent.accountId, patientId, relation: 'PARENT', createdById: parent.accountId },
  })
  const refused = await ask(parent, doctor.doctorId, doctor.soonest, patientId).expect(422)
  expect(refused.text).toContain('1 requests are waiting for an answer already')
})

test('E-3 the new patient takes the kept time for somebody of their family; asking for another time gives it up', async () => {
  const doctor = await farAhead('Dr. Family Time')
  const { accountId, patientId, email } = await registered(doctor)
  const again = await registered({ ...doctor, startsAt: new Date(doctor.startsAt.getTime() + 15 * 60_000) })
  await approve(accountId)
  await approve(again.accountId)
  const child = await createPatient({ name: 'Little Kulkarni' })
  await db.guardianship.create({
    data: { accountId, patientId: child.id, relation: 'PARENT', createdById: accountId },
  })
  const browser = visitor(app)
  await enter(browser, email)
  await ask(browser, doctor.doctorId, doctor.startsAt, child.id).expect(303)
  expect((await keptOf(patientId))?.status).toBe('ACCEPTED')
  const other = visitor(app)
  await enter(other, again.email)
  await ask(other, doctor.doctorId, doctor.soonest, again.patientId).expect(303)
  expect((await keptOf(again.patientId))?.status).toBe('WITHDRAWN')
})
