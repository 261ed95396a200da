import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, type TestPerson } from '../support/people.js'
import { charged, ticking } from './charged.js'

useDatabase()
let app: Express
let desk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

const walker = { kind: 'OTHER', description: 'Walking frame', quantity: '2', price: '1,250.50' }
const pathOf = (id: string) => `/reception/patients/${id}/charges`

async function byHand(id: string, given: Record<string, string> = {}, key: string = randomUUID()) {
  await desk.get(`${pathOf(id)}/new`).expect(200)
  return desk.post(pathOf(id), { ...walker, ...given, idempotency_key: key })
}

const chargesOf = (patientId: string) => db.charge.findMany({ where: { patientId }, orderBy: { id: 'asc' } })

describe('A-17 a cashier charges by hand', () => {
  test('G-C6 the same form 20 times at once and once more by the back button: one charge', async () => {
    const { id } = await createPatient()
    const key = randomUUID()
    const all = await Promise.all(Array.from({ length: 20 }, () => byHand(id, {}, key)))
    const late = await byHand(id, {}, key)
    expect(new Set([...all, late].map(({ status }) => status))).toEqual(new Set([303]))
    expect(await chargesOf(id)).toMatchObject([
      {
        ...{ kind: 'OTHER', quantity: 2, unitPriceMinor: 125_050n, sourceType: 'manual' },
        ...{ description: 'Walking frame', admissionId: null, createdById: desk.accountId },
      },
    ])
    const page = await desk.get(pathOf(id)).expect(200)
    expect(page.text).toContain('2 × Walking frame: ₹2,501.00')
    expect(await db.auditEvent.count({ where: { patientId: id, action: 'charge.create' } })).toBe(1)
  })

  test.each([
    [{ price: '-5' }, 'Enter an amount like 1250 or 1,250.50.'],
    [{ price: '5.123' }, 'Enter an amount like 1250 or 1,250.50.'],
    [{ price: '0' }, 'Enter a price above zero.'],
    [{ price: '' }, 'Enter the price of one.'],
    [{ quantity: '0' }, 'Enter a whole number from 1 to 9999.'],
    [{ quantity: '1.5' }, 'Enter a whole number from 1 to 9999.'],
    [{ kind: 'GIFT' }, 'Choose what kind of charge it is.'],
    [{ description: '' }, 'Say what it is for'],
  ])('%j is refused beside its field, and the rest stays as typed', async (mistake, sentence) => {
    const { id } = await createPatient()
    const answer = await byHand(id, mistake)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    if (!('description' in mistake)) expect(answer.text).toContain('value="Walking frame"')
    expect(await chargesOf(id)).toEqual([])
  })

  test('of a patient in a bed it is of the stay', async () => {
    const ward = await createWard()
    const { doctorId } = await createPerson('DOCTOR')
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId ?? ''])
    expect((await byHand(stay.patientId)).status).toBe(303)
    expect(await chargesOf(stay.patientId)).toMatchObject([{ admissionId: stay.id }])
  })

  test('nobody but a cashier; no patient, no charge; signed out, to the log-in', async () => {
    const { id } = await createPatient()
    const doctor = await logInAs(app, 'DOCTOR')
    expect((await doctor.post(pathOf(id), { ...walker, idempotency_key: randomUUID() })).status).not.toBe(303)
    expect((await byHand(id)).status).toBe(303)
    const nobody = randomUUID()
    await desk.get(`${pathOf(nobody)}/new`).expect(404)
    await desk.post(pathOf(nobody), { ...walker, idempotency_key: randomUUID() }).expect(404)
    const out = await visitor(app).get(`${pathOf(id)}/new`)
    expect(out.headers.location).toContain('/login')
    expect(await chargesOf(id)).toHaveLength(1)
  })
})

describe('a charge is taken back with a reason', () => {
  const removal = async (patientId: string, chargeId: string, reason: string) => {
    const page = await desk.get(`${pathOf(patientId)}/${chargeId}/removal/new`).expect(200)
    return desk.post(`${pathOf(patientId)}/${chargeId}/removal`, { reason, ...hidden(page.text) })
  }

  test('it is open no more; a second time, and of what is billed, a sentence says why not', async () => {
    const { id } = await createPatient()
    const [one, other] = [await charged(id, 50_000n), await charged(id, 60_000n)]
    expect((await desk.get(pathOf(id))).text).toContain(`${pathOf(id)}/${one}/removal/new`)
    const without = await removal(id, one, '')
    expect(without.status).toBe(422)
    expect(without.text).toContain('Enter the reason.')
    expect((await removal(id, one, 'The nurse did not come.')).status).toBe(303)
    const again = await removal(id, one, 'Again.')
    expect(again.status).toBe(422)
    expect(again.text).toContain('This charge was taken back already.')
    await desk.post(`/reception/patients/${id}/invoices`, ticking([other])).expect(303)
    const billed = await removal(id, other, 'Too late.')
    expect(billed.status).toBe(422)
    expect(billed.text).toContain('An invoice has this charge already')
    expect(await chargesOf(id)).toMatchObject([
      { id: one, voidReason: 'The nurse did not come.', voidedAt: expect.any(Date) },
      { id: other, voidedAt: null },
    ])
  })

  test('G-C6 taken back by one and billed by another at once: one of the two, never both', async () => {
    const { id } = await createPatient()
    const chargeId = await charged(id, 50_000n)
    await Promise.all([
      removal(id, chargeId, 'No.'),
      desk.post(`/reception/patients/${id}/invoices`, ticking([chargeId])),
    ])
    const [charge] = await chargesOf(id)
    expect((charge?.voidedAt === null) !== (charge?.invoiceLineId === null)).toBe(true)
  })

  test('by another patient’s address it is not found', async () => {
    const [one, other] = [await createPatient(), await createPatient()]
    const chargeId = await charged(one.id, 50_000n)
    await desk.get(`${pathOf(other.id)}/${chargeId}/removal/new`).expect(404)
    const form = { reason: 'No.', idempotency_key: randomUUID() }
    await desk.post(`${pathOf(other.id)}/${chargeId}/removal`, form).expect(404)
    expect(await chargesOf(one.id)).toMatchObject([{ voidedAt: null }])
  })
})
