import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs } from '../support/people.js'
import { doctorWithPatient, itemId, ordered, postOrder, postResult } from './clinic.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

const tomorrow = () => addDays(dayIn(new Date(), config.zone), 1)

async function schedule(desk: Browser, id: string, given: Record<string, string> = {}) {
  const page = await desk.get(`/reception/orders/${id}`).expect(200)
  const form = { day: tomorrow(), time: '09:30', place: 'Laboratory, ground floor', ...given }
  return desk.post(`/reception/orders/${id}/schedule`, { ...form, ...hidden(page.text) })
}

describe('R-13 R-14 the desk schedules what doctors order', () => {
  test('the most urgent first, then the oldest; a scanned label opens its order', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const desk = await logInAs(app, 'RECEPTIONIST')
    const routine = await ordered(doctor, patient.id, { codes: ['CBC'] })
    const emergency = await ordered(doctor, patient.id, { codes: ['ELEC'], priority: 'EMERGENCY' })
    const treatment = await ordered(doctor, patient.id, { codes: ['NEB'], priority: 'URGENT' })
    const { text } = await desk.get('/reception/orders').expect(200)
    const places = [emergency, treatment, routine].map(({ id }) => text.indexOf(`/reception/orders/${id}"`))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((one, other) => one - other))
    const scanned = await desk.get(`/reception/orders?q=O-00${routine.number}`)
    expect(scanned.headers.location).toBe(`/reception/orders/${routine.id}`)
    expect((await desk.get('/reception/orders?q=O-999999')).text).toContain(
      'There is no order of this number.',
    )
    expect((await desk.get('/reception')).text).toContain('Tests to schedule')
  })

  test('time and place; the patient is told when, and reads behind the log-in what for and how to prepare (G-O5)', async () => {
    const { doctor } = await doctorWithPatient(app)
    const person = await createPerson('PATIENT', 'Asha Rao')
    const patientId = person.patientId ?? ''
    await db.careAssignment.create({
      data: {
        patientId,
        doctorId: doctor.doctorId ?? '',
        assignedById: doctor.accountId,
        startedAt: new Date(),
      },
    })
    const fasting = await db.catalogueItem.findFirstOrThrow({
      where: { kind: 'TEST', preparation: { not: null }, isActive: true },
      select: { code: true, name: true, preparation: true },
    })
    const { id } = await ordered(doctor, patientId, { codes: [fasting.code] })
    const desk = await logInAs(app, 'RECEPTIONIST')
    const done = await schedule(desk, id)
    expect(done.status).toBe(303)
    const messages = await db.message.findMany({ where: { accountId: person.accountId } })
    expect(messages.map(({ channel }) => channel).sort()).toEqual(['IN_APP', 'MAIL'])
    for (const { subject, body } of messages) {
      expect(`${subject} ${body}`).toContain('9:30')
      for (const secret of [fasting.name, fasting.preparation ?? '', 'Laboratory'])
        expect(`${subject} ${body}`).not.toContain(secret)
    }
    const own = await (await logIn(app, person)).get('/patient/results').expect(200)
    for (const told of [fasting.name, fasting.preparation ?? '', 'Laboratory, ground floor', '9:30'])
      expect(own.text).toContain(told)
  })

  test('rescheduled, and the history says so; the order stays scheduled', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    const desk = await logInAs(app, 'RECEPTIONIST')
    await schedule(desk, id)
    expect((await desk.get('/reception/orders?show=scheduled')).text).toContain('Laboratory, ground floor')
    expect((await schedule(desk, id, { time: '14:15' })).status).toBe(303)
    const order = await db.clinicalOrder.findUniqueOrThrow({ where: { id }, include: { events: true } })
    expect(order.status).toBe('SCHEDULED')
    expect(order.events.filter(({ kind }) => kind === 'SCHEDULED')).toHaveLength(2)
  })

  test('G-C5 two at the desk: the second sees both versions, and what was typed is kept', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    const [one, other] = [await logInAs(app, 'RECEPTIONIST'), await logInAs(app, 'RECEPTIONIST')]
    const page = await other.get(`/reception/orders/${id}`)
    await schedule(one, id, { place: 'Room 4' })
    const late = await other.post(`/reception/orders/${id}/schedule`, {
      ...{ day: tomorrow(), time: '11:00', place: 'Room 9' },
      ...hidden(page.text),
    })
    expect(late.status).toBe(409)
    for (const text of ['Room 4', 'Room 9', '11:00', '09:30']) expect(late.text).toContain(text)
  })

  test('cancelled meanwhile: the desk is told so, and keeps what was typed', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    const desk = await logInAs(app, 'RECEPTIONIST')
    const page = await desk.get(`/reception/orders/${id}`)
    await db.clinicalOrder.update({
      where: { id },
      data: { status: 'CANCELLED', statusReason: 'Not needed any more', version: { increment: 1 } },
    })
    const late = await desk.post(`/reception/orders/${id}/schedule`, {
      ...{ day: tomorrow(), time: '11:00', place: 'Room 9' },
      ...hidden(page.text),
    })
    expect(late.status).toBe(422)
    for (const text of ['This order was cancelled.', 'Room 9', '11:00']) expect(late.text).toContain(text)
    expect((await desk.get(`/reception/orders/${id}`)).text).not.toContain('/schedule"')
  })

  test.each([
    [{ day: '2020-01-01' }, 'This time is over.'],
    [{ day: '2199-01-01' }, 'Enter a day within a year.'],
    [{ day: '' }, 'Enter the day.'],
    [{ time: '25:00' }, 'Enter a time of the 24-hour clock'],
    [{ place: '' }, 'Enter where it is done'],
  ])('%j is refused beside its field', async (mistake, sentence) => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    const answer = await schedule(await logInAs(app, 'RECEPTIONIST'), id, mistake)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
  })

  test('E-32 a label for the specimen with its number as bars', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id, number } = await ordered(doctor, patient.id)
    const page = await (await logInAs(app, 'RECEPTIONIST')).get(`/reception/orders/${id}/label`).expect(200)
    expect(page.text).toContain(`aria-label="O-00${number}"`)
    expect(page.text.match(/<rect /g)?.length).toBeGreaterThan(20)
    expect(page.text).not.toContain(' style=')
  })
})

