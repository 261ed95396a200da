import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { findAlternative } from '../../src/offers/alternatives.js'
import { lapseOffer, sweepOffers } from '../../src/offers/lapsing.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logIn, logInAs } from '../support/people.js'
import { zoneInWords } from '../support/zone.js'
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
} from './clinic.js'

useDatabase()
let app: Express
let admin: Browser
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

/** The administration posts leave on these days, both inclusive, having seen which visits lose their time. */
async function goOnLeave(doctorId: string, from: number, to: number): Promise<void> {
  await admin
    .post(`/admin/doctors/${doctorId}/timetable/leaves`, {
      ...{ idempotency_key: randomUUID(), confirmed: 'on' },
      ...{ firstDay: inDays(from), lastDay: inDays(to), from: '', until: '', reason: '' },
    })
    .expect(303)
}

/** A patient whose visit at 10:00 in four days fell away, and who has an offer. */
async function strandedPatient(status: 'CONFIRMED' | 'REQUESTED' = 'CONFIRMED') {
  const doctor = await createDoctor('Dr. Anjali Rao', { specialisation: newSpecialisation() })
  const patient = await createOnlinePatient()
  const visit = await createVisit(doctor.doctorId, patient.patientId, at(4, '10:00'), { status })
  await goOnLeave(doctor.doctorId, 4, 4)
  await doDueWork()
  const link = await linkIn(patient.email, 'offer-alternative')
  return { doctor, patient, visit, link, offer: await offerOf(visit.id) }
}

const visitNow = (id: string) => db.appointment.findUniqueOrThrow({ where: { id } })
const eventsOf = async (appointmentId: string) =>
  (await db.appointmentEvent.findMany({ where: { appointmentId }, orderBy: { id: 'asc' } })).map(
    ({ kind }) => kind,
  )
const desk = () => logInAs(app, 'RECEPTIONIST')

