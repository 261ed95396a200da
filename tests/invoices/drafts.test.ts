import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { voidCharge } from '../../src/invoices/charges.js'
import { admitSomebody, createWard, summaryOf } from '../admissions/hospital.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import { charged, taxed, ticking } from './charged.js'

useDatabase()
let app: Express
let desk: Browser & { accountId: string }
let admin: Browser & { accountId: string }
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
  await taxed('SERVICE', 1800)
})

/** A draft of a thousand rupees of services and of five hundred of medicine, with its address and its form as opened. */
async function draftOf(patientId: string) {
  const charges = [
    await charged(patientId, 50_000n, { quantity: 2 }),
    await charged(patientId, 50_000n, { kind: 'MEDICINE', description: 'Paracetamol 500 mg' }),
  ]
  const answer = await desk.post(`/reception/patients/${patientId}/drafts`, ticking(charges)).expect(303)
  const path = String(answer.headers.location)
  const page = await desk.get(path).expect(200)
  return { path, id: path.split('/').at(-1) ?? '', charges, page, form: formOf(page.text) }
}

const formOf = (html: string) => ({
  ...hidden(html),
  line: [...html.matchAll(/name="line" value="([^"]+)"/g)].map(([, id]) => id ?? ''),
  lineDiscount: ['', ''],
  lineReason: ['', ''],
})

