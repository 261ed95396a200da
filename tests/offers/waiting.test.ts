import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db, transaction } from '../../src/db/client.js'
import { lapseOffer, sweepOffers } from '../../src/offers/lapsing.js'
import { passOn } from '../../src/offers/passing-on.js'
import { timetableChanged } from '../../src/offers/rescue.js'
import { dayToColumn } from '../../src/shared/calendar.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logIn, logInAs } from '../support/people.js'
import {
  at,
  createDoctor,
  createLeave,
  createOnlinePatient,
  createVisit,
  inDays,
  linkIn,
  newSpecialisation,
  offerOf,
  type TestDoctor,
} from './clinic.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

interface Wish {
  priority?: 'ROUTINE' | 'URGENT' | 'EMERGENCY'
  partOfDay?: 'ANY' | 'MORNING' | 'AFTERNOON'
  from?: number
  to?: number
  anyDoctor?: boolean
}

/** A patient who waits for this doctor, already on the list. */
async function waits(doctor: TestDoctor, name: string, wish: Wish = {}) {
  const patient = await createOnlinePatient(name)
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId } })
  const entry = await db.waitingEntry.create({
    data: {
      ...{ patientId: patient.patientId, specialisationId, createdById: patient.accountId },
      doctorId: wish.anyDoctor ? null : doctor.doctorId,
      earliestOn: dayToColumn(inDays(wish.from ?? 0)),
      latestOn: dayToColumn(inDays(wish.to ?? 10)),
      partOfDay: wish.partOfDay ?? 'ANY',
      priority: wish.priority ?? 'ROUTINE',
      reason: 'A rash that will not go away',
    },
  })
  return { ...patient, entry }
}

const ownField = () => createDoctor('Dr. Anjali Rao', { specialisation: newSpecialisation() })
const entryNow = (id: string) => db.waitingEntry.findUniqueOrThrow({ where: { id } })
const offerTo = (entryId: string) =>
  db.slotHold.findFirst({ where: { waitingEntryId: entryId, status: 'OPEN' } })
const freed = (doctor: TestDoctor, startsAt: Date) =>
  passOn({ doctorId: doctor.doctorId, startsAt: startsAt.toISOString() })

/** The desk cancels a visit, through its page. */
async function cancel(visitId: string): Promise<void> {
  const staff = await logInAs(app, 'RECEPTIONIST')
  const form = await staff.get(`/reception/appointments/${visitId}/cancellation/new`).expect(200)
  await staff
    .post(`/reception/appointments/${visitId}/cancellation`, { ...hidden(form.text), reason: 'On holiday' })
    .expect(303)
}

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
    await cancel(other.id)
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

