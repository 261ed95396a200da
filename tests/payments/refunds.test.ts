import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'
import { advance, type Cashier, cash, idOf, money, openCounter, owing, pay, taken } from './billed.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Cashier
let admin: Cashier
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
  await openCounter(desk, '100')
})

const deposit = async (amount = '500') => {
  const { id } = await createPatient({ name: 'Kavita Rane' })
  return taken(advance(desk, id, cash(amount)))
}

const ask = (cashier: Cashier, paymentId: string, amount: string, base = '/reception') =>
  cashier.post(`${base}/payments/${paymentId}/refunds`, {
    ...{ idempotency_key: randomUUID(), amount, reason: 'Went home early' },
  })

const asked = async (paymentId: string, amount: string) =>
  idOf(await ask(desk, paymentId, amount).expect(303))

const decide = async (cashier: Cashier, id: string, what: 'approval' | 'rejection', reason?: string) => {
  const { version } = await db.refund.findUniqueOrThrow({ where: { id }, select: { version: true } })
  return cashier.post(`/admin/refunds/${id}/${what}`, {
    version: String(version),
    ...(reason !== undefined && { reason }),
  })
}

const payout = (cashier: Cashier, id: string, method = 'CASH', reference = '', base = '/reception') =>
  cashier.post(`${base}/refunds/${id}/payout`, { idempotency_key: randomUUID(), method, reference })

const refundOf = (id: string) => db.refund.findUniqueOrThrow({ where: { id } })

test('A-17 a refund is asked for by one person, approved by another, and paid once, with a number, out of the counter', async () => {
  const payment = await deposit()
  const page = await desk.get(`/reception/payments/${payment.id}/refunds/new`).expect(200)
  expect(page.text).toContain('value="500.00"')
  const id = await asked(payment.id, '200')
  expect((await desk.get('/reception/refunds').expect(200)).text).toContain('Kavita Rane')
  expect((await desk.get(`/reception/refunds/${id}`).expect(200)).text).toContain('An admin approves it')
  expect((await payout(desk, id).expect(422)).text).toContain('This refund is not approved yet.')

  const seen = await admin.get(`/admin/refunds/${id}`).expect(200)
  await admin.post(`/admin/refunds/${id}/approval`, { version: hidden(seen.text).version ?? '' }).expect(303)
  expect((await admin.get('/admin/refunds?show=to-pay').expect(200)).text).toContain('Kavita Rane')
  await payout(desk, id).expect(303)
  const refund = await refundOf(id)
  expect(refund).toMatchObject({
    status: 'PAID',
    method: 'CASH',
    decidedById: admin.accountId,
    paidById: desk.accountId,
  })
  expect(refund.number).toMatch(/^RFD-\d{4}-\d{6}$/)
  expect((await payout(desk, id).expect(422)).text).toContain('This refund is paid already.')
  const receipt = await desk.get(`/reception/payments/${payment.id}`).expect(200)
  for (const words of [refund.number ?? '', '₹200.00', '₹300.00']) expect(receipt.text).toContain(words)
  const over = await desk.get('/reception/refunds?show=over').expect(200)
  expect(over.text).toContain(refund.number ?? '')
})

test('no more is given back than is left: what pays an invoice is not, and a second refund finds the rest', async () => {
  const { invoice, patient } = await owing(desk, 40_000n)
  const paid = await taken(pay(desk, invoice.id, money('400')))
  const nothing = await ask(desk, paid.id, '1').expect(422)
  expect(nothing.text).toContain('Nothing is left of this payment to give back')
  expect(nothing.text).toContain('Went home early')
  const payment = await taken(advance(desk, patient.id, money('500')))
  await asked(payment.id, '300')
  expect((await ask(desk, payment.id, '200.01').expect(422)).text).toContain(
    'Only ₹200.00 is left of this payment to give back.',
  )
  await asked(payment.id, '200')
  expect((await ask(desk, payment.id, '0.01').expect(422)).text).toContain('Nothing is left of this payment')
  expect((await db.payment.findUniqueOrThrow({ where: { id: payment.id } })).refundedMinor).toBe(50_000n)
})

