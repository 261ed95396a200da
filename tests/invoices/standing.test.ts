import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type InvoiceState, invoiceState } from '../../src/invoices/state-rules.js'
import { admitSomebody, bill, createWard, summaryOf } from '../admissions/hospital.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { pdfOf } from '../support/pdf.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'
import { charged, credited, invoiced, paid, ticking } from './charged.js'

const database = useDatabase()
let app: Express
let desk: Browser & { accountId: string }
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

/** An invoice of six hundred and of four hundred rupees. */
async function issued(name = 'Ravi Patil') {
  const patient = await createPatient({ name })
  const charges = [await charged(patient.id, 60_000n), await charged(patient.id, 40_000n)]
  const id = await invoiced(desk, patient.id, charges)
  return { id, patientId: patient.id, charges, path: `/reception/invoices/${id}` }
}

const reason = 'It was meant for his brother.'

describe('how an invoice stands', () => {
  test('C-08 the page says what was paid, what was credited and what is owed', async () => {
    const { id, patientId, path } = await issued()
    const before = await desk.get(path).expect(200)
    for (const part of ['Not paid', '₹1,000.00', 'To be paid by', 'Record a payment', 'Credit note', 'Void'])
      expect(before.text).toContain(part)
    const receipt = await paid(patientId, id, 25_000n)
    const partly = await desk.get(path).expect(200)
    for (const part of ['Partly paid', '₹750.00', receipt, 'Bank transfer', '-₹250.00'])
      expect(partly.text).toContain(part)
    expect(partly.text).not.toContain(`${path}/voiding/new`)
    const note = await credited(id)
    const less = await desk.get(path).expect(200)
    for (const part of [note, 'The visit did not take place.', '-₹600.00', '₹150.00'])
      expect(less.text).toContain(part)
    await paid(patientId, id, 15_000n)
    const settled = await desk.get(path).expect(200)
    expect(settled.text).toContain('₹0.00')
    expect(settled.text).not.toContain(`${path}/payments/new`)
  })

  test('C-08 the list finds each state as the rule says it, by patient and by day, and keeps the filters in its address', async () => {
    const open = await issued('Meera Open')
    const partly = await issued('Meera Partly')
    await paid(partly.patientId, partly.id, 1n)
    const whole = await issued('Meera Paid')
    await paid(whole.patientId, whole.id, 100_000n)
    const voided = await issued('Meera Void')
    await desk.post(`${voided.path}/voiding`, { idempotency_key: randomUUID(), reason }).expect(303)
    const back = await issued('Meera Credited')
    await db.creditNote.create({
      data: {
        ...{ number: `CRN-T-${randomUUID()}`, invoiceId: back.id, reason: 'All', totalMinor: 100_000n },
        ...{ issuedAt: new Date(), issuedById: desk.accountId },
        lines: {
          create: (await db.invoiceLine.findMany({ where: { invoiceId: back.id } })).map((line) => ({
            ...{ position: line.position, invoiceLineId: line.id },
            ...{ netMinor: line.amountMinor, taxMinor: 0n },
          })),
        },
      },
    })
    await asOwner(database, (owner) =>
      owner.query(`UPDATE invoice_balance SET due_on = '2020-01-01' WHERE invoice_id = $1`, [open.id]),
    )
    const all = { open, partly, whole, voided, back }
    const states: Record<InvoiceState | 'OPEN' | 'OVERDUE', (keyof typeof all)[]> = {
      ...{ ISSUED: ['open'], PARTLY_PAID: ['partly'], PAID: ['whole'], VOID: ['voided'], CREDITED: ['back'] },
      ...{ OPEN: ['open', 'partly'], OVERDUE: ['open'] },
    }
    for (const [state, fitting] of Object.entries(states)) {
      const list = await desk.get(`/reception/invoices?q=meera&state=${state}`).expect(200)
      for (const [name, { id }] of Object.entries(all))
        expect(list.text.includes(id), `${name} in ${state}`).toBe(fitting.some((one) => one === name))
      expect(list.text).toContain(`/csv?q=meera&amp;state=${state}`)
    }
    for (const { id } of Object.values(all)) {
      const balance = await db.invoiceBalance.findUniqueOrThrow({ where: { invoiceId: id } })
      expect(states[invoiceState(balance)]).toHaveLength(1)
    }
    const theirs = await desk.get(`/reception/invoices?patient=${open.patientId}`).expect(200)
    expect(theirs.text).toContain('Meera Open')
    expect(theirs.text).not.toContain('Meera Partly')
    expect((await desk.get('/reception/invoices?q=meera&to=2020-01-01')).text).toContain('No invoice fits')
    expect((await desk.get('/reception/invoices?state=NONSENSE&from=x').expect(200)).text).toContain('Meera')

    const csv = await desk.get('/reception/invoices/csv?q=Meera&state=PARTLY_PAID').expect(200)
    const [heads, row, ...more] = csv.text.trim().split('\n')
    expect(heads).toContain('Patient,Patient number,Invoice,Issued,To be paid by,State')
    expect(row).toMatch(/^Meera Partly,W-\d+,INV-.*,Partly paid,,,INR,1000\.00,0\.00,0\.01,999\.99$/)
    expect(more).toEqual([])
  })
})

