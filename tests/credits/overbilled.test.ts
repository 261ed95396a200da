import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { createWard } from '../admissions/hospital.js'
import { ticking } from '../invoices/charged.js'
import { electrolytes, normal, postResult } from '../orders/clinic.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
let desk: Browser & TestPerson
let clerk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  clerk = await logInAs(app, 'DATA_ENTRY')
})

/** Bills all that is open of a patient, outside of a stay. */
async function billed(patientId: string): Promise<string> {
  const open = await db.charge.findMany({ where: { patientId, invoiceLineId: null, voidedAt: null } })
  const answer = await desk.post(
    `/reception/patients/${patientId}/invoices`,
    ticking(open.map(({ id }) => id)),
  )
  expect(answer.status, answer.text).toBe(303)
  return String(answer.headers.location).split('/').at(-1) ?? ''
}

const listed = async () => (await desk.get('/reception/invoices/to-credit').expect(200)).text
const lineOf = (invoiceId: string) => db.invoiceLine.findFirstOrThrow({ where: { invoiceId } })

/** A final result that was billed and then struck out. */
async function struckResult() {
  const order = await electrolytes(app)
  expect((await postResult(clerk, order.id, normal)).status).toBe(303)
  const invoiceId = await billed(order.patient.id)
  const page = await clerk.get(`/records/orders/${order.id}/retraction/new`).expect(200)
  const form = { reason: 'The tube of another patient', ...hidden(page.text) }
  await clerk.post(`/records/orders/${order.id}/retraction`, form).expect(303)
  return { ...order, invoiceId }
}

describe('A-18 what was billed and was not done after all is to be credited', () => {
  test('a struck result stands on the cashier’s page; its link fills the credit note in; credited, it is gone', async () => {
    const { invoiceId } = await struckResult()
    const line = await lineOf(invoiceId)
    const href = `/reception/invoices/${invoiceId}/credit-notes/new?line=${line.id}`
    expect(await listed()).toContain(href)
    const cashier = await desk.get('/reception/cashier').expect(200)
    expect(cashier.text).toContain('To be credited')
    const page = await desk.get(href).expect(200)
    const amount = (Number(line.amountMinor) / 100).toFixed(2)
    expect(page.text).toContain(`value="${amount}"`)
    expect(page.text).toContain('The tube of another patient')
    await desk
      .post(`/reception/invoices/${invoiceId}/credit-notes`, {
        ...{ 'amount-1': amount, reason: 'The test was not yours.' },
        ...hidden(page.text),
      })
      .expect(303)
    expect(await listed()).not.toContain(invoiceId)
  })

  test('credited in part it stays, with the rest', async () => {
    const { invoiceId } = await struckResult()
    const { id, amountMinor } = await lineOf(invoiceId)
    await desk
      .post(`/reception/invoices/${invoiceId}/credit-notes`, {
        ...{ idempotency_key: randomUUID(), 'amount-1': '1', reason: 'One rupee first.' },
      })
      .expect(303)
    const page = await desk.get(`/reception/invoices/${invoiceId}/credit-notes/new?line=${id}`).expect(200)
    expect(page.text).toContain(`value="${(Number(amountMinor - 100n) / 100).toFixed(2)}"`)
    expect(await listed()).toContain(invoiceId)
  })

  test('made void instead, it is off the list, and what was not done is not to be paid again', async () => {
    const { invoiceId, patient } = await struckResult()
    await desk
      .post(`/reception/invoices/${invoiceId}/voiding`, {
        idempotency_key: randomUUID(),
        reason: 'Nothing of it.',
      })
      .expect(303)
    expect(await listed()).not.toContain(invoiceId)
    expect(
      await db.charge.count({ where: { patientId: patient.id, voidedAt: null, invoiceLineId: null } }),
    ).toBe(0)
  })

  test('only for those who write credit notes; signed out goes to log-in', async () => {
    for (const role of ['DOCTOR', 'DATA_ENTRY', 'PATIENT'] as const)
      await (await logInAs(app, role)).get('/reception/invoices/to-credit').expect(403)
    await (await logInAs(app, 'ADMIN')).get('/admin/invoices/to-credit').expect(200)
    const out = await visitor(app).get('/reception/invoices/to-credit')
    expect(out.headers.location).toContain('/login')
  })
})

