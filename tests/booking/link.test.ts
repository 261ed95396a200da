import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { issueVisitLink } from '../../src/appointments/link-tokens.js'
import { db, transaction } from '../../src/db/client.js'
import { newSecret } from '../../src/shared/secrets.js'
import { bookedVisit, visitAt, workingDoctor } from '../appointments/clinic.js'
import { hidden, openApp, origin, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, type TestPerson } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await createPerson('RECEPTIONIST')
})

const linkTo = async (id: string) => {
  const whole = await transaction((tx) => issueVisitLink(tx, id))
  expect(whole).toMatch(new RegExp(`^${origin}/visits/[\\w-]{43}$`))
  return whole.slice(origin.length)
}
async function aVisit() {
  const doctor = await workingDoctor()
  const patient = await createPerson('PATIENT', 'Kavita Marathe')
  const visit = await bookedVisit(desk, doctor.doctorId, {
    patientId: patient.patientId ?? '',
    reason: 'Palpitations at night',
  })
  return { ...visit, link: await linkTo(visit.id), doctor }
}
const stateOf = (id: string) =>
  db.appointment.findUniqueOrThrow({ where: { id }, select: { status: true, version: true, sequence: true } })
const hours = (count: number) => new Date(Date.now() + count * 3_600_000)

test('E-7 the link in a mail opens the visit without log-in: when, with whom, where; not why, and no surname', async () => {
  const { link, id } = await aVisit()
  const page = await visitor(app).get(link).expect(200)
  for (const shown of ['Dr. Anjali Rao', '10:00', 'Kavita', 'Room 4', 'Confirmed'])
    expect(page.text).toContain(shown)
  for (const kept of ['Palpitations', 'Marathe']) expect(page.text).not.toContain(kept)
  expect(page.text).toContain(`href="/patient/appointments/${id}/move"`)
  expect(page.headers['x-robots-tag']).toContain('noindex')
})

test('G-W2 what mail programs fetch ahead changes nothing', async () => {
  const { link, id } = await aVisit()
  const before = await stateOf(id)
  const browser = visitor(app)
  for (const path of [link, `${link}/cancellation/new`]) {
    await browser.get(path).expect(200)
    await browser.agent.head(path).expect(200)
  }
  await browser.get(`${link}/cancellation`).expect(405)
  expect(await stateOf(id)).toEqual(before)
})

test('U-10 E-7 the patient cancels by the link, once, and the time is free again', async () => {
  const { link, id, doctorId, startsAt } = await aVisit()
  const browser = visitor(app)
  const page = await browser.get(`${link}/cancellation/new`).expect(200)
  const form = { ...hidden(page.text), reason: 'I am well again' }
  const answer = await browser.post(`${link}/cancellation`, form).expect(303)
  expect(answer.headers.location).toBe(link)
  const after = await browser.get(link).expect(410)
  expect(after.text).toContain('This visit was cancelled')
  expect(after.text).toContain('is cancelled. Thank you for telling us.')
  expect(after.text).toContain(`href="/doctors/${doctorId}"`)
  expect(await db.appointment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'CANCELLED',
    statusReason: 'I am well again',
  })
  expect(await db.heldTime.count({ where: { doctorId, startsAt } })).toBe(0)
  const events = await db.appointmentEvent.findMany({ where: { appointmentId: id, kind: 'CANCELLED' } })
  expect(events.map(({ actorId, details }) => ({ actorId, details }))).toEqual([
    { actorId: null, details: { change: 'cancel', through: 'link' } },
  ])
  expect(await db.auditEvent.count({ where: { subjectId: id, action: 'visitor.visit-cancellation' } })).toBe(
    1,
  )
  await browser.post(`${link}/cancellation`, form).expect(410)
  const staff = await logIn(app, desk)
  expect((await staff.get(`/reception/appointments/${id}`)).text).toContain('by the link in the mail')
})

test('G-C6 of several who cancel by links at the same instant one does', async () => {
  const { link, id } = await aVisit()
  const links = [link, await linkTo(id), await linkTo(id), await linkTo(id)]
  const forms = await Promise.all(
    links.map(async (each) => {
      const browser = visitor(app)
      const page = await browser.get(`${each}/cancellation/new`).expect(200)
      return () => browser.post(`${each}/cancellation`, { ...hidden(page.text), reason: 'Away' })
    }),
  )
  const answers = await Promise.all(forms.map((send) => send()))
  expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1)
  for (const { status } of answers) expect([303, 410, 422]).toContain(status)
  expect(await db.appointmentEvent.count({ where: { appointmentId: id, kind: 'CANCELLED' } })).toBe(1)
})

test('G-C3 a double click on the link’s form cancels once, and nobody meets an error', async () => {
  const { link, id } = await aVisit()
  const browser = visitor(app)
  const page = await browser.get(`${link}/cancellation/new`).expect(200)
  const form = { ...hidden(page.text), reason: 'Away' }
  const answers = await Promise.all([1, 2].map(() => browser.post(`${link}/cancellation`, form)))
  for (const { status } of answers) expect([303, 410]).toContain(status)
  expect(await db.appointmentEvent.count({ where: { appointmentId: id, kind: 'CANCELLED' } })).toBe(1)
})

