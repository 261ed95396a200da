import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logIn, logInAs } from '../support/people.js'
import { at, createOnlinePatient, createVisit, inDays, linkIn, offerOf } from './clinic.js'
import { cancel, freed, ownField } from './waiting-list.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
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
    await cancel(app, visit.id)
    expect(await db.heldTime.count({ where: { id: offer.id } })).toBe(0)
    expect(await db.waitingEntry.count({ where: { appointmentId: visit.id, status: 'WITHDRAWN' } })).toBe(1)
  })

  test('but not for one that is over or was cancelled meanwhile: they read so on its page', async () => {
    const { visit, doctor, patient, browser } = await withVisit()
    const page = await browser.get(`/patient/waiting/earlier/${visit.id}`).expect(200)
    await cancel(app, visit.id)
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
