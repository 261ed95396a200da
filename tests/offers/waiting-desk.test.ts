import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'
import { at, createDoctor, inDays, newSpecialisation } from './clinic.js'
import { entryNow, freed, ownField, waits } from './waiting-list.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
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