describe('a free time goes to the first whom it fits', () => {
  test('R-12 the most urgent, and of those who waited longest', async () => {
    const doctor = await ownField()
    const first = await waits(doctor, 'First')
    const second = await waits(doctor, 'Second')
    const urgent = await waits(doctor, 'Urgent', { priority: 'URGENT' })
    await freed(doctor, at(2, '09:00'))
    await freed(doctor, at(2, '09:30'))
    expect((await offerTo(urgent.entry.id))?.startsAt).toEqual(at(2, '09:00'))
    expect((await offerTo(first.entry.id))?.startsAt).toEqual(at(2, '09:30'))
    expect(await offerTo(second.entry.id)).toBeNull()
    expect((await entryNow(urgent.entry.id)).status).toBe('OFFERED')
  })

  test('by days, part of the day and doctor; the slots kept back only to who is urgent', async () => {
    const specialisation = newSpecialisation()
    const doctor = await createDoctor('Dr. Rao', { specialisation, to: '16:00', urgentSlots: 1 })
    const colleague = await createDoctor('Dr. Colleague', { specialisation })
    const forColleague = await waits(colleague, 'For the colleague')
    const later = await waits(doctor, 'Later', { from: 5 })
    const afternoon = await waits(doctor, 'Afternoon', { partOfDay: 'AFTERNOON' })
    const anybody = await waits(doctor, 'Anybody', { anyDoctor: true })
    await freed(doctor, at(2, '15:30'))
    for (const { entry } of [forColleague, later, afternoon, anybody])
      expect(await offerTo(entry.id)).toBeNull()
    await freed(doctor, at(2, '11:30'))
    expect((await offerTo(anybody.entry.id))?.startsAt).toEqual(at(2, '11:30'))
    await freed(doctor, at(2, '12:00'))
    expect((await offerTo(afternoon.entry.id))?.startsAt).toEqual(at(2, '12:00'))
    const urgent = await waits(doctor, 'Urgent', { priority: 'URGENT' })
    await freed(doctor, at(2, '15:30'))
    expect((await offerTo(urgent.entry.id))?.startsAt).toEqual(at(2, '15:30'))
  })

  test('only if it is free, offered, and far enough ahead to be thought over', async () => {
    const doctor = await createDoctor('Dr. Rao', {
      specialisation: newSpecialisation(),
      from: '00:00',
      to: '23:30',
    })
    const { entry } = await waits(doctor, 'Waits')
    await createVisit(doctor.doctorId, (await createPatient()).id, at(2, '09:00'))
    await freed(doctor, at(2, '09:00'))
    await freed(doctor, at(2, '09:10'))
    await createLeave(doctor.doctorId, 4, 4)
    await freed(doctor, at(4, '09:00'))
    const soon = new Date(Math.ceil(Date.now() / 1_800_000) * 1_800_000)
    await freed(doctor, soon)
    expect(await offerTo(entry.id)).toBeNull()
  })

  test('and never to who is elsewhere at that time: it goes to the next', async () => {
    const doctor = await ownField()
    const elsewhere = await waits(doctor, 'Elsewhere')
    const next = await waits(doctor, 'Next')
    const other = await ownField()
    await createVisit(other.doctorId, elsewhere.patientId, at(2, '09:00'))
    await freed(doctor, at(2, '09:00'))
    expect(await offerTo(elsewhere.entry.id)).toBeNull()
    expect(await offerTo(next.entry.id)).not.toBeNull()
  })

  test('G-K16 two workers at the same instant offer one time to one patient', async () => {
    const doctor = await ownField()
    const people = [await waits(doctor, 'One'), await waits(doctor, 'Two'), await waits(doctor, 'Three')]
    await Promise.all(Array.from({ length: 6 }, () => freed(doctor, at(2, '09:00'))))
    const offers = await Promise.all(people.map(({ entry }) => offerTo(entry.id)))
    expect(offers.filter((offer) => offer !== null)).toHaveLength(1)
    expect(
      await db.message.count({
        where: { kind: 'offer-freed', account: { name: { in: ['One', 'Two', 'Three'] } } },
      }),
    ).toBe(1)
  })

  test('new hours go to who waits, too', async () => {
    const doctor = await createDoctor('Dr. New', { specialisation: newSpecialisation() })
    await db.workingHours.deleteMany({ where: { doctorId: doctor.doctorId } })
    const { entry } = await waits(doctor, 'Waits', { from: 2 })
    await db.scheduleException.create({
      data: {
        doctorId: doctor.doctorId,
        day: dayToColumn(inDays(6)),
        createdById: doctor.accountId,
        hours: { create: { startsAt: '14:00', endsAt: '15:00' } },
      },
    })
    await transaction((tx) => timetableChanged(tx, [doctor.doctorId]))
    await doDueWork()
    expect((await offerTo(entry.id))?.startsAt).toEqual(at(6, '14:00'))
  })
})

