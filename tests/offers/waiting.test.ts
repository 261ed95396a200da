import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { sweepOffers } from '../../src/offers/lapsing.js'
import { type Browser, doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logIn, logInAs } from '../support/people.js'
import { at, createOnlinePatient, createVisit, inDays, linkIn } from './clinic.js'
import { cancel, entryNow, freed, offerTo, ownField, waits } from './waiting-list.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

async function join(browser: Browser, form: Record<string, string>, base = '/patient') {
  const page = await browser.get(`${base}/waiting/new`).expect(200)
  const { idempotency_key = '' } = hidden(page.text)
  return browser.post(`${base}/waiting`, {
    ...{ earliestOn: inDays(0), latestOn: inDays(20), partOfDay: 'ANY', priority: 'ROUTINE' },
    ...{ reason: 'A rash that will not go away', idempotency_key },
    ...form,
  })
}

describe('a patient joins the list', () => {
  test('for a doctor, is offered a time that somebody gives back, and takes it by the link', async () => {
    const doctor = await ownField()
    const patient = await createOnlinePatient()
    const browser = await logIn(app, patient)
    const page = await browser.get(`/patient/waiting/new?doctorId=${doctor.doctorId}`).expect(200)
    expect(page.text).toContain(`<option value="doctor ${doctor.doctorId}" selected>`)
    const whom = `doctor ${doctor.doctorId}`
    expect((await join(browser, { whom, patientId: patient.patientId })).headers.location).toBe(
      '/patient/waiting',
    )
    expect((await browser.get('/patient/waiting')).text).toContain('Dr. Anjali Rao')

    const other = await createVisit(doctor.doctorId, (await createPatient()).id, at(3, '10:00'))
    await cancel(app, other.id)
    await doDueWork()
    const link = await linkIn(patient.email, 'offer-freed')
    const messages = await db.message.findMany({ where: { accountId: patient.accountId } })
    expect(messages.map(({ channel }) => channel).sort()).toEqual(['IN_APP', 'MAIL'])
    for (const { subject, body } of messages) expect(`${subject} ${body}`).not.toMatch(/rash|field-/)
    expect((await browser.get('/patient/waiting')).text).toContain('Answer:')

    const phone = visitor(app)
    expect((await phone.get(link).expect(200)).text).toContain('A time is free for you')
    await phone.post(`${link}/acceptance`).expect(303)
    const visits = await db.appointment.findMany({ where: { patientId: patient.patientId } })
    expect(visits).toHaveLength(1)
    expect(visits[0]).toMatchObject({ status: 'CONFIRMED', startsAt: at(3, '10:00'), room: '12' })
    expect(await db.waitingEntry.findFirst({ where: { patientId: patient.patientId } })).toMatchObject({
      status: 'BOOKED',
    })
    expect((await browser.get('/patient/waiting')).text).toContain('You wait for nothing')
  })

  test('and the form that is refused keeps what was typed', async () => {
    const doctor = await ownField()
    const patient = await createOnlinePatient()
    const browser = await logIn(app, patient)
    const whom = `doctor ${doctor.doctorId}`
    const { patientId } = patient
    const wrong = await join(browser, { whom, patientId, latestOn: inDays(-3), earliestOn: inDays(-5) })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Enter a day that is not over.')
    expect(wrong.text).toContain('A rash that will not go away')
    for (const bad of ['', `doctor ${randomUUID()}`, 'doctor x'])
      expect((await join(browser, { whom: bad, patientId })).text).toContain('Choose whom you would see.')
    expect((await join(browser, { whom, patientId })).status).toBe(303)
    expect((await join(browser, { whom, patientId })).text).toContain(
      'The patient is on this waiting list already.',
    )
  })

  test('G-D6 no more than five times', async () => {
    const patient = await createOnlinePatient()
    const browser = await logIn(app, patient)
    const answers = []
    for (let count = 0; count < 6; count++) {
      const { doctorId } = await ownField()
      answers.push(await join(browser, { whom: `doctor ${doctorId}`, patientId: patient.patientId }))
    }
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303, 422])
    expect(answers.at(-1)?.text).toContain('5 wishes are on the waiting list already.')
  })

  test('E-3 for their child, and hears of it', async () => {
    const doctor = await ownField()
    const parent = await createOnlinePatient('Parent Iyer')
    const child = await createPatient({ name: 'Child Iyer' })
    await db.guardianship.create({
      data: {
        ...{ accountId: parent.accountId, patientId: child.id },
        ...{ relation: 'CHILD', createdById: parent.accountId },
      },
    })
    const browser = await logIn(app, parent)
    const whom = `doctor ${doctor.doctorId}`
    expect((await join(browser, { whom, patientId: child.id })).status).toBe(303)
    await freed(doctor, at(2, '09:30'))
    const { body } = await db.message.findFirstOrThrow({
      where: { recipientAddress: parent.email, kind: 'offer-freed' },
    })
    expect(body).toContain('It is for Child.')
    expect((await browser.get('/patient/waiting')).text).toContain('For Child Iyer')
  })

  test('G-Z2 not for a stranger', async () => {
    const doctor = await ownField()
    const stranger = await createPatient()
    const browser = await logIn(app, await createOnlinePatient())
    const answer = await join(browser, { whom: `doctor ${doctor.doctorId}`, patientId: stranger.id })
    expect(answer.status).toBe(404)
  })
})