describe('leave over a visit', () => {
  test('holds the same doctor’s nearest free time and tells the patient, never why they come', async () => {
    const specialisation = newSpecialisation()
    const doctor = await createDoctor('Dr. Anjali Rao', { specialisation })
    await createDoctor('Dr. Colleague', { specialisation })
    const patient = await createOnlinePatient()
    const visit = await createVisit(doctor.doctorId, patient.patientId, at(4, '10:00'))
    await goOnLeave(doctor.doctorId, 4, 5)
    expect(await db.slotHold.count({ where: { appointmentId: visit.id } })).toBe(0)
    await doDueWork()
    const offer = await offerOf(visit.id)
    expect(offer).toMatchObject({ doctorId: doctor.doctorId, patientId: patient.patientId })
    expect(offer.startsAt).toEqual(at(3, '11:30'))
    expect(offer.heldUntil.getTime()).toBeLessThanOrEqual(Date.now() + 48 * 60 * 60_000)
    const messages = await db.message.findMany({ where: { accountId: patient.accountId } })
    expect(messages.map(({ channel }) => channel).sort()).toEqual(['IN_APP', 'MAIL'])
    for (const { subject, body } of messages) expect(`${subject} ${body}`).not.toMatch(/rash|field-/)
    expect(await eventsOf(visit.id)).toEqual(['STRANDED', 'OFFERED'])
  })

  test('holds a colleague’s time near the old one where the doctor is away for weeks', async () => {
    const specialisation = newSpecialisation()
    const doctor = await createDoctor('Dr. Away', { specialisation })
    const colleague = await createDoctor('Dr. Colleague', { specialisation })
    await createDoctor('Dr. Other Field', { specialisation: newSpecialisation() })
    const visit = await createVisit(doctor.doctorId, (await createOnlinePatient()).patientId, at(10, '10:00'))
    await goOnLeave(doctor.doctorId, 0, 30)
    await doDueWork()
    expect(await offerOf(visit.id)).toMatchObject({
      doctorId: colleague.doctorId,
      startsAt: at(10, '10:00'),
    })
  })

  test('never offers a time at which the patient is elsewhere, or has another offer', async () => {
    const { patientId } = await createOnlinePatient()
    const late = { from: '11:00', to: '12:00' }
    const [skin, heart, third] = [newSpecialisation(), newSpecialisation(), newSpecialisation()]
    const [skinDoctor, heartDoctor] = [
      await createDoctor('Dr. Skin', { specialisation: skin }),
      await createDoctor('Dr. Heart', { specialisation: heart }),
    ]
    for (const specialisation of [skin, heart]) await createDoctor('Dr. Late', { specialisation, ...late })
    const elsewhere = await createDoctor('Dr. Third', { specialisation: third })
    await createVisit(elsewhere.doctorId, patientId, at(20, '11:00'))
    const first = await createVisit(skinDoctor.doctorId, patientId, at(20, '10:00'))
    const second = await createVisit(heartDoctor.doctorId, patientId, at(20, '10:30'))
    await goOnLeave(skinDoctor.doctorId, 0, 60)
    await doDueWork()
    expect((await offerOf(first.id)).startsAt).toEqual(at(20, '11:30'))
    await goOnLeave(heartDoctor.doctorId, 0, 60)
    await doDueWork()
    expect((await offerOf(second.id)).startsAt).toEqual(at(19, '11:30'))
  })

  test('of twelve patients strands nobody silently: each has a time of their own, or stands on the list', async () => {
    const specialisation = newSpecialisation()
    const doctor = await createDoctor('Dr. Away', { specialisation, to: '15:00' })
    // The colleague has three times on each of the three days that are left to be booked.
    await db.schedulingSettings.update({ where: { id: 1 }, data: { horizonDays: 4 } })
    const colleague = await createDoctor('Dr. Colleague', { specialisation, to: '10:30' })
    await createLeave(colleague.doctorId, 0, 1)
    const visits = []
    for (let count = 0; count < 12; count++) {
      const startsAt = new Date(at(3, '09:00').getTime() + count * 30 * 60_000)
      const { patientId } = await createOnlinePatient(`Patient ${count}`)
      const status = count % 3 === 0 ? 'REQUESTED' : 'CONFIRMED'
      visits.push(await createVisit(doctor.doctorId, patientId, startsAt, { status }))
    }
    await goOnLeave(doctor.doctorId, 0, 30)
    await Promise.all([doDueWork(), doDueWork()])
    await db.schedulingSettings.update({ where: { id: 1 }, data: { horizonDays: 56 } })
    const offers = await db.slotHold.findMany({
      where: { appointmentId: { in: visits.map(({ id }) => id) } },
    })
    expect(offers).toHaveLength(9)
    expect(new Set(offers.map(({ startsAt }) => startsAt.getTime())).size).toBe(9)
    const without = visits.filter(({ id }) => !offers.some(({ appointmentId }) => appointmentId === id))
    const staff = await desk()
    const list = await staff.get('/reception/stranded').expect(200)
    expect(await statementsOf(() => staff.get('/reception/stranded').expect(200))).toBeLessThanOrEqual(6)
    for (const { id, number } of without) {
      expect(list.text).toContain(`/reception/appointments/${id}"`)
      expect(list.text).toContain(`V-${String(number).padStart(6, '0')}`)
      expect(
        await db.message.count({
          where: { kind: 'offer-none', account: { patient: { appointments: { some: { id } } } } },
        }),
      ).toBe(1)
    }
    const offered = await (await desk()).get('/reception/stranded?show=offered').expect(200)
    for (const { appointmentId } of offers)
      expect(offered.text).toContain(`/reception/appointments/${appointmentId}"`)
  })

  test('whom no message reaches stands on the list to be called, though a time is held', async () => {
    const doctor = await createDoctor('Dr. Away', { specialisation: newSpecialisation() })
    const patient = await createPatient({ name: 'Walk In', phone: '+919812345678' })
    const visit = await createVisit(doctor.doctorId, patient.id, at(4, '10:00'))
    await goOnLeave(doctor.doctorId, 4, 4)
    await doDueWork()
    const staff = await desk()
    const list = await staff.get('/reception/stranded').expect(200)
    const row = list.text.split('<tr>').find((one) => one.includes(visit.id)) ?? ''
    for (const text of ['Walk In', '98123 45678', 'Not told: please call', 'On leave until', 'Takes it'])
      expect(row).toContain(text)
    const offer = await offerOf(visit.id)
    await staff.post(`/reception/offers/${offer.id}/acceptance`).expect(303)
    expect(await visitNow(visit.id)).toMatchObject({ startsAt: offer.startsAt, strandedAt: null })
  })

  test('that is cancelled gives the old time back, and what was held is free again', async () => {
    const { doctor, visit, offer, link } = await strandedPatient()
    const leave = await db.doctorLeave.findFirstOrThrow({ where: { doctorId: doctor.doctorId } })
    await admin
      .post(`/admin/doctors/${doctor.doctorId}/timetable/leaves/${leave.id}/cancellation`, {
        idempotency_key: randomUUID(),
      })
      .expect(303)
    expect(await visitNow(visit.id)).toMatchObject({ strandedAt: null, startsAt: visit.startsAt })
    expect(await db.heldTime.count({ where: { id: offer.id } })).toBe(0)
    const page = await visitor(app).get(link).expect(410)
    expect(page.text).toContain('This offer does not stand any longer')
  })

  test('over a time that is held already: another one is held, and the patient is told anew', async () => {
    const { doctor, patient, visit, offer, link } = await strandedPatient()
    await goOnLeave(doctor.doctorId, 3, 3)
    await doDueWork()
    const next = await offerOf(visit.id)
    expect(next.startsAt).not.toEqual(offer.startsAt)
    await visitor(app).get(link).expect(410)
    expect(await linkIn(patient.email, 'offer-alternative')).not.toBe(link)
  })
})

