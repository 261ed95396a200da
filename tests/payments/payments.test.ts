import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'
import {
  advance,
  balanceOf,
  type Cashier,
  cash,
  idOf,
  invoiceOf,
  money,
  openCounter,
  owing,
  pay,
  taken,
} from './billed.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
let desk: Cashier
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  await openCounter(desk)
})

test('A-17 E-12 a receptionist takes a part in cash and the rest by UPI: two receipts without a gap, and the invoice is paid', async () => {
  const { invoice } = await owing(desk, 100_000n)
  const page = await desk.get(`/reception/invoices/${invoice.id}/payments/new`).expect(200)
  expect(page.text).toContain('₹1,000.00')
  expect(page.text).toContain('value="1000.00"')
  const form = { ...cash('250.50', { payer: 'Asha Deshmukh' }), ...hidden(page.text) }
  const answer = await pay(desk, invoice.id, form).expect(303)
  const receipt = await desk.get(String(answer.headers.location)).expect(200)
  for (const words of [
    '₹250.50',
    'Rupees Two Hundred Fifty and Fifty Paise Only',
    'Asha Deshmukh',
    'Cash',
    invoice.number,
  ])
    expect(receipt.text).toContain(words)
  expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 25_050n })
  const [first, second] = [
    await db.payment.findUniqueOrThrow({ where: { id: idOf(answer) } }),
    await taken(pay(desk, invoice.id, money('749.50'))),
  ]
  expect(first.sessionId).not.toBeNull()
  expect(Number(second.number.slice(-6))).toBe(Number(first.number.slice(-6)) + 1)
  expect(first.number).toMatch(/^RCT-\d{4}-\d{6}$/)
  expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 100_000n })
  const over = await desk.get(`/reception/invoices/${invoice.id}/payments/new`).expect(200)
  expect(over.text).toContain('Nothing is owed of this invoice.')
  expect(await db.auditEvent.count({ where: { action: 'payment.create', subjectId: first.id } })).toBe(1)
})

test.each([
  ['nothing', { amount: '' }, 'Enter an amount.'],
  ['zero', { amount: '0' }, 'Enter an amount above zero.'],
  ['less than nothing', { amount: '-5' }, 'Enter an amount like 1250 or 1,250.50.'],
  ['too many decimals', { amount: '10.005' }, 'Enter an amount like 1250 or 1,250.50.'],
  [
    'more than is owed',
    { amount: '1000.01' },
    'Only ₹1,000.00 is owed. What is more is taken as an advance.',
  ],
  ['no method', { method: '' }, 'Choose how it is paid.'],
  ['a card without its slip', { method: 'CARD', reference: '' }, 'Enter the number of the card’s slip.'],
  ['an insurer without a name', { method: 'INSURER' }, 'Enter the name of the insurer.'],
])(
  '%s is refused beside the field, with what was typed, and the books are unchanged',
  async (_, typed, sentence) => {
    const { invoice } = await owing(desk, 100_000n)
    const answer = await pay(desk, invoice.id, {
      ...money('100', { payer: '' }),
      reference: 'UTR 99',
      ...typed,
    }).expect(422)
    expect(answer.text).toContain(sentence)
    if (!('reference' in typed)) expect(answer.text).toContain('value="UTR 99"')
    expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 0n })
  },
)

test('cash is refused to whoever has no open counter, and a payment on a void invoice to everybody', async () => {
  const closed = await logInAs(app, 'RECEPTIONIST')
  const { invoice } = await owing(desk)
  const answer = await pay(closed, invoice.id, cash('10')).expect(422)
  expect(answer.text).toContain('Open your counter first: cash is taken there only.')
  expect((await taken(pay(closed, invoice.id, money('10')))).sessionId).toBeNull()
  const other = await owing(desk)
  await db.invoiceVoiding.create({
    data: { invoiceId: other.invoice.id, reason: 'Twice', voidedAt: new Date(), voidedById: desk.accountId },
  })
  const refused = await pay(desk, other.invoice.id, money('10')).expect(422)
  expect(refused.text).toContain('is void: nothing is paid on it.')
  expect(await db.payment.count({ where: { patientId: other.patient.id } })).toBe(0)
})