describe('leaving the list', () => {
  test('E-57 after a page that says what follows; what was held goes to the next', async () => {
    const doctor = await ownField()
    const first = await waits(doctor, 'First')
    const second = await waits(doctor, 'Second')
    await freed(doctor, at(2, '09:00'))
    const browser = await logIn(app, first)
    const page = await browser.get(`/patient/waiting/${first.entry.id}/removal/new`).expect(200)
    expect(page.text).toContain('goes to the next who waits')
    await browser.post(`/patient/waiting/${first.entry.id}/removal`, hidden(page.text)).expect(303)
    await doDueWork()
    expect((await entryNow(first.entry.id)).status).toBe('WITHDRAWN')
    expect(await offerTo(second.entry.id)).not.toBeNull()
    const link = await linkIn(first.email, 'offer-freed')
    expect((await visitor(app).post(`${link}/acceptance`).expect(409)).text).toContain(
      'This offer does not stand any longer',
    )
  })

  test('G-C3 a double click leaves it once, and who comes later reads that it is over', async () => {
    const { entry, ...first } = await waits(await ownField(), 'Leaves')
    const browser = await logIn(app, first)
    const path = `/patient/waiting/${entry.id}/removal`
    const form = hidden((await browser.get(`${path}/new`).expect(200)).text)
    const answers = await Promise.all([1, 2, 3].map(() => browser.post(path, form)))
    for (const { status, headers } of answers)
      expect([status, headers.location]).toEqual([303, '/patient/waiting'])
    expect((await browser.get('/patient/waiting')).text).not.toContain('not on the waiting list any more')
    const late = { idempotency_key: randomUUID() }
    for (const come of [() => browser.get(`${path}/new`), () => browser.post(path, late)]) {
      const answer = await come()
      expect([answer.status, answer.headers.location]).toEqual([303, '/patient/waiting'])
      expect((await browser.get('/patient/waiting')).text).toContain(
        'This wish is not on the waiting list any more.',
      )
    }
  })

  test('G-Z1 G-Z2 somebody else’s wish is not found, and stays', async () => {
    const doctor = await ownField()
    const { entry } = await waits(doctor, 'Mine')
    const stranger = await logInAs(app, 'PATIENT')
    await stranger.get(`/patient/waiting/${entry.id}/removal/new`).expect(404)
    await stranger.post(`/patient/waiting/${entry.id}/removal`, { idempotency_key: randomUUID() }).expect(404)
    expect((await entryNow(entry.id)).status).toBe('WAITING')
  })

  test('wishes whose days are over leave by themselves', async () => {
    const doctor = await ownField()
    const { entry } = await waits(doctor, 'Over', { from: -9, to: -1 })
    await sweepOffers()
    expect((await entryNow(entry.id)).status).toBe('WITHDRAWN')
  })
})
