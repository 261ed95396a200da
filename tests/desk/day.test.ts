import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn, instantAt, startOfDay, timeOfDay } from '../../src/shared/calendar.js'
import { bookedVisit, freeTimesOf, tomorrow, visitAt, workingDoctor } from '../appointments/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logIn, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let rao: Awaited<ReturnType<typeof workingDoctor>>
let thomas: Awaited<ReturnType<typeof workingDoctor>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  rao = await workingDoctor('Dr. Anjali Rao')
  thomas = await workingDoctor('Dr. Leela Thomas')
})

const dayOf = async (query = `?day=${tomorrow()}`) =>
  (await desk.get(`/reception/appointments/day${query}`).expect(200)).text

test('E-33 the desk sees all doctors side by side, who comes when, and books a free time from there', async () => {
  const patient = await createPatient({ name: 'Sunita Joshi' })
  const visit = await bookedVisit(desk, rao.doctorId, { patientId: patient.id })
  const [free = new Date(0)] = await freeTimesOf(thomas.doctorId)
  const text = await dayOf()
  expect(text.indexOf('>Dr. Anjali Rao</a>')).toBeLessThan(text.indexOf('>Dr. Leela Thomas</a>'))
  expect(text).toContain(`<a href="/reception/appointments/${visit.id}">Sunita Joshi</a>`)
  const link = `/reception/appointments/new?doctorId=${thomas.doctorId}&startsAt=${encodeURIComponent(free.toISOString())}`
  expect(text).toContain(`href="${link.replaceAll('&', '&amp;')}"`)
  expect(text).not.toContain(
    `doctorId=${rao.doctorId}&amp;startsAt=${encodeURIComponent(visit.startsAt.toISOString())}`,
  )
  const booking = await desk.get(link).expect(200)
  expect(booking.text).toContain(`value="${free.toISOString()}" checked`)
  expect(booking.text).toContain(`<option value="${thomas.doctorId}" selected>`)
  expect(text).toContain(`href="/reception/appointments/day?day=${addDays(tomorrow(), 1)}"`)
})

test('E-36 leave, holidays and held times are shown, and offer nothing', async () => {
  const away = await workingDoctor('Dr. Away Today')
  const from = startOfDay(tomorrow(), config.zone)
  await db.doctorLeave.create({
    data: {
      ...{ doctorId: away.doctorId, startsAt: from, createdById: desk.accountId },
      endsAt: startOfDay(addDays(tomorrow(), 1), config.zone),
    },
  })
  const [free = new Date(0)] = await freeTimesOf(thomas.doctorId)
  await db.slotHold.create({
    data: {
      ...{ kind: 'VISITOR', doctorId: thomas.doctorId, startsAt: free },
      ...{ endsAt: new Date(free.getTime() + 900_000), heldUntil: new Date(Date.now() + 600_000) },
    },
  })
  const text = await dayOf()
  expect(text).toContain('>Away</div>')
  expect(text).toContain('>Held</span>')
  expect(text).not.toContain(`doctorId=${away.doctorId}&amp;startsAt`)
  const later = addDays(tomorrow(), 20)
  await db.holiday.create({ data: { day: dayToColumn(later), name: 'Guru Nanak Jayanti' } })
  expect(await dayOf(`?day=${later}`)).toContain('Nobody sees patients on this day')
  const week = await desk
    .get(`/reception/appointments/week?doctorId=${rao.doctorId}&day=${later}`)
    .expect(200)
  expect(week.text).toContain('Holiday: Guru Nanak Jayanti')
})

test('a doctor has a day and a week of their own, and no other’s', async () => {
  const own = await logIn(app, rao)
  const [free = new Date(0)] = await freeTimesOf(rao.doctorId)
  const day = await own.get(`/doctor/appointments/day?day=${tomorrow()}`).expect(200)
  expect(day.text).toContain('Dr. Anjali Rao')
  expect(day.text).not.toContain('Dr. Leela Thomas')
  const week = await own.get(`/doctor/appointments/week?day=${tomorrow()}`).expect(200)
  expect(week.text).toContain('The week of Dr. Anjali Rao')
  expect(week.text).toContain(encodeURIComponent(free.toISOString()))
  await own.get(`/doctor/appointments/week?doctorId=${thomas.doctorId}`).expect(404)
})

test.each(['1900-01-01', '1900-12-31', '2200-12-31', '9999-12-31', '2026-02-30', 'x'])(
  'an address with the day %s still opens the day, the week, the list, its file and the free times',
  async (day) => {
    const { doctorId } = rao
    const booking = `/reception/appointments/new?doctorId=${doctorId}`
    for (const path of [
      `/reception/appointments/day?day=${day}`,
      `/reception/appointments/week?day=${day}`,
      `/reception/appointments?from=${day}&to=${day}`,
      `/reception/appointments/csv?from=${day}&to=${day}`,
      `${booking}&from=${day}`,
      `${booking}&startsAt=${day}T04:30:00.000Z`,
    ])
      await desk.get(path).expect(200)
    const form = { doctorId, startsAt: `${day}T04:30:00.000Z` }
    await desk.post('/reception/appointments', form).expect(422)
    await desk.post('/reception/appointments', { doctorId, week: day }).expect(200)
  },
)

test('E-61 from the week, which a phone shows by time, each of its days is one tap away', async () => {
  const { text } = await desk
    .get(`/reception/appointments/week?day=2026-11-23&doctorId=${rao.doctorId}`)
    .expect(200)
  const days = /<nav[^>]*ww-week-days[\s\S]*?<\/nav>/.exec(text)?.[0] ?? ''
  expect(days.match(/href="\/reception\/appointments\/day\?day=2026-11-2[3-9]"/g)).toHaveLength(7)
})

test('the statements of a day do not grow with doctors or visits', async () => {
  const ask = () => statementsOf(() => desk.get(`/reception/appointments/day?day=${tomorrow()}`))
  const before = await ask()
  const start = instantAt(tomorrow(), timeOfDay('10:00'), config.zone)
  for (let index = 0; index < 12; index++) {
    const { doctorId } = await workingDoctor(`Dr. Number ${index}`)
    for (let slot = 0; slot < 4; slot++)
      await visitAt(doctorId, { startsAt: new Date(start.getTime() + slot * 900_000) })
  }
  expect(await ask()).toBe(before)
  expect(before).toBeLessThanOrEqual(6)
  const { doctorId: one } = await workingDoctor('Dr. Of A Week')
  const week = () => desk.get(`/reception/appointments/week?doctorId=${one}`).expect(200)
  expect(await statementsOf(week)).toBeLessThanOrEqual(6)
  const text = await dayOf()
  expect(text.match(/class="ww-meta">General medicine/g)).toHaveLength(6)
  const next = /href="([^"]*page=1)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect((await desk.get(next).expect(200)).text).toContain('Dr. Number 5')
  expect(dayIn(start, config.zone)).toBe(tomorrow())
})