test('E-7 without a reason the form comes again, with what was typed', async () => {
  const { link, id } = await aVisit()
  const browser = visitor(app)
  const page = await browser.get(`${link}/cancellation/new`).expect(200)
  const refused = await browser
    .post(`${link}/cancellation`, { ...hidden(page.text), reason: ' ' })
    .expect(422)
  expect(refused.text).toContain('Enter the reason')
  expect((await stateOf(id)).status).toBe('CONFIRMED')
})

test('E-7 after the cut-off the page says so and how to reach the hospital, and the form is refused', async () => {
  const doctor = await workingDoctor()
  const patient = await createPerson('PATIENT', 'Kavita Marathe')
  const { id } = await visitAt(doctor.doctorId, { startsAt: hours(1), patientId: patient.patientId ?? '' })
  const link = await linkTo(id)
  const browser = visitor(app)
  for (const address of [link, `${link}/cancellation/new`]) {
    const page = await browser.get(address).redirects(1).expect(200)
    expect(page.text).toContain('It is too late to change this visit here. Please call the hospital.')
    expect(page.text).toContain('href="tel:')
    expect(page.text).not.toContain('/cancellation')
    expect(page.text).not.toContain('/move')
  }
  const refused = await browser
    .post(`${link}/cancellation`, { idempotency_key: randomUUID(), reason: 'Away' })
    .expect(422)
  expect(refused.text).toContain('It is too late to change this visit here.')
  expect((await stateOf(id)).status).toBe('CONFIRMED')
})

test('who has no account is told to call for another time', async () => {
  const doctor = await workingDoctor()
  const { id: patientId } = await createPatient()
  const { id } = await bookedVisit(desk, doctor.doctorId, { patientId })
  const { text } = await visitor(app)
    .get(await linkTo(id))
    .expect(200)
  expect(text).toContain('For another time call us')
  expect(text).not.toContain('/move')
})

test.each([
  ['CANCELLED', 'This visit was cancelled'],
  ['REJECTED', 'This request was declined'],
  ['COMPLETED', 'This visit is over'],
  ['NO_SHOW', 'This visit is over'],
  ['CONFIRMED', 'This visit is over'],
] as const)('E-7 a link to a visit that is over and %s says so, and what to do', async (status, heading) => {
  const doctor = await workingDoctor()
  const { id } = await visitAt(doctor.doctorId, { startsAt: hours(-30), status })
  const link = await linkTo(id)
  for (const path of [link, `${link}/cancellation/new`]) {
    const page = await visitor(app).get(path).expect(410)
    expect(page.text).toContain(heading)
    expect(page.text).toContain(`href="/doctors/${doctor.doctorId}"`)
    expect(page.text).toContain('href="/patient/appointments"')
  }
  await visitor(app).post(`${link}/cancellation`, { reason: 'Away' }).expect(410)
})

test('E-7 a visit whose time fell away keeps its link, and the page says that another time is coming', async () => {
  const doctor = await workingDoctor()
  const { id } = await visitAt(doctor.doctorId, { startsAt: hours(-3) })
  await db.appointment.update({ where: { id }, data: { strandedAt: hours(-5) } })
  expect(
    (
      await visitor(app)
        .get(await linkTo(id))
        .expect(200)
    ).text,
  ).toContain('This time fell away')
})

test('a revoked link and a forged one open nothing, and each page says what to do', async () => {
  const { link } = await aVisit()
  await db.linkToken.updateMany({ data: { revokedAt: new Date() } })
  expect((await visitor(app).get(link).expect(410)).text).toContain('newest mail')
  for (const secret of ['x'.repeat(43), 'x', '%20', `${link.slice(8)}x`, "'; DROP TABLE link_token; --"]) {
    const page = await visitor(app)
      .get(`/visits/${encodeURIComponent(secret)}`)
      .expect(404)
    expect(page.text).toContain('We do not know this link')
    expect(page.text).toContain('href="/patient/appointments"')
  }
})

test('a link to an offer or a calendar opens no visit', async () => {
  const person = await createPerson('PATIENT')
  const { hash, secret } = newSecret()
  await db.linkToken.create({ data: { purpose: 'CALENDAR', hash, accountId: person.accountId } })
  await visitor(app).get(`/visits/${secret}`).expect(404)
})

test('G-W1 a form that another site sends cancels nothing', async () => {
  const { link, id } = await aVisit()
  const form = { reason: 'Away', idempotency_key: '019aa5c2-7a10-7000-8000-000000000001' }
  const { agent } = visitor(app)
  await agent
    .post(`${link}/cancellation`)
    .set('Sec-Fetch-Site', 'cross-site')
    .type('form')
    .send(form)
    .expect(403)
  await agent.post(`${link}/cancellation`).type('form').send(form).expect(403)
  expect((await stateOf(id)).status).toBe('CONFIRMED')
})

test('only the SHA-256 of a link’s secret is kept', async () => {
  const { link } = await aVisit()
  const hashes = await db.linkToken.findMany({ select: { hash: true } })
  expect(hashes.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash) && !link.includes(hash))).toBe(true)
})

test('G-D6 who tries wrong links again and again waits; a good link still opens', async () => {
  const { link } = await aVisit()
  const browser = visitor(app)
  let status = 404
  for (let tries = 0; tries < 80 && status === 404; tries++)
    status = (await browser.get(`/visits/${'y'.repeat(40)}${tries}`)).status
  expect(status).toBe(429)
  await browser.get(link).expect(200)
})
