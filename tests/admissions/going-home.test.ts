import { describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { visitor } from '../support/app.js'
import { createPatient, logInAs } from '../support/people.js'
import { createWard } from './hospital.js'
import { app, desk, doctor, openOn, stayOf, useLeaving } from './leaving.js'

useLeaving()

describe('E-45 the list of those who go home', () => {
  test('stands in the order of the doctor’s word and of the expected day, page after page, each stay once', async () => {
    const ward = await createWard({ beds: 56 })
    const today = dayIn(new Date(), config.zone)
    const mine = await logInAs(app, 'DOCTOR')
    const ids: string[] = []
    for (const [index, bed] of ward.beds.entries()) {
      const { id: patientId } = await createPatient()
      const { id } = await db.admission.create({
        data: {
          ...{ patientId, reason: 'Cough', admittedAt: new Date(), admittedById: desk.accountId },
          expectedDischargeOn: index % 3 === 0 ? null : dayToColumn(addDays(today, index % 5)),
          ...(index % 7 === 0 && { dischargeOrderedAt: new Date(), dischargeOrderedById: mine.accountId }),
          stays: { create: { bedId: bed.id, startedAt: new Date() } },
          assignments: {
            create: {
              ...{ patientId, doctorId: mine.doctorId ?? '', assignedById: desk.accountId },
              startedAt: new Date(),
            },
          },
        },
        select: { id: true },
      })
      ids.push(id)
    }
    const listed = (text: string) =>
      [...text.matchAll(/admissions\/([0-9a-f-]{36})\/readiness/g)].map(([, id]) => id ?? '')
    const first = await mine.get('/doctor/discharges?show=all').expect(200)
    const next = /href="([^"]*after=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await mine.get(next).expect(200)
    const shown = [...listed(first.text), ...listed(second.text)]
    expect(listed(first.text)).toHaveLength(50)
    expect([...shown].sort()).toEqual([...ids].sort())
    const stays = await db.admission.findMany({ where: { id: { in: ids } } })
    const rank = (id: string) => {
      const stay = stays.find((one) => one.id === id)
      return `${stay?.dischargeOrderedAt ? 0 : 1} ${stay?.expectedDischargeOn?.toISOString() ?? 'never'}`
    }
    expect(shown.map(rank)).toEqual(shown.map(rank).sort())
    const soon = listed((await mine.get('/doctor/discharges').expect(200)).text)
    expect(soon.length).toBeGreaterThan(10)
    for (const id of soon) expect(rank(id) < `1 ${addDays(today, 2)}`).toBe(true)
  })
})

describe('who', () => {
  test('G-Z2 a doctor who does not treat the patient finds neither the page nor the order', async () => {
    const stay = await stayOf('Not Yours')
    const stranger = await logInAs(app, 'DOCTOR')
    await stranger.get(`/doctor/admissions/${stay.id}/readiness`).expect(404)
    await stranger.post(`/doctor/admissions/${stay.id}/discharge-order`).expect(404)
    await stranger
      .post(`/doctor/admissions/${stay.id}/discharge-plan`, { version: '1', expectedOn: '' })
      .expect(404)
    expect((await stranger.get('/doctor/discharges?show=all')).text).not.toContain('Not Yours')
    expect((await doctor.get('/doctor/discharges?show=all')).text).toContain('Not Yours')
    expect((await db.admission.findUniqueOrThrow({ where: { id: stay.id } })).dischargeOrderedAt).toBeNull()
  })

  test('G-Z1 the desk orders no discharge, patients and data entry see none of it, visitors log in', async () => {
    const stay = await stayOf()
    await desk.post(`/doctor/admissions/${stay.id}/discharge-order`).expect(403)
    for (const role of ['PATIENT', 'DATA_ENTRY'] as const) {
      const other = await logInAs(app, role)
      await other.get(`/reception/admissions/${stay.id}/readiness`).expect(403)
      await other.get('/reception/discharges').expect(403)
    }
    await visitor(app).get(`/reception/admissions/${stay.id}/readiness`).expect(303)
  })

  test('G-O2 who looked at a patient’s discharge is written down', async () => {
    const stay = await stayOf()
    await openOn(stay)
    expect(
      await db.auditEvent.count({
        where: { action: 'patient.view', patientId: stay.patientId, actorId: desk.accountId },
      }),
    ).toBeGreaterThan(0)
  })
})