test('a specimen that was spoiled goes back to the beginning, with the reason, and is scheduled anew', async () => {
  const { doctor, patient } = await doctorWithPatient(app)
  const { id } = await ordered(doctor, patient.id)
  const desk = await logInAs(app, 'RECEPTIONIST')
  await schedule(desk, id)
  await desk.post(`/reception/orders/${id}/collection`).expect(303)
  expect(await db.clinicalOrder.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'COLLECTED' })
  const page = await desk.get(`/reception/orders/${id}/spoiling/new`).expect(200)
  await desk.post(`/reception/orders/${id}/spoiling`, { reason: '', ...hidden(page.text) }).expect(422)
  await desk
    .post(`/reception/orders/${id}/spoiling`, { reason: 'Haemolysed', ...hidden(page.text) })
    .expect(303)
  expect(await db.clinicalOrder.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'ORDERED',
    collectedAt: null,
    scheduledAt: null,
  })
  const seen = await doctor.get(`/doctor/patients/${patient.id}/orders/${id}`)
  expect(seen.text).toContain('Waits for another specimen')
  expect(seen.text).toContain('Haemolysed')
})

test('G-Z7 a receptionist gets neither the clinical question nor any result', async () => {
  const { doctor, patient } = await doctorWithPatient(app)
  await postOrder(doctor, patient.id, { question: 'Secret suspicion' })
  const { id } = await db.clinicalOrder.findFirstOrThrow({ where: { patientId: patient.id } })
  const desk = await logInAs(app, 'RECEPTIONIST')
  const before = await Promise.all(
    ['', `/${id}`, `/${id}/label`].map((path) => desk.get(`/reception/orders${path}`)),
  )
  await postResult(await logInAs(app, 'DATA_ENTRY'), id, { sodium: '141', potassium: '4.3' })
  const after = await desk.get(`/reception/orders/${id}`).expect(200)
  for (const { text } of [...before, after]) {
    expect(text).not.toContain('Secret suspicion')
    expect(text).not.toMatch(/141|4\.3/)
  }
  await desk.get(`/records/orders/${id}`).expect(403)
  await desk.get(`/doctor/patients/${patient.id}/orders/${id}`).expect(403)
})

test('the list goes on page by page, and nothing is shown twice', async () => {
  const { doctor, patient } = await doctorWithPatient(app)
  const base = {
    patientId: patient.id,
    doctorId: doctor.doctorId ?? '',
    itemId: await itemId('CBC'),
    kind: 'TEST' as const,
  }
  await db.clinicalOrder.createMany({
    data: Array.from({ length: 120 }, (_, index) => ({
      ...base,
      priority: (['ROUTINE', 'URGENT', 'EMERGENCY'] as const)[index % 3] ?? 'ROUTINE',
      orderedAt: new Date(Date.UTC(2026, 9, 1, 0, Math.floor(index / 4))),
      orderedById: doctor.accountId,
    })),
  })
  const desk = await logInAs(app, 'RECEPTIONIST')
  const seen: string[] = []
  for (let next: string | undefined = '/reception/orders'; next; ) {
    const page: { text: string } = await desk.get(next).expect(200)
    seen.push(
      ...[...page.text.matchAll(/<span class="visually-hidden"> (O-\d+),/g)].map(
        ([, number]) => number ?? '',
      ),
    )
    next = page.text.match(/href="([^"]*)" rel="next"/)?.[1]?.replaceAll('&amp;', '&')
  }
  const waiting = await db.clinicalOrder.findMany({
    where: { status: 'ORDERED' },
    orderBy: [{ priority: 'desc' }, { orderedAt: 'asc' }, { id: 'asc' }],
    select: { number: true },
  })
  expect(seen).toEqual(waiting.map(({ number }) => `O-00${number}`))
})