describe('an invoice that should not have been issued', () => {
  test('is void with a reason: nothing is owed, its paper no longer holds, and what it billed is open again', async () => {
    const { id, patientId, path, charges } = await issued('Asha Void')
    const sources = await db.charge.findMany({ where: { id: { in: charges } }, orderBy: { id: 'asc' } })
    const page = await desk.get(`${path}/voiding/new`).expect(200)
    expect(page.text).toContain('Asha Void')
    const answer = await desk.post(`${path}/voiding`, { ...hidden(page.text), reason }).expect(303)
    expect(answer.headers.location).toBe(path)
    const shown = await desk.get(path).expect(200)
    for (const part of ['This invoice is void', reason, '₹0.00']) expect(shown.text).toContain(part)
    expect((await pdfOf(desk, `${path}/pdf`)).text).toContain('nothing is to be paid on this invoice')
    const open = await db.charge.findMany({
      where: { patientId, voidedAt: null },
      orderBy: { unitPriceMinor: 'desc' },
    })
    expect(open.map(({ sourceType, sourceId }) => ({ sourceType, sourceId }))).toEqual(
      sources.map(({ sourceType, sourceId }) => ({ sourceType, sourceId })),
    )
    expect(open).toMatchObject([
      { unitPriceMinor: 60_000n, invoiceLineId: null },
      { unitPriceMinor: 40_000n, invoiceLineId: null },
    ])
    const printed = await db.printedDocument.findFirstOrThrow({ where: { kind: 'INVOICE', subjectId: id } })
    expect(printed.supersededAt).not.toBeNull()
    const again = await invoiced(
      desk,
      patientId,
      open.map((charge) => charge.id),
    )
    expect(again).not.toBe(id)
  })

  test('the invoice of a stay is void too: what it billed is open of the stay, and is not billed outside of it', async () => {
    const doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
    const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [doctorId])
    await desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['800'])).expect(303)
    const invoice = await db.invoice.findFirstOrThrow({ where: { admissionId: stay.id } })
    const path = `/reception/invoices/${invoice.id}`
    await desk.post(`${path}/voiding`, { idempotency_key: randomUUID(), reason }).expect(303)
    const open = await db.charge.findMany({ where: { patientId: stay.patientId, voidedAt: null } })
    expect(open.map(({ admissionId }) => admissionId)).toEqual(open.map(() => stay.id))
    expect(
      open.reduce((sum, { quantity, unitPriceMinor }) => sum + BigInt(quantity) * unitPriceMinor, 0n),
    ).toBe(invoice.totalMinor)
    const outside = await desk.post(
      `/reception/patients/${stay.patientId}/invoices`,
      ticking(open.map(({ id }) => id)),
    )
    expect(outside.status).toBe(422)
    const page = await desk.get(`/reception/patients/${stay.patientId}/charges`).expect(200)
    expect(page.text).toContain(`/reception/admissions/${stay.id}/invoices/new`)
    expect(page.text).not.toContain(open[0]?.id)
  })

  test('not without a reason, not once something is paid, not twice: a sentence, and the books unchanged', async () => {
    const { id, patientId, path } = await issued()
    const form = { idempotency_key: randomUUID(), reason: ' ' }
    const silent = await desk.post(`${path}/voiding`, form).expect(422)
    expect(summaryOf(silent.text)).toContain('Say why this invoice should not have been issued.')
    await paid(patientId, id, 1n)
    const late = await desk.post(`${path}/voiding`, { ...form, reason }).expect(422)
    expect(late.text).toContain(
      'Something was paid or credited on this invoice. Write a credit note instead.',
    )
    expect(late.text).toContain(reason)
    expect(await db.invoiceVoiding.count({ where: { invoiceId: id } })).toBe(0)
    const other = await issued()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        desk.post(`${other.path}/voiding`, { idempotency_key: randomUUID(), reason }),
      ),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    for (const { text } of answers.filter(({ status }) => status !== 303))
      expect(text).toContain('This invoice is void already.')
    expect(await db.charge.count({ where: { patientId: other.patientId, voidedAt: null } })).toBe(2)
  })

  test('G-Z1 a patient sees that their invoice is void, and cannot do it', async () => {
    const person = await createPerson('PATIENT')
    const own = await logIn(app, person)
    const id = await invoiced(desk, person.patientId ?? '', [await charged(person.patientId ?? '', 5_000n)])
    expect((await own.get(`/patient/invoices/${id}`)).text).toContain(`/patient/invoices/${id}/claims/new`)
    await own.post(`/patient/invoices/${id}/voiding`, { idempotency_key: randomUUID(), reason }).expect(404)
    await own.post(`/reception/invoices/${id}/voiding`, { idempotency_key: randomUUID(), reason }).expect(403)
    await desk
      .post(`/reception/invoices/${id}/voiding`, { idempotency_key: randomUUID(), reason })
      .expect(303)
    const page = await own.get(`/patient/invoices/${id}`).expect(200)
    expect(page.text).toContain('This invoice is void')
    expect(page.text).not.toContain(reason)
    await desk.get(`/reception/invoices/${randomUUID()}/voiding/new`).expect(404)
    expect((await visitor(app).get(`/reception/invoices/${id}/voiding/new`)).headers.location).toContain(
      '/login',
    )
  })
})
