import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { type Browser, doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { advance, money } from './billed.js'
import { billedTo, claimOf, told } from './claimed.js'

useDatabase()
type Person = Browser & TestPerson
let app: Express
let desk: Person
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

async function owing(minor?: bigint) {
  const person = await logInAs(app, 'PATIENT')
  return { person, invoice: await billedTo(desk, person.patientId ?? '', minor) }
}

const balanceOf = (invoiceId: string) => db.invoiceBalance.findUniqueOrThrow({ where: { invoiceId } })
const paymentsOf = ({ patientId }: Person) => db.payment.findMany({ where: { patientId: patientId ?? '' } })
const sent = () => ({ idempotency_key: randomUUID() })

describe('X-05 a patient has paid elsewhere', () => {
  test('E-12 they tell how; the desk confirms; the receipt is theirs, the invoice is paid, and they are told', async () => {
    const { person, invoice } = await owing()
    const page = await person.get(`/patient/invoices/${invoice.id}/claims/new`).expect(200)
    expect(page.text).toContain('value="1000.00"')
    const form = told({ ...hidden(page.text), reference: `4012 3456 ${Date.now()}` })
    const answer = await person.post(`/patient/invoices/${invoice.id}/claims`, form).expect(303)
    expect(answer.headers.location).toBe('/patient/bills')
    const claim = await db.paymentClaim.findFirstOrThrow({ where: { invoiceId: invoice.id } })
    expect(claim).toMatchObject({ reference: form.reference.replaceAll(' ', ''), amountMinor: 100_000n })
    expect((await balanceOf(invoice.id)).paidMinor).toBe(0n)

    expect((await desk.get('/reception/claims')).text).toContain(claim.reference)
    const compared = await desk.get(`/reception/claims/${claim.id}`).expect(200)
    expect(compared.text).toContain(`₹1,000.00 goes to invoice ${invoice.number}.`)
    const path = `/reception/claims/${claim.id}/confirmation`
    const done = await desk.post(path, hidden(compared.text)).expect(303)
    expect(done.headers.location).toBe('/reception/claims')
    expect((await balanceOf(invoice.id)).paidMinor).toBe(100_000n)
    const [payment] = await paymentsOf(person)
    expect(payment).toMatchObject({ method: 'UPI', amountMinor: 100_000n, reference: claim.reference })
    expect(await db.paymentClaim.findUnique({ where: { id: claim.id } })).toMatchObject({
      ...{ status: 'CONFIRMED', decidedById: desk.accountId, paymentId: payment?.id },
    })
    const again = await desk.get(`/reception/claims/${claim.id}`).expect(200)
    expect(again.text).toContain(String(payment?.number))
    expect(again.text).not.toContain('/confirmation')

    await doDueWork()
    const toThem = { accountId: person.accountId, kind: { in: ['bill', 'bill-news'] } }
    const news = await db.message.findMany({ where: toThem, orderBy: { kind: 'asc' } })
    expect(news.map(({ kind, channel }) => [kind, channel])).toEqual([
      ['bill', 'IN_APP'],
      ['bill-news', 'MAIL'],
    ])
    expect(news[0]?.subject).toContain('₹1,000.00')
    expect(`${news[1]?.subject} ${news[1]?.body}`).not.toMatch(/₹|1,000/)
    expect(news[1]?.body).toContain('/patient/bills')
  })

  test('E-12 what is too much by now becomes their credit', async () => {
    const { person, invoice } = await owing()
    const claim = await claimOf(person, invoice.id, { amount: '1,250.50' })
    const page = await desk.get(`/reception/claims/${claim.id}`)
    expect(page.text).toContain('₹250.50 is more than is owed, and becomes credit.')
    await desk.post(`/reception/claims/${claim.id}/confirmation`, sent()).expect(303)
    expect((await balanceOf(invoice.id)).paidMinor).toBe(100_000n)
    expect(await paymentsOf(person)).toMatchObject([{ amountMinor: 125_050n, allocatedMinor: 100_000n }])
  })

  test('E-12 it did not come in: they read why, and tell it again with the same reference', async () => {
    const { person, invoice } = await owing()
    const claim = await claimOf(person, invoice.id)
    const path = `/reception/claims/${claim.id}/rejection`
    const refused = await desk.post(path, { ...sent(), reason: ' ' }).expect(422)
    expect(refused.text).toContain('Enter why it is rejected: the patient reads it.')
    await desk.post(path, { ...sent(), reason: 'No transfer of this number.' }).expect(303)
    expect(await paymentsOf(person)).toEqual([])
    const page = await person.get(`/patient/invoices/${invoice.id}/claims/new`)
    expect(page.text).toContain('No transfer of this number.')
    await claimOf(person, invoice.id, { reference: claim.reference })
    expect(await db.message.count({ where: { accountId: person.accountId, kind: 'bill' } })).toBe(1)
  })
})

describe('the receipt of a claim is cancelled', () => {
  test('E-12 it waits again on both sides, and they are told; then it is confirmed once more, or rejected', async () => {
    const { person, invoice } = await owing()
    const claim = await claimOf(person, invoice.id)
    const confirm = () => desk.post(`/reception/claims/${claim.id}/confirmation`, sent())
    const cancel = async () => {
      const { paymentId } = await db.paymentClaim.findUniqueOrThrow({ where: { id: claim.id } })
      await desk
        .post(`/reception/payments/${paymentId}/cancellation`, { ...sent(), reason: 'Wrong patient' })
        .expect(303)
    }
    await confirm().expect(303)
    await cancel()
    expect((await balanceOf(invoice.id)).paidMinor).toBe(0n)
    const again = 'It is compared with what came in once more.'
    expect((await person.get('/patient/bills').expect(200)).text).toContain(again)
    const waiting = await desk.get('/reception/claims').expect(200)
    for (const part of [claim.reference, 'Receipt cancelled']) expect(waiting.text).toContain(part)
    expect((await desk.get('/reception/claims?show=answered').expect(200)).text).not.toContain(
      claim.reference,
    )
    const page = await desk.get(`/reception/claims/${claim.id}`).expect(200)
    expect(page.text).toContain(again)
    expect(page.text).toContain(`₹1,000.00 goes to invoice ${invoice.number}.`)
    const told = await db.message.findMany({ where: { accountId: person.accountId, kind: 'bill' } })
    expect(told.map(({ subject }) => subject).join()).toContain('was cancelled. We compare it')

    await confirm().expect(303)
    expect((await balanceOf(invoice.id)).paidMinor).toBe(100_000n)
    expect((await person.get('/patient/bills').expect(200)).text).not.toContain(again)
    expect(await paymentsOf(person)).toHaveLength(2)
    expect((await confirm().expect(422)).text).toContain('This payment was confirmed already.')

    await cancel()
    const rejection = { ...sent(), reason: 'It was somebody else’s.' }
    await desk.post(`/reception/claims/${claim.id}/rejection`, rejection).expect(303)
    expect((await person.get('/patient/bills').expect(200)).text).toContain('It was somebody else’s.')
    expect((await desk.get('/reception/claims').expect(200)).text).not.toContain(claim.reference)
  })

  test('the database keeps the answer of a claim whose receipt holds', async () => {
    const { person, invoice } = await owing()
    const claim = await claimOf(person, invoice.id)
    await desk.post(`/reception/claims/${claim.id}/confirmation`, sent()).expect(303)
    const anew = db.paymentClaim.update({
      where: { id: claim.id },
      data: { status: 'REJECTED', decisionReason: 'No', paymentId: null },
    })
    await expect(anew).rejects.toThrow(/payment_claim_stays_decided|answered once/)
  })
})

describe('exactly once', () => {
  test('G-C6 the same form 20 times at once and once more by the back button: one claim', async () => {
    const { person, invoice } = await owing()
    const form = told()
    const post = () => person.post(`/patient/invoices/${invoice.id}/claims`, form)
    const answers = await Promise.all(Array.from({ length: 20 }, post))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    await post().expect(303)
    expect(await db.paymentClaim.count({ where: { invoiceId: invoice.id } })).toBe(1)
  })

  test('G-C6 two cashiers and many clicks confirm one claim: one payment, and one of them reads why not', async () => {
    const { person, invoice } = await owing()
    const other = await logInAs(app, 'ADMIN')
    const claim = await claimOf(person, invoice.id)
    const [mine, theirs] = [sent(), sent()]
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => desk.post(`/reception/claims/${claim.id}/confirmation`, mine)),
      ...Array.from({ length: 5 }, () => other.post(`/admin/claims/${claim.id}/confirmation`, theirs)),
    ])
    const refused = answers.filter(({ status }) => status === 422)
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(5)
    expect(refused).toHaveLength(5)
    expect(refused[0]?.text).toContain('This payment was confirmed already.')
    expect(await paymentsOf(person)).toHaveLength(1)
    const rejected = await desk.post(`/reception/claims/${claim.id}/rejection`, { ...sent(), reason: 'No' })
    expect(rejected.status).toBe(422)
    expect(rejected.text).toContain('This payment was confirmed already.')
  })

  test('G-C6 what the counter has a receipt for already is not counted once more', async () => {
    const { person, invoice } = await owing()
    const form = money('1000', { method: 'BANK', reference: 'NEFT-99' })
    await advance(desk, person.patientId ?? '', form).expect(303)
    const claim = await claimOf(person, invoice.id, { method: 'BANK', reference: 'neft-99' })
    const page = await desk.post(`/reception/claims/${claim.id}/confirmation`, sent()).expect(422)
    expect(page.text).toContain('has this reference: this payment is counted already.')
    expect(await paymentsOf(person)).toHaveLength(1)
    expect((await balanceOf(invoice.id)).paidMinor).toBe(0n)
  })

  test('G-C6 a reference that is told already is refused, and one that another receipt has is warned of', async () => {
    const { person, invoice } = await owing(200_000n)
    const first = await claimOf(person, invoice.id, { amount: '500', reference: 'ABCD-1234-X' })
    const twice = told({ amount: '700', reference: 'abcd-1234-x' })
    const page = await person.post(`/patient/invoices/${invoice.id}/claims`, twice).expect(422)
    expect(page.text).toContain('We were told of a payment with this reference already.')
    expect(page.text).toContain('value="700"')

    await desk.post(`/reception/claims/${first.id}/rejection`, { ...sent(), reason: 'Later' }).expect(303)
    const second = await claimOf(person, invoice.id, { amount: '500', reference: 'ABCD-1234-X' })
    await desk.post(`/reception/claims/${second.id}/confirmation`, sent()).expect(303)
    const other = await claimOf(person, invoice.id, {
      amount: '500',
      method: 'BANK',
      reference: 'ABCD-1234-X',
    })
    const warned = await desk.get(`/reception/claims/${other.id}`)
    expect(warned.text).toContain('This reference is on another receipt')
  })
})

