import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { charged, taxed } from '../invoices/charged.js'
import { createVisit } from '../queue/visits.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { admitSomebody, bill, createWard } from './hospital.js'

useDatabase()
let app: Express
let desk: Browser & TestPerson
let doctor: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctor = await logInAs(app, 'DOCTOR')
  const fromDay = new Date('2000-01-01')
  await db.supportRate.createMany({
    data: [
      { support: 'OXYGEN', fromDay, dailyRateMinor: 150_000n },
      { support: 'VENTILATOR', fromDay, dailyRateMinor: 900_000n },
    ],
  })
})

const DAY = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY)

/** A stay that began so many nights ago. */
async function stayOf(nights: number) {
  const ward = await createWard()
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''])
  await db.admission.update({ where: { id: stay.id }, data: { admittedAt: ago(nights) } })
  await db.bedStay.updateMany({ where: { admissionId: stay.id }, data: { startedAt: ago(nights) } })
  return { ...stay, ward }
}
type Stay = Awaited<ReturnType<typeof stayOf>>

/** A reading of the staff so many days ago. */
const breathed = (
  { id, patientId }: Stay,
  days: number,
  oxygenDevice: 'NASAL_CANNULA' | 'VENTILATOR',
  more: { source?: 'PATIENT'; struckAt?: Date; struckById?: string; struckReason?: string } = {},
) =>
  db.observation.create({
    data: {
      ...{ patientId, admissionId: id, recordedById: desk.accountId, takenAt: ago(days), spo2: 93 },
      oxygen: oxygenDevice === 'VENTILATOR' ? 'HIGH_FLOW_OR_VENTILATED' : 'ON_OXYGEN',
      oxygenDevice,
      ...more,
    },
    select: { id: true },
  })

const soFar = async (stay: Stay, who: Browser = desk, base = '/reception') =>
  (await who.get(`${base}/admissions/${stay.id}/bill`).expect(200)).text

async function discharged(stay: Stay, more: Record<string, string | string[]> = {}, amounts = ['0']) {
  const page = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
  const keys = [...page.text.matchAll(/name="seen" value="([^"]*)"/g)].map(([, key = '']) => key)
  const charges = [...page.text.matchAll(/name="charges" value="([^"]*)" checked/g)].map(([, id = '']) => id)
  const form = {
    ...bill([doctor.doctorId ?? ''], amounts),
    seen: keys,
    charges,
    ...more,
    ...hidden(page.text),
  }
  const answer = await desk.post(`/reception/admissions/${stay.id}/discharge`, form)
  expect(answer.status, answer.text).toBe(303)
  return db.invoice.findFirstOrThrow({
    where: { admissionId: stay.id },
    include: { lines: { orderBy: { position: 'asc' }, include: { charge: true } } },
  })
}

describe('A-17 the running bill of a stay', () => {
  test('beds, oxygen, consultations, what was noted and its tax, as the discharge would bill it', async () => {
    await taxed('OXYGEN', 1200)
    const stay = await stayOf(3)
    await breathed(stay, 2, 'NASAL_CANNULA')
    await breathed(stay, 1, 'NASAL_CANNULA')
    const first = await soFar(stay)
    for (const part of [
      'Not an invoice',
      `Room: ${stay.ward.name}, bed 12`,
      '₹13,500.00',
      'Oxygen: Oxygen, ',
    ])
      expect(first).toContain(part)
    // 13,500 for the room, 3,000 of oxygen with 12 % of tax, 800 as the doctor's fee.
    for (const part of ['12 %: ₹360.00', '₹17,660.00', 'How oxygen is counted']) expect(first).toContain(part)
    const visit = await createVisit({
      ...{ doctorId: doctor.doctorId, patientId: stay.patientId, inMinutes: -30 },
      ...{ status: 'IN_CONSULTATION', token: 'B001' },
    })
    await doctor.post(`/doctor/appointments/${visit.id}/completion`).expect(303)
    await charged(stay.patientId, 25_000n, { kind: 'OTHER', description: 'Telephone' })
    const then = await soFar(stay)
    // The consultation took the place of the fee that was only offered; what is from outside stands apart.
    for (const part of ['Doctor: Consultation with', '₹17,660.00', '₹250.00 is open besides'])
      expect(then).toContain(part)
    expect(await soFar(stay, doctor, '/doctor')).toContain('₹17,660.00')
    const form = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
    expect(form.text).toMatch(/id="field-doctorAmount-1"[^>]*value="0.00"/)
    expect(form.text).toContain('Days of oxygen and of ventilator')
    const invoice = await discharged(stay)
    expect(invoice.totalMinor).toBe(1_766_000n + 25_000n)
    expect(await soFar(stay)).toContain('This stay has ended already')
    await taxed('OXYGEN', 0)
  })

  test('a stranger’s patient is not found', async () => {
    const stay = await stayOf(1)
    const stranger = await logInAs(app, 'DOCTOR')
    await stranger.get(`/doctor/admissions/${stay.id}/bill`).expect(404)
    const patient = await logInAs(app, 'PATIENT')
    await patient.get(`/patient/admissions/${stay.id}/bill`).expect(404)
  })

  test('readings that were struck out, and those of the patient, are not charged', async () => {
    const stay = await stayOf(2)
    await breathed(stay, 1, 'VENTILATOR', {
      ...{ struckAt: new Date(), struckById: desk.accountId, struckReason: 'Another patient.' },
    })
    await breathed(stay, 1, 'NASAL_CANNULA', { source: 'PATIENT' })
    expect(await soFar(stay)).not.toContain('Oxygen: ')
    await breathed(stay, 1, 'VENTILATOR')
    expect(await soFar(stay)).toContain('Oxygen: Ventilator, ')
  })
})

