import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { findAlternative } from '../../src/offers/alternatives.js'
import { passOn } from '../../src/offers/passing-on.js'
import { dayToColumn } from '../../src/shared/calendar.js'
import { doDueWork, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logIn } from '../support/people.js'
import {
  at,
  createDoctor,
  createOnlinePatient,
  createVisit,
  inDays,
  linkIn,
  newSpecialisation,
} from './clinic.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

/** The hours to answer pass: the offer's end is now, and so is the job that waits for it. */
async function hoursPass(holdId: string): Promise<void> {
  const [job] = await db.$queryRaw<{ run_at: Date }[]>`
    SELECT run_at FROM graphile_worker.jobs WHERE key = ${`lapse ${holdId}`}`
  const { heldUntil } = await db.slotHold.findUniqueOrThrow({ where: { id: holdId } })
  expect(job?.run_at).toEqual(heldUntil)
  await doDueWork()
  expect((await db.slotHold.findUniqueOrThrow({ where: { id: holdId } })).status).toBe('OPEN')
  await db.slotHold.update({ where: { id: holdId }, data: { heldUntil: new Date(Date.now() - 1) } })
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key = ${`lapse ${holdId}`}`
  await doDueWork()
}

test('another time for a visit lapses by itself at its time; the page says so and what to do', async () => {
  const doctor = await createDoctor('Dr. Anjali Rao', { specialisation: newSpecialisation() })
  const patient = await createOnlinePatient()
  const visit = await createVisit(doctor.doctorId, patient.patientId, at(4, '10:00'))
  await db.appointment.update({ where: { id: visit.id }, data: { strandedAt: new Date() } })
  await findAlternative({ appointmentId: visit.id })
  const offer = await db.slotHold.findFirstOrThrow({ where: { appointmentId: visit.id } })
  await hoursPass(offer.id)
  expect(await db.slotHold.findUniqueOrThrow({ where: { id: offer.id } })).toMatchObject({ status: 'LAPSED' })
  expect(await db.heldTime.count({ where: { id: offer.id } })).toBe(0)
  const link = await linkIn(patient.email, 'offer-alternative')
  const page = await visitor(app).get(link).expect(410)
  for (const shown of ['The time to answer is over', 'The reception calls you', 'call us'])
    expect(page.text).toContain(shown)
  await visitor(app).post(`${link}/acceptance`).expect(409)
  const phone = await logIn(app, patient)
  const own = await phone.get(`/patient/offers/${offer.id}`).expect(410)
  for (const shown of ['The time to answer is over', 'The reception calls you', '/patient/appointments'])
    expect(own.text).toContain(shown)
  const visitPage = await phone.get(`/patient/appointments/${visit.id}`)
  expect(visitPage.text).toContain('Choose another time yourself')
})

test('a time of the waiting list lapses by itself at its time, goes to the next, and the page says so', async () => {
  const doctor = await createDoctor('Dr. Anjali Rao', { specialisation: newSpecialisation() })
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId } })
  const wish = async (name: string) => {
    const person = await createOnlinePatient(name)
    const entry = await db.waitingEntry.create({
      data: {
        ...{ patientId: person.patientId, specialisationId, createdById: person.accountId },
        ...{ earliestOn: dayToColumn(inDays(0)), latestOn: dayToColumn(inDays(10)), reason: 'A rash' },
      },
    })
    return { ...person, entry }
  }
  const first = await wish('First')
  const second = await wish('Second')
  await passOn({ doctorId: doctor.doctorId, startsAt: at(3, '09:30').toISOString() })
  const offer = await db.slotHold.findFirstOrThrow({ where: { waitingEntryId: first.entry.id } })
  await hoursPass(offer.id)
  await doDueWork()
  expect(await db.slotHold.findFirst({ where: { waitingEntryId: second.entry.id } })).toMatchObject({
    ...{ status: 'OPEN', startsAt: at(3, '09:30') },
  })
  const page = await visitor(app)
    .get(await linkIn(first.email, 'offer-freed'))
    .expect(410)
  for (const shown of ['The time to answer is over', 'still on the waiting list'])
    expect(page.text).toContain(shown)
  const own = await (await logIn(app, first)).get('/patient/waiting').expect(200)
  expect(own.text).not.toContain(offer.id)
})
