import { beforeAll, describe, expect, test } from 'vitest'
import { db, transaction } from '../../src/db/client.js'
import { timetableChanged } from '../../src/offers/rescue.js'
import { dayToColumn } from '../../src/shared/calendar.js'
import { doDueWork, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient } from '../support/people.js'
import { at, createDoctor, createLeave, createVisit, inDays, newSpecialisation } from './clinic.js'
import { entryNow, freed, offerTo, ownField, waits } from './waiting-list.js'

useDatabase()
beforeAll(() => void openApp())

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