describe('each line of the invoice of a stay has its charge', () => {
  test('by its source: beds, readings, and by hand what was typed', async () => {
    const stay = await stayOf(4)
    const reading = await breathed(stay, 3, 'NASAL_CANNULA')
    await breathed(stay, 2, 'NASAL_CANNULA')
    const ventilated = await breathed(stay, 1, 'VENTILATOR')
    const typed = { medicine: 'Remdesivir', medicineAmount: '16,800', other: 'Telephone', otherAmount: '40' }
    const invoice = await discharged(stay, typed, ['1,600'])
    const beds = await db.bedStay.findMany({ where: { admissionId: stay.id }, select: { id: true } })
    expect(
      invoice.lines.map(({ kind, quantity, charge }) => [
        kind,
        quantity,
        charge?.sourceType,
        charge?.sourceId,
      ]),
    ).toEqual([
      ['ROOM', 4, 'bed_stay', beds[0]?.id],
      ['OXYGEN', 2, 'observation', reading.id],
      ['OXYGEN', 1, 'observation', ventilated.id],
      ['DOCTOR', 1, 'manual', expect.any(String)],
      ['MEDICINE', 1, 'manual', expect.any(String)],
      ['OTHER', 1, 'manual', expect.any(String)],
    ])
    for (const { charge, unitPriceMinor } of invoice.lines)
      expect(charge).toMatchObject({ unitPriceMinor, admissionId: stay.id, createdById: desk.accountId })
    expect(await db.charge.count({ where: { patientId: stay.patientId } })).toBe(invoice.lines.length)
  })

  test('one bed at two rates: two lines, two charges of one stay; void, all are open again as they were', async () => {
    const stay = await stayOf(4)
    const today = dayIn(new Date(), config.zone)
    await db.wardRate.create({
      data: { wardId: stay.ward.id, fromDay: dayToColumn(addDays(today, -1)), dailyRateMinor: 500_000n },
    })
    const invoice = await discharged(stay)
    expect(invoice.lines.map(({ quantity, unitPriceMinor }) => [quantity, unitPriceMinor])).toEqual([
      [3, 450_000n],
      [1, 500_000n],
    ])
    expect(new Set(invoice.lines.map(({ charge }) => charge?.sourceId)).size).toBe(1)
    const page = await desk.get(`/reception/invoices/${invoice.id}/voiding/new`).expect(200)
    await desk
      .post(`/reception/invoices/${invoice.id}/voiding`, { reason: 'Wrong patient.', ...hidden(page.text) })
      .expect(303)
    const open = await db.charge.findMany({
      where: { patientId: stay.patientId, voidedAt: null, invoiceLineId: null },
      orderBy: { occurredAt: 'asc' },
    })
    expect(open.map(({ sourceType, quantity }) => [sourceType, quantity])).toEqual([
      ['bed_stay', 3],
      ['bed_stay', 1],
    ])
  })

  test('a discharge that is refused charges nothing', async () => {
    const stay = await stayOf(1)
    const form = bill([doctor.doctorId ?? ''], ['0'], { seen: ['ORDER', 'SUMMARY'], why: '' })
    const answer = await desk.post(`/reception/admissions/${stay.id}/discharge`, form)
    expect(answer.status).toBe(422)
    expect(await db.charge.count({ where: { patientId: stay.patientId } })).toBe(0)
  })
})

test('a long stay with more charges than pages have rows is discharged by its form', async () => {
  const stay = await stayOf(1)
  const common = {
    patientId: stay.patientId,
    admissionId: stay.id,
    createdById: desk.accountId,
    occurredAt: new Date(),
  }
  await db.charge.createMany({
    data: Array.from({ length: 240 }, (_, index) => ({
      ...{ ...common, kind: 'TEST' as const, description: `Test ${index}`, unitPriceMinor: 1_000n },
      ...{ sourceType: 'manual', sourceId: randomUUID() },
    })),
  })
  const invoice = await discharged(stay)
  expect(invoice.lines).toHaveLength(241)
  expect(invoice.totalMinor).toBe(450_000n + 240_000n)
})
