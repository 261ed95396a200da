import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db, transaction } from '../../src/db/client.js'
import { lapseOffer, sweepOffers } from '../../src/offers/lapsing.js'
import { timetableChanged } from '../../src/offers/rescue.js'
import { doDueWork, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { at, createLeave, linkIn } from './clinic.js'
import { entryNow, freed, offerTo, ownField, waits } from './waiting-list.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
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
