import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn } from '../../src/shared/calendar.js'
import { freeTimesOf, workingDoctor } from '../appointments/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs, password } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

/** The instants that a page offers, in its order. */
const offered = (html: string) =>
  [...html.matchAll(/name="startsAt" value="([^"]+)"/g)].map(([, value]) => value)

async function specialised(name: string, slug: string, specialisation: string, hours: object = {}) {
  const doctor = await workingDoctor(name, hours)
  const { id } = await db.specialisation.upsert({
    where: { slug },
    create: { slug, name: specialisation },
    update: {},
  })
  await db.doctor.update({ where: { id: doctor.doctorId }, data: { specialisationId: id } })
  return doctor
}

test('E-1 U-03 a visitor sees doctors by specialisation, each with the next free times, the soonest first', async () => {
  const later = await specialised('Dr. Asha Late', 'skin', 'Dermatology')
  const sooner = await specialised('Dr. Zubin Soon', 'skin', 'Dermatology')
  const [first] = await freeTimesOf(later.doctorId, 1)
  await db.doctorLeave.create({
    data: {
      doctorId: later.doctorId,
      startsAt: new Date(),
      endsAt: new Date((first?.getTime() ?? 0) + 5 * 86_400_000),
      createdById: later.accountId,
    },
  })
  const { text } = await visitor(app).get('/doctors?specialisation=skin').expect(200)
  expect(text.indexOf('Dr. Zubin Soon')).toBeLessThan(text.indexOf('Dr. Asha Late'))
  expect(offered(text)).toHaveLength(8)
  expect(text).toContain(`action="/doctors/${sooner.doctorId}/hold"`)
  const all = await visitor(app).get('/doctors').expect(200)
  expect(all.text).toContain('<h2>Dermatology</h2>')
})

test('U-05 E-59 a search finds a doctor by name, by department and misspelt, keeps its words, and says when nobody fits', async () => {
  await specialised('Dr. Meenakshi Iyer', 'children', 'Paediatrics')
  const search = (q: string) => visitor(app).get(`/doctors?q=${encodeURIComponent(q)}`)
  expect((await search('meena')).text).toContain('Meenakshi Iyer')
  expect((await search('Dr. iyer')).text).toContain('value="Dr. iyer"')
  expect((await search('paediat')).text).toContain('Meenakshi Iyer')
  const misspelt = await search('Meenaxshi')
  expect(misspelt.text).toContain('Meenakshi Iyer')
  expect(misspelt.text).toContain('Nobody is called “Meenaxshi”')
  const none = await search('Xyzzyqqq')
  expect(none.text).toContain('No doctor fits “Xyzzyqqq”')
  expect(none.text).not.toContain('Meenakshi')
  await search('%').expect(200)
  await search('<b>').expect(200)
})

test('U-03 a doctor’s page shows the week: a day is picked, other weeks are a link away, and a full one offers the waiting list', async () => {
  const doctor = await workingDoctor('Dr. Week Page', { urgentSlots: 1 })
  const [free] = await freeTimesOf(doctor.doctorId, 1)
  const day = dayIn(free ?? new Date(), config.zone)
  const page = await visitor(app).get(`/doctors/${doctor.doctorId}?day=${day}`).expect(200)
  expect(offered(page.text)).toHaveLength(7)
  expect(page.text).toContain('aria-current="date"')
  expect(page.text).toContain('7 free')
  expect(page.text).toMatch(/from=\d{4}-\d\d-\d\d#times"/)
  const urgent = await visitor(app).get(`/doctors/${doctor.doctorId}?day=${day}&urgent=yes`)
  expect(offered(urgent.text)).toHaveLength(8)
  expect(urgent.text).toContain('Urgent only')
  await db.doctorLeave.create({
    data: {
      doctorId: doctor.doctorId,
      startsAt: new Date(),
      endsAt: new Date(Date.now() + 100 * 86_400_000),
      createdById: doctor.accountId,
    },
  })
  const full = await visitor(app).get(`/doctors/${doctor.doctorId}`)
  expect(offered(full.text)).toEqual([])
  expect(full.text).toContain(`/patient/waiting/new?doctorId=${doctor.doctorId}`)
  await visitor(app).get('/doctors/0198c5a0-0000-7000-8000-000000000000').expect(404)
})

test('E-2 a visitor’s choice is held while they log in, nobody else gets it, and the booking goes on with it', async () => {
  const doctor = await workingDoctor('Dr. Held Time')
  const [startsAt = new Date()] = await freeTimesOf(doctor.doctorId, 1)
  const wanted = startsAt.toISOString()
  const browser = visitor(app)
  const page = await browser.get('/doctors')
  const held = await browser.post(`/doctors/${doctor.doctorId}/hold`, {
    ...hidden(page.text),
    startsAt: wanted,
  })
  expect(held.headers.location).toBe(`/doctors/${doctor.doctorId}/hold`)
  const told = await browser.get(`/doctors/${doctor.doctorId}/hold`).expect(200)
  expect(told.text).toMatch(/Held for you until \d/)
  expect(told.text).toContain('After that it is open to everybody again')
  for (const address of ['/login', '/register', '/register/patient']) {
    const { text } = await browser.get(address).expect(200)
    expect(text, address).toContain('with Dr. Held Time')
    expect(text, address).toMatch(/Held for you until \d/)
    expect((await visitor(app).get(address)).text, address).not.toContain('Held for you')
  }
  const mistyped = await browser.post('/login', { identifier: 'asha', password: 'not hers', next: '' })
  expect(mistyped.text).toContain('with Dr. Held Time')

  const other = visitor(app)
  const others = await other.get(`/doctors/${doctor.doctorId}`)
  expect(offered(others.text)).not.toContain(wanted)
  const refused = await other
    .post(`/doctors/${doctor.doctorId}/hold`, { ...hidden(others.text), startsAt: wanted })
    .expect(422)
  expect(refused.text).toContain('Somebody has just taken this time.')
  expect(refused.text).toContain('The free times nearest to it')

  const patient = await createPerson('PATIENT', 'Asha Held')
  const [, next = ''] = /href="\/login\?next=([^"]+)"/.exec(told.text) ?? []
  const inside = await browser.post('/login', {
    identifier: patient.email,
    password,
    next: decodeURIComponent(next.replaceAll('&amp;', '&')),
  })
  expect(inside.headers.location).toBe(
    `/patient/appointments/new?doctorId=${doctor.doctorId}&startsAt=${encodeURIComponent(wanted)}`,
  )
  const booking = await browser.get(inside.headers.location ?? '').expect(200)
  expect(booking.text).toMatch(/Held for you until \d/)
  expect((await browser.get('/patient')).text).toContain('Go on with the booking')
  await browser
    .post('/patient/appointments', {
      ...hidden(booking.text),
      doctorId: doctor.doctorId,
      startsAt: wanted,
      patientId: patient.patientId ?? '',
      reason: 'Cough for three days',
      priority: 'ROUTINE',
    })
    .expect(303)
  expect(
    await db.slotHold.findMany({ where: { doctorId: doctor.doctorId }, select: { status: true } }),
  ).toEqual([{ status: 'ACCEPTED' }])
  expect(await db.appointment.count({ where: { patientId: patient.patientId ?? '', startsAt } })).toBe(1)
})