describe('an offer that is not taken is passed on', () => {
  test('declined: to the next, and nobody is asked twice for the same time', async () => {
    const doctor = await ownField()
    const first = await waits(doctor, 'First')
    const second = await waits(doctor, 'Second')
    await freed(doctor, at(2, '09:00'))
    await visitor(app)
      .post(`${await linkIn(first.email, 'offer-freed')}/refusal`)
      .expect(303)
    await doDueWork()
    expect((await offerTo(second.entry.id))?.startsAt).toEqual(at(2, '09:00'))
    expect((await entryNow(first.entry.id)).status).toBe('WAITING')
    await visitor(app)
      .post(`${await linkIn(second.email, 'offer-freed')}/refusal`)
      .expect(303)
    await doDueWork()
    expect(await offerTo(first.entry.id)).toBeNull()
    expect(
      await db.message.count({ where: { kind: 'offer-freed', accountId: first.accountId, channel: 'MAIL' } }),
    ).toBe(1)
  })

  test('G-K16 not answered: to the next, once, with two workers and with a booking that freed it already', async () => {
    const doctor = await ownField()
    const first = await waits(doctor, 'First')
    const second = await waits(doctor, 'Second')
    await freed(doctor, at(2, '09:00'))
    const offer = await offerTo(first.entry.id)
    const id = offer?.id ?? ''
    await db.slotHold.update({ where: { id }, data: { heldUntil: new Date(Date.now() - 1) } })
    // As a booking of another slot of this doctor leaves it.
    await db.slotHold.update({ where: { id }, data: { status: 'LAPSED', decidedAt: new Date() } })
    await Promise.all([sweepOffers(), lapseOffer({ holdId: id }), sweepOffers()])
    expect((await entryNow(first.entry.id)).status).toBe('WAITING')
    await Promise.all([doDueWork(), doDueWork()])
    expect((await offerTo(second.entry.id))?.startsAt).toEqual(at(2, '09:00'))
    expect(await db.slotHold.count({ where: { doctorId: doctor.doctorId } })).toBe(2)
    const page = await visitor(app)
      .get(await linkIn(first.email, 'offer-freed'))
      .expect(410)
    expect(page.text).toContain('went to the next who waits')
  })

  test('G-C3 20 answers at once give one visit, and the others read why not', async () => {
    const doctor = await ownField()
    const patient = await waits(doctor, 'Quick')
    await freed(doctor, at(2, '09:00'))
    const link = await linkIn(patient.email, 'offer-freed')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor(app).post(`${link}/acceptance`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(19).fill(409)])
    expect(await db.appointment.count({ where: { patientId: patient.patientId } })).toBe(1)
  })

  test('a time on which leave was posted meanwhile is not given', async () => {
    const doctor = await ownField()
    const patient = await waits(doctor, 'Waits')
    await freed(doctor, at(2, '09:00'))
    await createLeave(doctor.doctorId, 2, 2)
    const link = await linkIn(patient.email, 'offer-freed')
    const answer = await visitor(app).post(`${link}/acceptance`).expect(409)
    expect(answer.text).toContain('The doctor is away at this time.')
    await transaction((tx) => timetableChanged(tx, [doctor.doctorId]))
    await doDueWork()
    await visitor(app).get(link).expect(410)
    expect((await entryNow(patient.entry.id)).status).not.toBe('BOOKED')
  })
})