describe('a draft of an invoice', () => {
  test('C-08 a receptionist prepares it, takes something off a line and off the whole, sees what it comes to, and issues it', async () => {
    const patient = await createPatient({ name: 'Ravi Patil' })
    const { path, form, charges } = await draftOf(patient.id)
    expect((await desk.get('/reception/invoices/drafts')).text).toContain('Ravi Patil')
    const less = {
      ...{ lineDiscount: ['', '10 %'], lineReason: ['', 'Short of its date'] },
      ...{ discount: '45', discountReason: 'Staff' },
    }
    await desk.post(path, { ...form, ...less }).expect(303)
    const page = await desk.get(path).expect(200)
    // 1,000 and 450; 45 over the whole is 31.03 and 13.97; 18 % of 968.97 is 174.41.
    const parts = [
      ...['₹1,500.00', '-₹95.00', '₹1,405.00', 'Tax of 18 % on ₹968.97', '₹174.41', '₹1,579.41'],
      ...['value="10 %"', 'value="45.00"', 'value="Staff"', 'How amounts are rounded'],
    ]
    for (const part of parts) expect(page.text).toContain(part)
    expect(await db.invoice.count({ where: { patientId: patient.id } })).toBe(0)

    const answer = await desk.post(`${path}/issue`, { ...formOf(page.text), ...less }).expect(303)
    const invoice = await db.invoice.findFirstOrThrow({
      where: { patientId: patient.id },
      include: { lines: { orderBy: { position: 'asc' } }, balance: true },
    })
    expect(answer.headers.location).toBe(`/reception/invoices/${invoice.id}`)
    expect(invoice).toMatchObject({ totalMinor: 157_941n, discountReason: 'Staff' })
    expect(invoice.balance).toMatchObject({ totalMinor: 157_941n, paidMinor: 0n, creditedMinor: 0n })
    expect(invoice.lines).toMatchObject([
      { kind: 'MEDICINE', discountMinor: 6_397n, discountReason: 'Short of its date', taxMinor: 0n },
      { kind: 'SERVICE', discountMinor: 3_103n, taxBasisPoints: 1800, taxMinor: 17_441n },
    ])
    expect(await db.charge.count({ where: { id: { in: charges }, invoiceLineId: null } })).toBe(0)
    await desk.get(path).expect(404)
    expect(
      (await admin.post(`${path.replace('/reception', '/admin')}/issue`, form).expect(409)).text,
    ).toContain('somebody has issued or deleted it meanwhile')
  })

  test('G-C6 20 times “issue” by one form, and once more by the back button: one invoice', async () => {
    const patient = await createPatient()
    const { path, form } = await draftOf(patient.id)
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.post(`${path}/issue`, form)))
    answers.push(await desk.post(`${path}/issue`, form))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    expect(await db.invoice.count({ where: { patientId: patient.id } })).toBe(1)
  })

  test('two cashiers at one draft: the second reads that it has changed, and nothing is issued by the old one', async () => {
    const patient = await createPatient()
    const { path, form } = await draftOf(patient.id)
    const theirs = path.replace('/reception', '/admin')
    await admin
      .post(theirs, { ...form, discount: '50 %', discountReason: 'Hardship', idempotency_key: randomUUID() })
      .expect(303)
    const late = await desk.post(`${path}/issue`, form).expect(409)
    expect(late.text).toContain('This record was changed while you were editing it.')
    expect(late.text).toContain('50 %')
    expect(await db.invoice.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('more off than a receptionist may, more than there is, no reason, no amount: a sentence beside the field, the draft as it was', async () => {
    const { path, form, id } = await draftOf((await createPatient()).id)
    const refusals: [Record<string, string | string[]>, string, string][] = [
      [{ discount: '10.01 %', discountReason: 'Kind' }, 'discount', 'You may take off at most 10 %'],
      [
        { discount: '1500.01', discountReason: 'Kind' },
        'discount',
        'More is taken off than there is to pay.',
      ],
      [{ discount: '5 %' }, 'discountReason', 'Say why something is taken off.'],
      [{ discount: '-5', discountReason: 'Kind' }, 'discount', 'Enter an amount like 250'],
      [{ discount: '1.234', discountReason: 'Kind' }, 'discount', 'Enter an amount like 250'],
      [{ discount: '101 %', discountReason: 'Kind' }, 'discount', 'Enter an amount like 250'],
      [
        { lineDiscount: ['', '500.01'], lineReason: ['', 'Kind'] },
        'lineDiscount-2',
        'than this line comes to',
      ],
      [{ lineDiscount: ['x', ''], lineReason: ['Kind', ''] }, 'lineDiscount-1', 'Enter an amount like 250'],
      [{ lineDiscount: ['10', ''] }, 'lineReason-1', 'Say why something is taken off.'],
    ]
    for (const [typed, field, sentence] of refusals)
      for (const to of [path, `${path}/issue`]) {
        const answer = await desk.post(to, { ...form, ...typed, idempotency_key: randomUUID() })
        expect(answer.status, sentence).toBe(422)
        expect(summaryOf(answer.text)).toContain(`#field-${field}`)
        expect(answer.text).toContain(sentence)
        if (typeof typed.discount === 'string') expect(answer.text).toContain(`value="${typed.discount}"`)
      }
    const saved = await db.invoiceDraft.findUniqueOrThrow({ where: { id } })
    expect(saved).toMatchObject({ version: 1, discountMinor: null, discountBasisPoints: null })
    await admin
      .post(path.replace('/reception', '/admin'), { ...form, discount: '100 %', discountReason: 'Poor fund' })
      .expect(303)
  })

  test('what stands on one draft is not offered for another, and leaves it when it is taken back', async () => {
    const patient = await createPatient()
    const { path, form, charges } = await draftOf(patient.id)
    const offer = await desk.get(`/reception/patients/${patient.id}/drafts/new`).expect(200)
    expect(offer.text).toContain('Nothing is to be billed')
    const again = await desk.post(`/reception/patients/${patient.id}/drafts`, ticking(charges.slice(0, 1)))
    expect(again.status).toBe(422)
    expect(again.text).toContain('Some of this stands on another draft.')
    const charge = await db.charge.findUniqueOrThrow({ where: { id: charges[0] ?? '' } })
    await voidCharge(db, 'manual', charge.sourceId, 'Not done.', new Date())
    await desk.post(`${path}/issue`, form).expect(409)
    expect((await desk.get(path)).text).not.toContain('Nurse visit')
  })

  test('a deleted draft bills nothing, and what it had is open as before', async () => {
    const patient = await createPatient()
    const { path } = await draftOf(patient.id)
    const answer = await desk.post(`${path}/deletion`).expect(303)
    expect(answer.headers.location).toBe(`/reception/patients/${patient.id}/charges`)
    await desk.get(path).expect(404)
    expect((await desk.get(`/reception/patients/${patient.id}/charges`)).text).toContain('₹1,500.00')
  })

  test('while somebody is admitted, nothing is prepared: it waits for the discharge', async () => {
    const { id } = await createPatient({ name: 'Meena Joshi' })
    const charge = await charged(id, 1_000n)
    const doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
    await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [doctorId], { id })
    const answer = await desk.post(`/reception/patients/${id}/drafts`, ticking([charge])).expect(422)
    expect(answer.text).toContain('Meena Joshi is admitted now')
  })

  test('G-Z1 nobody but the desk and the administration has drafts', async () => {
    const { path } = await draftOf((await createPatient()).id)
    for (const role of ['PATIENT', 'DOCTOR', 'DATA_ENTRY'] as const)
      await (await logInAs(app, role)).get(path).expect(403)
    expect((await visitor(app).get(path).expect(303)).headers.location).toContain('/login')
    await desk.get(`/reception/invoices/drafts/${randomUUID()}`).expect(404)
  })
})
