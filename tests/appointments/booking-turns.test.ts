import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { issueVisitLink } from '../../src/appointments/link-tokens.js'
import { config } from '../../src/config.js'
import { db, transaction } from '../../src/db/client.js'
import { passOn } from '../../src/offers/passing-on.js'
import { lockPatient } from '../../src/patients/locking.js'
import { dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { at, createDoctor, createOnlinePatient, linkIn, newSpecialisation } from '../offers/clinic.js'
import { openApp, origin, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'
import { bookedVisit, freeTimesOf, workingDoctor } from './clinic.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

/** How a rush of one kind is sent, and the patient whom all of it waits for. */
type Rush = () => Promise<{ patientId: string; send: () => PromiseLike<{ status: number }> }>

const answer =
  (path: 'acceptance' | 'refusal', inPortal: boolean): Rush =>
  async () => {
    const doctor = await createDoctor('Dr. Rush', { specialisation: newSpecialisation() })
    const patient = await createOnlinePatient()
    const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId } })
    await db.waitingEntry.create({
      data: {
        ...{ patientId: patient.patientId, specialisationId, createdById: patient.accountId },
        ...{ reason: 'A rash', earliestOn: dayToColumn(dayIn(new Date(), config.zone)) },
        latestOn: dayToColumn(dayIn(at(9, '09:00'), config.zone)),
      },
    })
    await passOn({ doctorId: doctor.doctorId, startsAt: at(2, '09:00').toISOString() })
    const link = await linkIn(patient.email, 'offer-freed')
    const { id } = await db.slotHold.findFirstOrThrow({ where: { doctorId: doctor.doctorId } })
    const [browser, address] = inPortal
      ? [await logIn(app, patient), `/patient/offers/${id}`]
      : [visitor(app), link]
    return { patientId: patient.patientId, send: () => browser.post(`${address}/${path}`) }
  }

const rushes: [string, Rush][] = [
  [
    'the desks book',
    async () => {
      const { doctorId } = await workingDoctor()
      const [startsAt = new Date(0)] = await freeTimesOf(doctorId, 1)
      const { id: patientId } = await createPatient()
      const desk = await logInAs(app, 'RECEPTIONIST')
      const form = {
        doctorId,
        patientId,
        priority: 'ROUTINE',
        reason: 'Fever',
        startsAt: startsAt.toISOString(),
      }
      return {
        patientId,
        send: () => desk.post('/reception/appointments', { ...form, idempotency_key: crypto.randomUUID() }),
      }
    },
  ],
  [
    'the desks move a visit',
    async () => {
      const { doctorId } = await workingDoctor()
      const { id, patientId } = await bookedVisit(await createPerson('RECEPTIONIST'), doctorId)
      const [startsAt = new Date(0)] = await freeTimesOf(doctorId, 1)
      const desk = await logInAs(app, 'RECEPTIONIST')
      const form = { doctorId, startsAt: startsAt.toISOString(), version: '0' }
      return { patientId, send: () => desk.post(`/reception/appointments/${id}/move`, form) }
    },
  ],
  [
    'a link cancels a visit',
    async () => {
      const { doctorId } = await workingDoctor()
      const { id, patientId } = await bookedVisit(await createPerson('RECEPTIONIST'), doctorId)
      const link = (await transaction((tx) => issueVisitLink(tx, id))).slice(origin.length)
      const browser = visitor(app)
      return {
        patientId,
        send: () =>
          browser.post(`${link}/cancellation`, {
            idempotency_key: crypto.randomUUID(),
            reason: 'Well again',
          }),
      }
    },
  ],
  ['a link accepts an offer', answer('acceptance', false)],
  ['a patient accepts an offer', answer('acceptance', true)],
]

test.each(rushes)(
  'G-D7 while many wait for their turn as %s, the doctors are shown as always',
  async (_how, rush) => {
    const { patientId, send } = await rush()
    let sent: Promise<{ status: number }[]> = Promise.resolve([])
    await transaction(async (tx) => {
      await lockPatient(tx, patientId)
      await tx.$queryRaw`SELECT 1 FROM "appointment" WHERE "patient_id" = ${patientId}::uuid FOR UPDATE`
      sent = Promise.all(Array.from({ length: 30 }, send))
      await pause(1000)
      const shown = visitor(app).get('/doctors')
      expect(await Promise.race([shown.then(({ status }) => status), pause(3000, 'nothing came')])).toBe(200)
    })
    for (const { status } of await sent) expect([303, 409, 410, 422]).toContain(status)
  },
)