test('T-15 a request whose time fell away is not to be confirmed: every list leads to another time for it', async () => {
  const { doctor, visit } = await strandedPatient('REQUESTED')
  const staff = await desk()
  const own = await logIn(app, doctor)
  for (const [browser, base, path] of [
    [staff, '/reception', `/reception/appointments?show=requests&doctorId=${doctor.doctorId}`],
    [own, '/doctor', '/doctor/appointments?show=requests'],
    [own, '/doctor', '/doctor'],
  ] as const) {
    const { text } = await browser.get(path).expect(200)
    expect(text).toContain(`${base}/appointments/${visit.id}/move`)
    expect(text).not.toContain(`${base}/appointments/${visit.id}/confirmation`)
    expect(text).toContain(`${base}/appointments/${visit.id}/rejection/new`)
  }
  const { patientId } = await createOnlinePatient()
  const { id } = await createVisit(doctor.doctorId, patientId, at(0, '23:59'), { status: 'REQUESTED' })
  await db.appointment.update({ where: { id }, data: { strandedAt: new Date() } })
  const { text } = await staff.get('/reception').expect(200)
  expect(text).toContain(`/reception/appointments/${id}/move`)
  expect(text).not.toContain(`/reception/appointments/${id}/confirmation`)
})

describe('the patient answers', () => {
  test('G-W2 yes by the link: looking changes nothing, the button moves the same visit', async () => {
    const { patient, visit, offer, link } = await strandedPatient()
    const phone = visitor(app)
    const page = await phone.get(link).expect(200)
    for (const text of ['Dr. Anjali Rao', 'Take this time', 'No, thank you', zoneInWords])
      expect(page.text).toContain(text)
    expect(page.text).not.toMatch(/rash|Meera Iyer/)
    await phone.agent.head(link).expect(200)
    expect((await offerOf(visit.id)).id).toBe(offer.id)
    const answer = await phone.post(`${link}/acceptance`).expect(303)
    const done = await phone.get(answer.headers.location ?? '').expect(200)
    expect(done.text).toContain('The new time is yours')
    const after = await visitNow(visit.id)
    expect(after).toMatchObject({
      ...{ number: visit.number, reason: visit.reason, status: 'CONFIRMED', strandedAt: null },
      startsAt: offer.startsAt,
    })
    expect(await eventsOf(visit.id)).toEqual(['STRANDED', 'OFFERED', 'OFFER_ACCEPTED', 'RESCHEDULED'])
    expect(
      await db.message.count({ where: { recipientAddress: patient.email, kind: 'visit-changed' } }),
    ).toBe(1)
    const again = await phone.post(`${link}/acceptance`).expect(409)
    expect(again.text).toContain('This offer was accepted already')
    await phone.get(link).expect(410)
  })

  test('yes in the portal, and a request stays a request', async () => {
    const { patient, visit, offer } = await strandedPatient('REQUESTED')
    const browser = await logIn(app, patient)
    expect((await browser.get('/patient')).text).toContain(`/patient/offers/${offer.id}/acceptance`)
    expect((await browser.get(`/patient/appointments/${visit.id}`)).text).toContain(
      `/patient/offers/${offer.id}"`,
    )
    await browser.get(`/patient/offers/${offer.id}`).expect(200)
    const answer = await browser.post(`/patient/offers/${offer.id}/acceptance`).expect(303)
    expect(answer.headers.location).toBe(`/patient/appointments/${visit.id}`)
    expect(await visitNow(visit.id)).toMatchObject({ status: 'REQUESTED', startsAt: offer.startsAt })
    const again = await browser.post(`/patient/offers/${offer.id}/refusal`).expect(409)
    expect(again.text).toContain('This offer was accepted already')
    expect((await browser.get('/patient')).text).not.toContain(offer.id)
  })

  test('no: the visit goes on the list of the desk, and the time is free for others', async () => {
    const { visit, offer, link } = await strandedPatient()
    const phone = visitor(app)
    const answer = await phone.post(`${link}/refusal`).expect(303)
    expect((await phone.get(answer.headers.location ?? '')).text).toContain('The reception calls you')
    expect(await db.heldTime.count({ where: { id: offer.id } })).toBe(0)
    expect(await eventsOf(visit.id)).toContain('OFFER_DECLINED')
    const list = await (await desk()).get('/reception/stranded')
    const row = list.text.split('<tr>').find((one) => one.includes(visit.id)) ?? ''
    expect(row).toContain('Declined Dr. Anjali Rao')
    expect(row).toContain(`/reception/appointments/${visit.id}/move`)
    await phone.post(`${link}/acceptance`).expect(409)
  })

  test('not at all: it lapses once, with two workers, and goes on the list', async () => {
    const { visit, offer, link } = await strandedPatient()
    await db.slotHold.update({ where: { id: offer.id }, data: { heldUntil: new Date(Date.now() - 1) } })
    const late = await visitor(app).post(`${link}/acceptance`).expect(409)
    expect(late.text).toContain('The time to answer is over')
    await Promise.all([lapseOffer({ holdId: offer.id }), sweepOffers(), lapseOffer({ holdId: offer.id })])
    await sweepOffers()
    const lapses = (await eventsOf(visit.id)).filter((kind) => kind === 'OFFER_LAPSED')
    expect(lapses).toHaveLength(1)
    expect((await visitor(app).get(link).expect(410)).text).toContain('The reception calls you')
    const list = await (await desk()).get('/reception/stranded')
    expect(list.text.split('<tr>').find((one) => one.includes(visit.id))).toContain('Did not answer')
  })

  test('G-C3 twenty times at once: the visit moves once, and every other try reads why not', async () => {
    const { visit, link } = await strandedPatient()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor(app).post(`${link}/acceptance`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(19).fill(409)])
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(answer.text).toContain('This offer was accepted already')
    const moves = (await eventsOf(visit.id)).filter((kind) => kind === 'RESCHEDULED')
    expect(moves).toHaveLength(1)
  })

  test('G-C2 at the instant at which it lapses: either the visit moved, or the time is free', async () => {
    for (let round = 0; round < 5; round++) {
      const { visit, offer, link } = await strandedPatient()
      await db.slotHold.update({ where: { id: offer.id }, data: { heldUntil: new Date(Date.now() + 30) } })
      await new Promise((resolve) => setTimeout(resolve, 20))
      const [answer] = await Promise.all([
        visitor(app).post(`${link}/acceptance`),
        new Promise((resolve) => setTimeout(resolve, 12)).then(() => lapseOffer({ holdId: offer.id })),
      ])
      const { status } = await db.slotHold.findUniqueOrThrow({ where: { id: offer.id } })
      const { startsAt } = await visitNow(visit.id)
      const moved = startsAt.getTime() === offer.startsAt.getTime()
      expect([answer.status, moved]).toEqual(status === 'ACCEPTED' ? [303, true] : [409, false])
    }
  })

  test('G-C2 while the desk moves the visit: what was being held for it is free again', async () => {
    const staff = await desk()
    for (let round = 0; round < 5; round++) {
      const doctor = await createDoctor('Dr. Rao', { specialisation: newSpecialisation() })
      const { patientId } = await createOnlinePatient()
      const visit = await createVisit(doctor.doctorId, patientId, at(4, '10:00'))
      await goOnLeave(doctor.doctorId, 4, 4)
      const { version } = await visitNow(visit.id)
      await Promise.all([
        findAlternative({ appointmentId: visit.id }),
        staff.post(`/reception/appointments/${visit.id}/move`, {
          ...{ version: String(version), doctorId: doctor.doctorId },
          startsAt: at(8, '10:00').toISOString(),
        }),
      ])
      expect(await visitNow(visit.id)).toMatchObject({ startsAt: at(8, '10:00'), strandedAt: null })
      expect(await db.slotHold.count({ where: { appointmentId: visit.id, status: 'OPEN' } })).toBe(0)
    }
  })

  test('after the desk cancelled the visit: the link says so, and nothing is held', async () => {
    const { visit, offer, link } = await strandedPatient()
    const staff = await desk()
    const form = await staff.get(`/reception/appointments/${visit.id}/cancellation/new`)
    await staff
      .post(`/reception/appointments/${visit.id}/cancellation`, {
        ...hidden(form.text),
        reason: 'The patient asked on the telephone',
      })
      .expect(303)
    expect(await db.heldTime.count({ where: { id: offer.id } })).toBe(0)
    await visitor(app).post(`${link}/acceptance`).expect(409)
    expect((await staff.get('/reception/stranded')).text).not.toContain(visit.id)
  })
})

