import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { addCharge } from '../../src/invoices/charges.js'
import { admitSomebody, bill, createWard } from '../admissions/hospital.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { pdfOf } from '../support/pdf.js'
import { createPatient, logInAs } from '../support/people.js'
import { chargesOf, itemId, patientAtHome, planned, postDone, serviceOf, somebodyAtHome } from './at-home.js'

const database = useDatabase()
let app: Express
let desk: Browser & { accountId: string }
let admin: Browser & { accountId: string }
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
})

/** A service that is done, and what it costs. */
async function done(patientId: string, code = 'NURSE') {
  const id = await planned(desk, patientId, { itemId: await itemId(code) })
  expect((await postDone(desk, id, randomUUID())).status).toBe(303)
  const [charge] = await chargesOf(id)
  return { id, chargeId: charge?.id ?? '' }
}

const billing = (charges: string[], key: string = randomUUID()) => ({ idempotency_key: key, charges })

async function changePrice(code: string, price: string) {
  const id = await itemId(code)
  const page = await admin.get(`/admin/services/catalogue/${id}/edit`).expect(200)
  const { name, description } = await db.serviceItem.findUniqueOrThrow({ where: { id } })
  return admin.post(`/admin/services/catalogue/${id}`, {
    ...{ name, description, price, isActive: 'on' },
    ...hidden(page.text),
  })
}

describe('what is done is charged, once', () => {
  test('G-C6 20 times the same “done”, by one form and by 20 people: one charge', async () => {
    const patient = await somebodyAtHome(desk)
    const [one, other] = [await planned(desk, patient.id), await planned(desk, patient.id)]
    const key = randomUUID()
    const same = await Promise.all(Array.from({ length: 20 }, () => postDone(desk, one, key)))
    expect(new Set(same.map(({ status }) => status))).toEqual(new Set([303]))
    const each = await Promise.all(Array.from({ length: 20 }, () => postDone(desk, other, randomUUID())))
    expect(each.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 19 }, () => 422)])
    for (const late of each.filter(({ status }) => status === 422))
      expect(late.text).toContain('This service is done already.')
    for (const id of [one, other]) {
      expect(await chargesOf(id)).toMatchObject([
        { unitPriceMinor: 60_000n, quantity: 1, description: 'Nurse visit' },
      ])
      expect((await serviceOf(id)).events.filter(({ status }) => status === 'DONE')).toHaveLength(1)
    }
  })

  test('the price is that of the moment: what is done keeps it, what is not yet done gets the new one', async () => {
    const patient = await somebodyAtHome(desk)
    const [before, after] = [await planned(desk, patient.id), await planned(desk, patient.id)]
    await postDone(desk, before, randomUUID())
    expect((await changePrice('NURSE', '725.50')).status).toBe(303)
    await postDone(desk, after, randomUUID())
    expect((await serviceOf(before)).priceMinor).toBe(60_000n)
    expect((await serviceOf(after)).priceMinor).toBe(72_550n)
    expect(await chargesOf(after)).toMatchObject([{ unitPriceMinor: 72_550n }])
    const page = await desk.get(`/reception/patients/${patient.id}/charges`).expect(200)
    for (const part of ['Nurse visit: ₹600.00', 'Nurse visit: ₹725.50', '₹1,325.50'])
      expect(page.text).toContain(part)
    await changePrice('NURSE', '600')
  })

  test('the database keeps it: one charge of one source, and no amount is changed afterwards', async () => {
    const patient = await somebodyAtHome(desk)
    const { id, chargeId } = await done(patient.id)
    const again = addCharge(db, {
      ...{
        patientId: patient.id,
        admissionId: null,
        kind: 'SERVICE',
        sourceType: 'service_request',
        sourceId: id,
      },
      ...{ description: 'Again', unitPriceMinor: 1n, occurredAt: new Date(), createdById: desk.accountId },
    })
    await expect(again).rejects.toThrow(/charge_once/)
    const cheaper = db.charge.update({ where: { id: chargeId }, data: { unitPriceMinor: 1n } })
    await expect(cheaper).rejects.toThrow(/charge/)
  })

  test('it was not done after all: struck out with a reason, its charge is taken back; billed, it is to be credited', async () => {
    const { id: patientId } = await somebodyAtHome(desk)
    const [open, billed] = [await done(patientId), await done(patientId)]
    const issued = await desk.post(`/reception/patients/${patientId}/invoices`, billing([billed.chargeId]))
    const invoiceId = String(issued.headers.location).split('/').at(-1) ?? ''
    const strike = async (id: string, reason: string) => {
      const page = await desk.get(`/reception/services/${id}/retraction/new`).expect(200)
      return desk.post(`/reception/services/${id}/retraction`, { reason, ...hidden(page.text) })
    }
    const nothing = await strike(open.id, '')
    expect(nothing.status).toBe(422)
    expect((await strike(open.id, 'Nobody opened the door.')).status).toBe(303)
    expect((await strike(billed.id, 'It was the neighbour.')).status).toBe(303)
    expect(await chargesOf(open.id)).toMatchObject([{ voidReason: 'Nobody opened the door.' }])
    expect(await chargesOf(billed.id)).toMatchObject([{ voidedAt: null }])
    expect(await serviceOf(billed.id)).toMatchObject({
      ...{ status: 'CANCELLED', closeReason: 'It was the neighbour.', doneAt: expect.any(Date) },
    })
    const list = await desk.get('/reception/invoices/to-credit').expect(200)
    expect(list.text).toContain(invoiceId)
    expect(list.text).toContain('It was the neighbour.')
    expect((await strike(billed.id, 'Again.')).text).toContain('This service was cancelled.')
  })

  test('taken back with a reason before it is billed; billed, it stays', async () => {
    const patient = await somebodyAtHome(desk)
    const [one, other] = [await done(patient.id), await done(patient.id)]
    const page = await desk.get(`/reception/services/${one.id}/charge/removal/new`).expect(200)
    const reason = { reason: 'The nurse came for the neighbour.', ...hidden(page.text) }
    await desk.post(`/reception/services/${one.id}/charge/removal`, reason).expect(303)
    expect((await desk.get(`/reception/services/${one.id}`)).text).toContain(
      'The nurse came for the neighbour.',
    )
    const tooLate = await desk.post(`/reception/patients/${patient.id}/invoices`, billing([one.chargeId]))
    expect(tooLate.status).toBe(422)
    expect(tooLate.text).toContain('What is to be paid has changed meanwhile.')
    await desk.post(`/reception/patients/${patient.id}/invoices`, billing([other.chargeId])).expect(303)
    const forced = await desk.post(`/reception/services/${other.id}/charge/removal`, {
      ...{ reason: 'No.', idempotency_key: randomUUID() },
    })
    expect(forced.status).toBe(422)
    expect(forced.text).toContain('An invoice has this charge already')
  })
})