describe('E-9 a patient asks to be told when an earlier time is free', () => {
  async function withVisit() {
    const doctor = await ownField()
    const patient = await createOnlinePatient()
    const visit = await createVisit(doctor.doctorId, patient.patientId, at(6, '10:00'))
    const browser = await logIn(app, patient)
    const page = await browser.get(`/patient/waiting/earlier/${visit.id}`).expect(200)
    const answer = await browser.post(`/patient/waiting/earlier/${visit.id}`, {
      ...hidden(page.text),
      ...{ whom: 'DOCTOR', earliestOn: inDays(0), partOfDay: 'ANY' },
    })
    expect(answer.headers.location).toBe(`/patient/appointments/${visit.id}`)
    return { doctor, patient, visit, browser }
  }

  test('and the visit moves there: the same one, with its reason and history', async () => {
    const { doctor, patient, visit, browser } = await withVisit()
    await freed(doctor, at(7, '10:00'))
    await freed(doctor, at(6, '11:00'))
    expect(await db.slotHold.count({ where: { appointmentId: visit.id } })).toBe(0)
    await freed(doctor, at(2, '10:00'))
    expect((await offerOf(visit.id)).startsAt).toEqual(at(2, '10:00'))
    const link = await linkIn(patient.email, 'offer-freed')
    expect((await visitor(app).get(link)).text).toContain('Would take the place of')
    await visitor(app).post(`${link}/acceptance`).expect(303)
    const after = await db.appointment.findUniqueOrThrow({ where: { id: visit.id } })
    expect(after).toMatchObject({ startsAt: at(2, '10:00'), status: 'CONFIRMED', reason: visit.reason })
    expect(await db.appointment.count({ where: { patientId: patient.patientId } })).toBe(1)
    expect(await db.waitingEntry.count({ where: { appointmentId: visit.id, status: 'BOOKED' } })).toBe(1)
    const page = await browser.get(`/patient/appointments/${visit.id}`).expect(200)
    expect(page.text).toMatch(/The offered time was accepted[\s\S]*?by the link in the mail/)
  })

  test('and is not asked any more once the visit is cancelled', async () => {
    const { doctor, visit } = await withVisit()
    await freed(doctor, at(2, '10:00'))
    const offer = await offerOf(visit.id)
    await cancel(visit.id)
    expect(await db.heldTime.count({ where: { id: offer.id } })).toBe(0)
    expect(await db.waitingEntry.count({ where: { appointmentId: visit.id, status: 'WITHDRAWN' } })).toBe(1)
  })

  test('but not for one that is over or was cancelled meanwhile: they read so on its page', async () => {
    const { visit, doctor, patient, browser } = await withVisit()
    const page = await browser.get(`/patient/waiting/earlier/${visit.id}`).expect(200)
    await cancel(visit.id)
    const over = await createVisit(doctor.doctorId, patient.patientId, at(-3, '10:00'))
    for (const { id } of [visit, over]) {
      const path = `/patient/waiting/earlier/${id}`
      expect((await browser.get(path).expect(303)).headers.location).toBe(`/patient/appointments/${id}`)
      const late = { whom: 'DOCTOR', earliestOn: inDays(0), partOfDay: 'MORNING' }
      const answer = await browser.post(path, { ...hidden(page.text), ...late }).expect(303)
      expect((await browser.get(answer.headers.location ?? '')).text).toContain(
        'This visit cannot be moved any more.',
      )
    }
  })

  test('G-Z1 G-Z2 but not for a stranger’s visit', async () => {
    const { visit } = await withVisit()
    const stranger = await logInAs(app, 'PATIENT')
    await stranger.get(`/patient/waiting/earlier/${visit.id}`).expect(404)
    await stranger
      .post(`/patient/waiting/earlier/${visit.id}`, {
        ...{ whom: 'DOCTOR', earliestOn: inDays(0), partOfDay: 'ANY', idempotency_key: randomUUID() },
      })
      .expect(404)
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

describe('the desk', () => {
  test('puts a patient on the list, sees who waits in what order, and takes one off', async () => {
    const doctor = await createDoctor('Dr. Desk', { specialisation: newSpecialisation() })
    const other = await ownField()
    const routine = await waits(doctor, 'Routine Waiter')
    const unrelated = await waits(other, 'Unrelated Waiter')
    const staff = await logInAs(app, 'RECEPTIONIST')
    const patient = await createPatient({ name: 'Urgent Waiter', phone: '+919812345678' })
    const page = await staff.get(`/reception/waiting/new?patientId=${patient.id}`).expect(200)
    expect(page.text).toContain('Urgent Waiter')
    const joined = await staff.post('/reception/waiting', {
      ...hidden(page.text),
      ...{ patientId: patient.id, patientSearch: '', whom: `doctor ${doctor.doctorId}`, priority: 'URGENT' },
      ...{ earliestOn: inDays(0), latestOn: inDays(9), partOfDay: 'MORNING', reason: 'Short of breath' },
    })
    expect(joined.headers.location).toBe('/reception/waiting')
    const list = await staff.get(`/reception/waiting?doctorId=${doctor.doctorId}`).expect(200)
    expect(list.text.indexOf('Urgent Waiter')).toBeLessThan(list.text.indexOf('Routine Waiter'))
    expect(list.text).not.toContain('Unrelated Waiter')
    expect(list.text).toContain('98123 45678')
    await freed(doctor, at(2, '09:00'))
    const offered = await staff.get(`/reception/waiting?doctorId=${doctor.doctorId}`)
    expect(offered.text).toContain('held until')
    const offer = await db.slotHold.findFirstOrThrow({ where: { patientId: patient.id } })
    await staff.post(`/reception/offers/${offer.id}/acceptance`).expect(303)
    expect(await db.appointment.findFirst({ where: { patientId: patient.id } })).toMatchObject({
      ...{ status: 'CONFIRMED', priority: 'URGENT', createdById: staff.accountId },
    })
    const form = await staff.get(`/reception/waiting/${routine.entry.id}/removal/new`)
    await staff.post(`/reception/waiting/${routine.entry.id}/removal`, hidden(form.text)).expect(303)
    expect((await entryNow(routine.entry.id)).status).toBe('WITHDRAWN')
    expect((await entryNow(unrelated.entry.id)).status).toBe('WAITING')
  })

  test('G-D5 and its list asks few questions, however many wait', async () => {
    const staff = await logInAs(app, 'RECEPTIONIST')
    const doctor = await createDoctor('Dr. Few', { specialisation: newSpecialisation() })
    const ask = () => statementsOf(() => staff.get('/reception/waiting').expect(200))
    const before = await ask()
    for (let index = 0; index < 3; index++) await waits(doctor, 'Waiter')
    await freed(doctor, at(2, '09:00'))
    expect(await ask()).toBe(before)
    expect(before).toBeLessThanOrEqual(4)
  })

  test('page by page, each wish once', async () => {
    const staff = await logInAs(app, 'RECEPTIONIST')
    const doctor = await createDoctor('Dr. Many', { specialisation: newSpecialisation() })
    const { entry } = await waits(doctor, 'First Of Many')
    const { id: _id, ...same } = await entryNow(entry.id)
    await db.waitingEntry.createMany({
      data: await Promise.all(
        Array.from({ length: 59 }, async (_, index) => ({
          ...{ ...same, patientId: (await createPatient()).id },
          priority: index % 3 === 0 ? ('URGENT' as const) : ('ROUTINE' as const),
        })),
      ),
    })
    const seen: string[] = []
    for (let next = `/reception/waiting?doctorId=${doctor.doctorId}`; next; ) {
      const { text } = await staff.get(next).expect(200)
      seen.push(...[...text.matchAll(/\/waiting\/([\w-]{36})\/removal/g)].map(([, id]) => id ?? ''))
      next = (/href="([^"]*)" rel="next"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&')
    }
    const all = await db.waitingEntry.findMany({
      where: { doctorId: doctor.doctorId },
      orderBy: [{ priority: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
    })
    expect(seen).toEqual(all.map(({ id }) => id))
  })

  test('and its list is for the desk only', async () => {
    for (const role of ['DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const)
      await (await logInAs(app, role)).get('/reception/waiting').expect(403)
    const answer = await visitor(app).get('/reception/waiting').expect(303)
    expect(answer.headers.location).toContain('/login')
    await (await logInAs(app, 'ADMIN')).get('/admin/waiting').expect(200)
  })
})