test('E-2 a visitor holds one time at once, a double click holds it once, and a hold that lapsed is open to others', async () => {
  const doctor = await workingDoctor('Dr. One Hold')
  const [first, second] = await freeTimesOf(doctor.doctorId, 2)
  const browser = visitor(app)
  const page = hidden((await browser.get(`/doctors/${doctor.doctorId}`)).text)
  const hold = (startsAt: Date | undefined) =>
    browser.post(`/doctors/${doctor.doctorId}/hold`, { ...page, startsAt: startsAt?.toISOString() ?? '' })
  const twice = await Promise.all([hold(first), hold(first)])
  expect(twice.map(({ status }) => status)).toEqual([303, 303])
  await hold(second).expect(303)
  await hold(first).expect(303)
  const holds = await db.slotHold.findMany({
    where: { doctorId: doctor.doctorId },
    orderBy: { id: 'asc' },
    select: { startsAt: true, status: true },
  })
  expect(holds).toEqual([
    { startsAt: first, status: 'WITHDRAWN' },
    { startsAt: second, status: 'WITHDRAWN' },
    { startsAt: first, status: 'OPEN' },
  ])
  await db.slotHold.updateMany({
    where: { doctorId: doctor.doctorId, status: 'OPEN' },
    data: { heldUntil: new Date(Date.now() - 1000) },
  })
  await browser.get(`/doctors/${doctor.doctorId}/hold`).expect(303)
  const other = visitor(app)
  const others = await other.get(`/doctors/${doctor.doctorId}`)
  await other
    .post(`/doctors/${doctor.doctorId}/hold`, {
      ...hidden(others.text),
      startsAt: first?.toISOString() ?? '',
    })
    .expect(303)
})

test('G-D6 from one address only so many times are held', async () => {
  const doctor = await workingDoctor('Dr. Limit')
  const answers: number[] = []
  for (let index = 0; index < 22; index++) {
    const { status } = await visitor(app).post(`/doctors/${doctor.doctorId}/hold`, { startsAt: 'nonsense' })
    answers.push(status)
  }
  expect(answers.at(-1)).toBe(429)
  expect(await db.slotHold.count({ where: { doctorId: doctor.doctorId } })).toBe(0)
})

test('E-1 a patient goes straight on from a free time; staff only read; nothing changes on GET', async () => {
  const doctor = await workingDoctor('Dr. Links')
  const patient = await logInAs(app, 'PATIENT')
  const before = await db.slotHold.count()
  const page = await patient.get(`/doctors/${doctor.doctorId}`)
  expect(page.text).toContain(`/patient/appointments/new?doctorId=${doctor.doctorId}&amp;startsAt=`)
  const desk = await logIn(app, await createPerson('RECEPTIONIST'))
  const read = await desk.get(`/doctors/${doctor.doctorId}`)
  expect(read.text).not.toContain('/hold')
  expect(read.text).not.toContain('/patient/appointments/new')
  await patient.get(`/doctors/${doctor.doctorId}/hold`)
  expect(await db.slotHold.count()).toBe(before)
})

test('G-W14 nonsense in the address of a doctor’s week is read as today', async () => {
  const doctor = await workingDoctor('Dr. Nonsense')
  for (const given of ['from=2200-12-31', 'from=1900-01-01', 'day=2026-02-30', 'from=x&day=%00', 'page=-1'])
    await visitor(app).get(`/doctors/${doctor.doctorId}?${given}`).expect(200)
  await visitor(app).get('/doctors?page=-1&q=%00&specialisation[]=x').expect(200)
})

test('S-14 the directory sends as many statements over many doctors as over few', async () => {
  const directory = () => visitor(app).get('/doctors').expect(200)
  const few = await statementsOf(directory)
  for (let index = 0; index < 20; index++) await workingDoctor(`Dr. Many ${index}`)
  expect(await statementsOf(directory)).toBe(few)
})