describe('G-C8 what is open is billed once', () => {
  test('an invoice outside of a stay, that the patient reads and prints', async () => {
    const patient = await patientAtHome(app)
    const [nurse, oxygen] = [await done(patient.id), await done(patient.id, 'O2')]
    expect((await desk.get('/reception/invoices/open')).text).toContain(
      `/reception/patients/${patient.id}/charges`,
    )
    const page = await desk.get(`/reception/patients/${patient.id}/charges`).expect(200)
    expect(page.text.match(/ checked/g)).toHaveLength(2)
    const issued = await desk.post(`/reception/patients/${patient.id}/invoices`, {
      charges: [nurse.chargeId, oxygen.chargeId],
      ...hidden(page.text),
    })
    expect(issued.status).toBe(303)
    const id = String(issued.headers.location).split('/').at(-1) ?? ''
    const invoice = await db.invoice.findUniqueOrThrow({
      where: { id },
      include: { lines: { orderBy: { position: 'asc' }, include: { charge: true } } },
    })
    expect(invoice).toMatchObject({ admissionId: null, admittedOn: null, days: null, totalMinor: 310_000n })
    expect(invoice.lines.map(({ charge }) => charge?.id)).toEqual([nurse.chargeId, oxygen.chargeId])
    const own = await patient.get(`/patient/invoices/${id}`).expect(200)
    for (const part of ['Service: Nurse visit', 'Service: Oxygen cylinder', '₹3,100.00'])
      expect(own.text).toContain(part)
    expect(own.text).not.toContain('How days are counted')
    const { text } = await pdfOf(patient, `/patient/invoices/${id}/pdf`)
    for (const part of ['Nurse visit', 'Oxygen cylinder']) expect(text).toContain(part)
    expect((await desk.get(`/reception/services/${nurse.id}`)).text).toContain(invoice.number)
    expect((await desk.get('/reception/invoices/open')).text).not.toContain(`/patients/${patient.id}/charges`)
    expect(await db.message.count({ where: { accountId: patient.accountId, kind: 'invoice-ready' } })).toBe(1)
  })

  test('G-C6 two cashiers and 20 copies of one form: one invoice, the others read why', async () => {
    const patient = await somebodyAtHome(desk)
    const { chargeId } = await done(patient.id)
    const second = await logInAs(app, 'RECEPTIONIST')
    const key = randomUUID()
    const address = `/reception/patients/${patient.id}/invoices`
    const mine = Array.from({ length: 20 }, () => desk.post(address, billing([chargeId], key)))
    const theirs = Array.from({ length: 5 }, () => second.post(address, billing([chargeId])))
    const answers = await Promise.all([...mine, ...theirs])
    expect(await db.invoice.count({ where: { patientId: patient.id } })).toBe(1)
    const refused = answers.filter(({ status }) => status === 422)
    const went = answers.filter(({ status }) => status === 303)
    expect(went.length + refused.length).toBe(25)
    expect(new Set(went.map(({ headers }) => headers.location)).size).toBe(1)
    expect(refused.length).toBeGreaterThanOrEqual(5)
    for (const { text } of refused) expect(text).toContain('What is to be paid has changed meanwhile.')
  })

  test('nothing ticked: refused; another patient’s charge: refused', async () => {
    const [patient, other] = [await somebodyAtHome(desk), await somebodyAtHome(desk)]
    const [own, foreign] = [await done(patient.id), await done(other.id)]
    const address = `/reception/patients/${patient.id}/invoices`
    const nothing = await desk.post(address, billing([]))
    expect(nothing.status).toBe(422)
    expect(nothing.text).toContain('Choose what goes on the invoice.')
    expect((await desk.post(address, billing([own.chargeId, foreign.chargeId]))).status).toBe(422)
    expect(await db.charge.count({ where: { patientId: patient.id, invoiceLineId: null } })).toBe(1)
    const doctor = await logInAs(app, 'DOCTOR')
    await doctor.post(`/doctor/patients/${patient.id}/invoices`, billing([own.chargeId])).expect(404)
  })

  test('A-16 who is admitted is billed when the stay ends, services of home and bed with it', async () => {
    const ward = await createWard()
    const doctor = await logInAs(app, 'DOCTOR')
    const patient = await createPatient()
    const { id: atHome } = await addCharge(db, {
      ...{ patientId: patient.id, admissionId: null, kind: 'SERVICE', sourceType: 'service_request' },
      ...{ sourceId: randomUUID(), description: 'Oxygen cylinder', unitPriceMinor: 250_000n },
      ...{ occurredAt: new Date(Date.now() - 86_400_000), createdById: desk.accountId },
    })
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''], patient)
    const inBed = await done(patient.id, 'SAMPLE')
    expect(await chargesOf(inBed.id)).toMatchObject([{ admissionId: stay.id }])
    const early = await desk.post(`/reception/patients/${patient.id}/invoices`, billing([atHome]))
    expect(early.status).toBe(422)
    expect(early.text).toContain('is admitted now')
    const form = bill([doctor.doctorId ?? ''], ['0'], { charges: [atHome, inBed.chargeId] })
    const left = await desk.post(`/reception/admissions/${stay.id}/discharge`, form)
    expect(left.status, left.text).toBe(303)
    const invoice = await db.invoice.findFirstOrThrow({
      where: { admissionId: stay.id },
      include: { lines: { where: { kind: 'SERVICE' }, include: { charge: true } } },
    })
    expect(new Set(invoice.lines.map(({ charge }) => charge?.id))).toEqual(new Set([atHome, inBed.chargeId]))
    expect((await desk.get(`/reception/patients/${patient.id}/charges`)).text).toContain(
      'Nothing is to be billed',
    )
  })

  test('G-C6 no service is done without its charge, whoever writes it', async () => {
    const patient = await somebodyAtHome(desk)
    const id = await planned(desk, patient.id)
    const uncharged = db.serviceRequest.update({
      where: { id },
      data: { status: 'DONE', doneAt: new Date(), priceMinor: 0n },
    })
    await expect(uncharged).rejects.toThrow(/service_done_is_charged/)
    expect((await serviceOf(id)).status).toBe('ALLOCATED')
  })

  test('the database keeps a charge on the line on which it was billed, of its own amount', async () => {
    const patient = await somebodyAtHome(desk)
    const { chargeId } = await done(patient.id)
    await desk.post(`/reception/patients/${patient.id}/invoices`, billing([chargeId])).expect(303)
    const freed = db.charge.update({ where: { id: chargeId }, data: { invoiceLineId: null } })
    await expect(freed).rejects.toThrow(/charge_stays_billed/)
    const elsewhere = await done(patient.id, 'O2')
    const line = await db.invoiceLine.findFirstOrThrow({ where: { charge: { id: chargeId } } })
    const foreign = await db.invoice.create({
      data: {
        ...(await asCopied(line.invoiceId)),
        number: randomUUID(),
        totalMinor: 1n,
        lines: { create: { ...asLine, position: 1 } },
      },
      include: { lines: true },
    })
    const onOther = db.charge.update({
      where: { id: elsewhere.chargeId },
      data: { invoiceLineId: foreign.lines[0]?.id ?? '' },
    })
    await expect(onOther).rejects.toThrow(/charge_on_its_line/)
    const owner = asOwner(database, (client) =>
      client.query(`UPDATE charge SET voided_at = now(), void_reason = 'No.' WHERE id = $1`, [chargeId]),
    )
    await expect(owner).rejects.toThrow('what was billed is not taken back')
  })
})

const asLine = {
  kind: 'SERVICE' as const,
  description: 'Another',
  quantity: 1,
  unitPriceMinor: 1n,
  amountMinor: 1n,
}

/** Another invoice of the same patient, besides its number and its lines. */
async function asCopied(id: string) {
  const {
    id: _,
    number: _number,
    admissionId: _stay,
    ...invoice
  } = await db.invoice.findUniqueOrThrow({ where: { id } })
  return invoice
}