test('an advance is the patient’s credit; it goes to an invoice, the oldest first, and never more than is owed or there', async () => {
  const patient = await createPatient()
  const first = await taken(advance(desk, patient.id, money('300')))
  const second = await taken(advance(desk, patient.id, cash('500')))
  expect(first.allocations).toEqual([])
  const invoice = await invoiceOf(patient.id, desk.accountId, 60_000n)
  const use = (credit: string) =>
    desk.post(`/reception/invoices/${invoice.id}/credit-use`, { idempotency_key: randomUUID(), credit })
  const page = await desk.get(`/reception/invoices/${invoice.id}/payments/new`).expect(200)
  expect(page.text).toContain('The patient has a credit of ₹800.00.')
  expect((await use('700').expect(422)).text).toContain('Only ₹600.00 is owed.')
  await use('450').expect(303)
  expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 45_000n })
  const left = async () =>
    (await db.payment.findMany({ where: { patientId: patient.id }, orderBy: { number: 'asc' } })).map(
      ({ amountMinor, allocatedMinor }) => amountMinor - allocatedMinor,
    )
  expect(await left()).toEqual([0n, 35_000n])
  const bigger = await invoiceOf(patient.id, desk.accountId, 90_000n)
  const tooMuch = await desk
    .post(`/reception/invoices/${bigger.id}/credit-use`, { idempotency_key: randomUUID(), credit: '350.01' })
    .expect(422)
  expect(tooMuch.text).toContain('The credit is only ₹350.00.')
  expect(second.sessionId).not.toBeNull()
  expect(await left()).toEqual([0n, 35_000n])
})

test('G-C4 a payment and where it went are never changed or removed, by whomever', async () => {
  const { invoice } = await owing(desk)
  await taken(pay(desk, invoice.id, money('10')))
  for (const statement of [
    'UPDATE payment SET amount_minor = 1',
    'DELETE FROM payment',
    'UPDATE payment_allocation SET amount_minor = 1',
    'DELETE FROM payment_allocation',
  ])
    await expect(asOwner(database, (owner) => owner.query(statement))).rejects.toThrow()
})

test('E-12 G-Z1 a patient reads and downloads their own receipt; nobody else’s is found', async () => {
  const person = await createPerson('PATIENT', 'Sunita Joshi')
  const own = await logIn(app, person)
  const invoice = await invoiceOf(person.patientId ?? '', desk.accountId)
  const { id, number } = await taken(pay(desk, invoice.id, money('400')))
  const page = await own.get(`/patient/payments/${id}`).expect(200)
  expect(page.text).toContain(number)
  expect(page.text).not.toContain('Ask for a refund')
  expect(page.text).not.toContain('Cancel the receipt')
  await own.get(`/patient/payments/${id}/pdf`).expect(200)
  const other = await logInAs(app, 'PATIENT')
  for (const path of [`/patient/payments/${id}`, `/patient/payments/${id}/pdf`])
    await other.get(path).expect(404)
  await own.post(`/patient/payments/${id}/cancellation`, {}).expect(404)
  await own.post(`/reception/payments/${id}/cancellation`, {}).expect(403)
  for (const role of ['DOCTOR', 'DATA_ENTRY'] as const)
    await (await logInAs(app, role)).get(`/reception/payments/${id}`).expect(403)
})

test('a page takes as many statements with much on it as with little, and no more than fit a page', async () => {
  const patient = await createPatient()
  const invoice = await invoiceOf(patient.id, desk.accountId, 500_000n)
  const first = await taken(advance(desk, patient.id, cash('40')))
  const pages = [
    `/reception/invoices/${invoice.id}/payments/new`,
    `/reception/patients/${patient.id}/advances/new`,
    `/reception/payments/${first.id}`,
    `/reception/counter/sessions/${String(first.sessionId)}`,
    '/reception/counter',
    '/reception/counter/cash-up',
    '/reception/refunds',
  ]
  const counts = async () => {
    const all: number[] = []
    for (const page of pages) all.push(await statementsOf(() => desk.get(page).expect(200)))
    return all
  }
  const few = await counts()
  for (let at = 0; at < 4; at++) {
    const { id } = await taken(advance(desk, patient.id, cash('10')))
    const refund = { idempotency_key: randomUUID(), amount: '1', reason: 'Too much' }
    await desk.post(`/reception/payments/${id}/refunds`, refund).expect(303)
  }
  await desk
    .post(`/reception/invoices/${invoice.id}/credit-use`, { idempotency_key: randomUUID(), credit: '60' })
    .expect(303)
  const many = await counts()
  expect(many).toEqual(few)
  for (const count of many) expect(count).toBeLessThanOrEqual(8)
})

test('S-03 a visitor is sent to log-in', async () => {
  const { invoice } = await owing(desk)
  const answer = await visitor(app).get(`/reception/invoices/${invoice.id}/payments/new`).expect(303)
  expect(answer.headers.location).toContain('/login?next=')
})