describe('nobody else answers', () => {
  test('G-Z1 another patient’s offer is not found, and stays', async () => {
    const { visit, offer } = await strandedPatient()
    const other = await logInAs(app, 'PATIENT')
    await other.get(`/patient/offers/${offer.id}`).expect(404)
    await other.post(`/patient/offers/${offer.id}/acceptance`).expect(404)
    await other.post(`/patient/offers/${offer.id}/refusal`).expect(404)
    expect((await offerOf(visit.id)).status).toBe('OPEN')
    const doctor = await logInAs(app, 'DOCTOR')
    await doctor.get('/reception/stranded').expect(403)
  })

  test('a link that was made up is told so, and a visitor goes to log in for the portal', async () => {
    const forged = `/offers/${'a'.repeat(43)}`
    const page = await visitor(app).get(forged).expect(404)
    expect(page.text).toContain('This link does not work')
    expect(page.text).toContain('call us')
    await visitor(app).post(`${forged}/acceptance`).expect(404)
    const { offer } = await strandedPatient()
    const turned = await visitor(app).get(`/patient/offers/${offer.id}`).expect(303)
    expect(turned.headers.location).toContain('/login')
  })

  test('only a page of ours answers: a form of another site is refused', async () => {
    const { visit, link } = await strandedPatient()
    await visitor(app).agent.post(`${link}/acceptance`).set('Sec-Fetch-Site', 'cross-site').expect(403)
    expect((await offerOf(visit.id)).status).toBe('OPEN')
  })
})