test('nobody approves what they asked for themselves, a receptionist approves nothing, and a rejection needs its reason', async () => {
  const payment = await deposit()
  const own = idOf(await ask(admin, payment.id, '50', '/admin').expect(303))
  expect((await decide(admin, own, 'approval')).text).toContain('another person approves it')
  await desk.post(`/reception/refunds/${own}/approval`, { version: '1' }).expect(403)
  const other = await logInAs(app, 'ADMIN')
  const unsaid = await decide(other, own, 'rejection', '')
  expect(unsaid.status).toBe(422)
  expect(unsaid.text).toContain('Enter why it is rejected.')
  expect((await decide(other, own, 'rejection', 'The patient keeps it')).status).toBe(303)
  expect((await refundOf(own)).status).toBe('REJECTED')
  expect((await db.payment.findUniqueOrThrow({ where: { id: payment.id } })).refundedMinor).toBe(0n)
  expect((await decide(other, own, 'approval')).text).toContain('This refund was rejected.')
})

test('G-C5 an admin who rejects what another has approved meanwhile is told so, and nothing is lost', async () => {
  const id = await asked((await deposit()).id, '70')
  const { version } = hidden((await admin.get(`/admin/refunds/${id}`).expect(200)).text)
  const other = await logInAs(app, 'ADMIN')
  await decide(other, id, 'approval')
  const late = { version: version ?? '', reason: 'The patient changed their mind' }
  const answer = await admin.post(`/admin/refunds/${id}/rejection`, late).expect(409)
  for (const words of ['This record was changed while you were editing it.', late.reason])
    expect(answer.text).toContain(words)
  expect(await refundOf(id)).toMatchObject({ status: 'APPROVED', decidedById: other.accountId })
})

test('cash goes out of an open counter that holds enough; anything else needs its reference', async () => {
  const cashier = await logInAs(app, 'RECEPTIONIST')
  const payment = await deposit('900')
  const id = await asked(payment.id, '900')
  await decide(admin, id, 'approval')
  expect((await payout(cashier, id).expect(422)).text).toContain(
    'Open your counter first: cash is given there only.',
  )
  await openCounter(cashier, '899.99')
  expect((await payout(cashier, id).expect(422)).text).toContain('There is only ₹899.99 in your counter.')
  expect((await payout(cashier, id, 'BANK').expect(422)).text).toContain(
    'Enter the reference of the transfer.',
  )
  await payout(cashier, id, 'BANK', 'NEFT 17').expect(303)
  expect(await refundOf(id)).toMatchObject({ method: 'BANK', reference: 'NEFT 17' })
})

test('G-C3 ten people pay the same refund at once: the money goes back once', async () => {
  const payment = await deposit()
  const id = await asked(payment.id, '500')
  await decide(admin, id, 'approval')
  const answers = await Promise.all(Array.from({ length: 10 }, () => payout(desk, id, 'UPI', 'UPI 1')))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 422)])
  expect(await db.refund.count({ where: { paymentId: payment.id, status: 'PAID' } })).toBe(1)
})

test('G-C3 ten requests for all of one payment at once: one is kept', async () => {
  const payment = await deposit()
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(desk, payment.id, '500')))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 422)])
  expect((await db.payment.findUniqueOrThrow({ where: { id: payment.id } })).refundedMinor).toBe(50_000n)
})

test('G-Z1 a refund is not for patients, and one that is not there is not found', async () => {
  const person = await createPerson('PATIENT')
  const own = await logIn(app, person)
  const payment = await deposit()
  const id = await asked(payment.id, '10')
  await own.get(`/patient/refunds/${id}`).expect(404)
  await own.get(`/reception/refunds/${id}`).expect(403)
  await desk.get(`/reception/refunds/${randomUUID()}`).expect(404)
})