describe('days of oxygen', () => {
  /** A stay of four days that has ended, with a reading on each of three, and its invoice. */
  async function breathed(devices: ('NASAL_CANNULA' | 'VENTILATOR')[]) {
    const patient = await createPatient()
    const today = dayIn(new Date(), config.zone)
    const at = (daysAgo: number) => instantAt(addDays(today, -daysAgo), timeOfDay('10:00'), config.zone)
    const ward = await createWard()
    const stay = await db.admission.create({
      data: {
        ...{ patientId: patient.id, status: 'DISCHARGED', reason: 'Breathless' },
        ...{ admittedAt: at(6), admittedById: desk.accountId },
        ...{ dischargedAt: at(1), dischargedById: desk.accountId },
        stays: {
          create: {
            ...{ bedId: ward.beds[0]?.id ?? '', startedAt: at(6), endedAt: at(1), dailyRateMinor: 0n },
          },
        },
      },
      select: { id: true },
    })
    const readings = await Promise.all(
      devices.map((oxygenDevice, day) =>
        db.observation.create({
          data: {
            ...{ patientId: patient.id, admissionId: stay.id, recordedById: desk.accountId, spo2: 90 },
            ...{ takenAt: at(5 - day), oxygen: 'ON_OXYGEN', oxygenDevice },
          },
          select: { id: true, takenAt: true },
        }),
      ),
    )
    const first = readings[0]
    await db.charge.create({
      data: {
        ...{ patientId: patient.id, admissionId: stay.id, kind: 'OXYGEN', sourceType: 'observation' },
        ...{ sourceId: first?.id ?? '', description: 'Oxygen', quantity: devices.length },
        ...{ unitPriceMinor: 100_000n, occurredAt: first?.takenAt ?? at(5), createdById: desk.accountId },
      },
    })
    return { invoiceId: await billed(patient.id), readings, patient, stay }
  }

  const strike = (id: string) =>
    db.observation.update({
      where: { id },
      data: { struckAt: new Date(), struckById: desk.accountId, struckReason: 'Wrong bed' },
    })

  test('a reading is struck out after the stay was billed: its day is to be credited, not the others', async () => {
    const { invoiceId, readings } = await breathed(['NASAL_CANNULA', 'NASAL_CANNULA', 'NASAL_CANNULA'])
    expect(await listed()).not.toContain(invoiceId)
    await strike(readings[1]?.id ?? '')
    const page = await listed()
    expect(page).toContain(invoiceId)
    expect(page).toContain('1 of 3')
    const { id } = await lineOf(invoiceId)
    const form = await desk.get(`/reception/invoices/${invoiceId}/credit-notes/new?line=${id}`).expect(200)
    expect(form.text).toContain('value="1000.00"')
    expect(form.text).toContain('Wrong bed')
  })

  test('another reading of the same day still shows it: nothing is to be credited', async () => {
    const { invoiceId, readings, patient, stay } = await breathed(['NASAL_CANNULA'])
    await db.observation.create({
      data: {
        ...{ patientId: patient.id, admissionId: stay.id, recordedById: desk.accountId, spo2: 91 },
        ...{ takenAt: new Date(Number(readings[0]?.takenAt) + 3_600_000), oxygen: 'ON_OXYGEN' },
      },
    })
    await strike(readings[0]?.id ?? '')
    expect(await listed()).not.toContain(invoiceId)
  })

  test('a day of ventilator is none where only oxygen is left of it', async () => {
    const { invoiceId, readings, patient, stay } = await breathed(['VENTILATOR'])
    await db.observation.create({
      data: {
        ...{ patientId: patient.id, admissionId: stay.id, recordedById: desk.accountId, spo2: 91 },
        ...{ takenAt: new Date(Number(readings[0]?.takenAt) + 3_600_000), oxygen: 'ON_OXYGEN' },
      },
    })
    expect(await listed()).not.toContain(invoiceId)
    await strike(readings[0]?.id ?? '')
    expect(await listed()).toContain(invoiceId)
  })
})
