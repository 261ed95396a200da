import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { ticking } from '../invoices/charged.js'
import { createVisit, statusOf } from '../queue/visits.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
let desk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

/** A doctor, logged in, who charges so much, with a patient inside; `act` is a button beside the visit. */
async function consulting(feeMinor = 80_000n, given: Partial<Parameters<typeof createVisit>[0]> = {}) {
  const doctor = await logInAs(app, 'DOCTOR')
  const { doctorId } = doctor
  await db.doctor.update({ where: { id: doctorId ?? '' }, data: { consultationFeeMinor: feeMinor } })
  const visit = await createVisit({
    doctorId,
    token: 'A001',
    status: 'IN_CONSULTATION',
    inMinutes: -15,
    ...given,
  })
  const act = (what: string) => doctor.post(`/doctor/appointments/${visit.id}/${what}`)
  return { doctor, visit, act }
}

const chargesOf = (sourceId: string) =>
  db.charge.findMany({ where: { sourceType: 'appointment', sourceId }, orderBy: { id: 'asc' } })

describe('A-17 a consultation is charged where it is done', () => {
  test('completed: one charge at the doctor’s fee, and the desk bills it', async () => {
    const { doctor, visit, act } = await consulting(65_050n)
    await act('completion').expect(303)
    const charges = await chargesOf(visit.id)
    expect(charges).toMatchObject([
      {
        ...{ kind: 'DOCTOR', quantity: 1, unitPriceMinor: 65_050n, admissionId: null, voidedAt: null },
        ...{ patientId: visit.patientId, createdById: doctor.accountId },
        description: 'Consultation with DOCTOR Test, General medicine',
      },
    ])
    const page = await desk.get(`/reception/patients/${visit.patientId}/charges`).expect(200)
    expect(page.text).toContain('Consultation with DOCTOR Test, General medicine: ₹650.50')
    const billed = await desk.post(
      `/reception/patients/${visit.patientId}/invoices`,
      ticking(charges.map(({ id }) => id)),
    )
    expect(billed.status).toBe(303)
  })

  test('undone after it was billed: to be credited; completed once more: the charge is right again, and no second one', async () => {
    const { visit, act } = await consulting()
    await act('completion').expect(303)
    const charges = await chargesOf(visit.id)
    const billed = await desk.post(
      `/reception/patients/${visit.patientId}/invoices`,
      ticking(charges.map(({ id }) => id)),
    )
    const invoiceId = String(billed.headers.location).split('/').at(-1) ?? ''
    const listed = async () => (await desk.get('/reception/invoices/to-credit').expect(200)).text
    await act('completion/undo').expect(303)
    expect(await statusOf(visit.id)).not.toBe('COMPLETED')
    expect(await listed()).toContain(invoiceId)
    await act('completion').expect(303)
    expect(await listed()).not.toContain(invoiceId)
    expect(await chargesOf(visit.id)).toEqual(
      await db.charge.findMany({ where: { id: charges[0]?.id ?? '' } }),
    )
  })

  test('G-C6 completed by 10 people at once: one charge', async () => {
    const { visit, act } = await consulting()
    const answers = await Promise.all(Array.from({ length: 10 }, () => act('completion')))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(await chargesOf(visit.id)).toHaveLength(1)
  })

  test('undone before it is billed: taken back; completed again: charged anew, at the fee of then', async () => {
    const { doctor, visit, act } = await consulting()
    await act('completion').expect(303)
    await act('completion/undo').expect(303)
    expect(await chargesOf(visit.id)).toMatchObject([
      { voidedAt: expect.any(Date), voidReason: 'The completion of the visit was undone.' },
    ])
    await db.doctor.update({
      where: { id: doctor.doctorId ?? '' },
      data: { consultationFeeMinor: 90_000n },
    })
    await act('completion').expect(303)
    const [, second, ...more] = await chargesOf(visit.id)
    expect(second).toMatchObject({ voidedAt: null, unitPriceMinor: 90_000n })
    expect(more).toEqual([])
  })

  test('a doctor who asks nothing: no charge, and nothing to take back', async () => {
    const { visit, act } = await consulting(0n)
    await act('completion').expect(303)
    expect(await chargesOf(visit.id)).toEqual([])
    await act('completion/undo').expect(303)
  })

  test('of a patient in a bed it goes on the bill of the stay', async () => {
    const ward = await createWard()
    const { doctor, visit, act } = await consulting()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''], {
      id: visit.patientId,
    })
    // A visit of before, and one that began in the bed.
    const inBed = await createVisit({
      ...{ doctorId: doctor.doctorId, patientId: visit.patientId, token: 'A002', inMinutes: 1 },
    })
    await act('completion').expect(303)
    expect(await chargesOf(visit.id)).toMatchObject([{ admissionId: null }])
    await doctor.post('/doctor/queue/call').expect(422)
    await db.appointment.update({
      where: { id: inBed.id },
      data: { status: 'CHECKED_IN', checkedInAt: new Date() },
    })
    await doctor.post('/doctor/queue/call').expect(303)
    await doctor.post(`/doctor/appointments/${inBed.id}/completion`).expect(303)
    expect(await chargesOf(inBed.id)).toMatchObject([{ admissionId: stay.id }])
  })
})
