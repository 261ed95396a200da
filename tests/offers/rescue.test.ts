import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { doDueWork, visitor } from '../support/app.js'
import { createPatient, logIn } from '../support/people.js'
import {
  at,
  createDoctor,
  createLeave,
  createOnlinePatient,
  createVisit,
  linkIn,
  newSpecialisation,
  offerOf,
} from './clinic.js'
import { admin, app, desk, eventsOf, goOnLeave, strandedPatient, useLeave, visitNow } from './leave.js'

useLeave()

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