describe('what is refused', () => {
  const tomorrow = addDays(dayIn(new Date(), config.zone), 1)
  test.each([
    [{ amount: '-5' }, 'Enter an amount like 1250 or 1,250.50.'],
    [{ amount: '10.005' }, 'Enter an amount like 1250 or 1,250.50.'],
    [{ amount: '0' }, 'Enter an amount above zero.'],
    [{ method: 'CASH' }, 'Choose how you paid.'],
    [{ reference: '<b>' }, 'Enter the reference as your bank or app shows it: 4 to 40 letters and digits.'],
    [{ reference: '' }, 'Enter the reference of your payment.'],
    [{ paidOn: tomorrow }, 'This day is still to come. Enter the day on which you paid.'],
    [{ paidOn: '2019-01-01' }, 'This is more than a year ago.'],
  ])('E-5 %o: a sentence, the form as typed, and nothing noted', async (wrong, sentence) => {
    const { person, invoice } = await owing()
    const form = told({ reference: 'KEPT-4711', ...wrong })
    const page = await person.post(`/patient/invoices/${invoice.id}/claims`, form).expect(422)
    expect(page.text).toContain(sentence)
    if (!('reference' in wrong)) expect(page.text).toContain('KEPT-4711')
    expect(await db.paymentClaim.count({ where: { invoiceId: invoice.id } })).toBe(0)
  })

  test('E-12 nothing is told of an invoice that is paid', async () => {
    const { person, invoice } = await owing()
    const claim = await claimOf(person, invoice.id)
    await desk.post(`/reception/claims/${claim.id}/confirmation`, sent()).expect(303)
    const page = await person.post(`/patient/invoices/${invoice.id}/claims`, told()).expect(422)
    expect(page.text).toContain(`Nothing is owed of invoice ${invoice.number} any more.`)
  })

  test('G-Z1 nobody else finds the invoice or its claims, and visitors are led to log in', async () => {
    const { person, invoice } = await owing()
    const claim = await claimOf(person, invoice.id)
    const stranger = await logInAs(app, 'PATIENT')
    await stranger.get(`/patient/invoices/${invoice.id}/claims/new`).expect(404)
    await stranger.post(`/patient/invoices/${invoice.id}/claims`, told()).expect(404)
    await person.get(`/reception/claims/${claim.id}`).expect(403)
    const doctor = await logInAs(app, 'DOCTOR')
    await doctor.get('/reception/claims').expect(403)
    await desk.get(`/reception/claims/${randomUUID()}`).expect(404)
    const away = await visitor(app).get(`/patient/invoices/${invoice.id}/claims/new`).expect(303)
    expect(away.headers.location).toMatch(/^\/login/)
  })
})
