import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { openApp } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'
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
} from './billed.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
let desk: Cashier
let other: Cashier
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  other = await logInAs(app, 'RECEPTIONIST')
  await openCounter(desk)
})

const times = <T>(count: number, work: (at: number) => PromiseLike<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)))

const receiptsOf = (patientId: string) =>
  db.payment.findMany({ where: { patientId }, orderBy: { number: 'asc' } })

/** 1…n without a hole, whatever was refused in between. */
async function expectNoHole() {
  const numbers = await db.payment.findMany({ select: { number: true } })
  const counted = numbers.map(({ number }) => Number(number.slice(-6))).sort((one, next) => one - next)
  expect(counted).toEqual(counted.map((_, at) => at + 1))
}

test('G-C3 the same form posted 20 times in parallel and once more by the back button: one payment, and all answers lead to it', async () => {
  const { patient, invoice } = await owing(desk)
  const form = cash('600')
  const answers = await times(20, () => pay(desk, invoice.id, form))
  const again = await pay(desk, invoice.id, form)
  expect(new Set([...answers, again].map(({ status }) => status))).toEqual(new Set([303]))
  expect(new Set([...answers, again].map(idOf)).size).toBe(1)
  expect(await receiptsOf(patient.id)).toHaveLength(1)
  expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 60_000n })
  const changed = await pay(desk, invoice.id, { ...form, amount: '100' })
  expect(changed.status).toBe(409)
  expect(changed.text).toContain('This form was already sent, with other content.')
  expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 60_000n })
  await expectNoHole()
})

test('G-C6 two cashiers, ten times each, take all that is owed of one bill: one does, the others read what is owed now', async () => {
  const { patient, invoice } = await owing(desk)
  const answers = await times(20, (at) => pay(at % 2 === 0 ? desk : other, invoice.id, money('1000')))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 19 }, () => 422)])
  for (const late of answers.filter(({ status }) => status === 422))
    expect(late.text).toContain('Nothing is owed')
  expect(await receiptsOf(patient.id)).toHaveLength(1)

  const shared = await owing(desk)
  const parts = await times(10, (at) => pay(at % 2 === 0 ? desk : other, shared.invoice.id, money('300')))
  expect(parts.filter(({ status }) => status === 303)).toHaveLength(3)
  for (const late of parts.filter(({ status }) => status === 422)) {
    expect(late.text).toContain('Only ₹100.00 is owed.')
    expect(late.text).toContain('value="300"')
  }
  expect(await balanceOf(shared.invoice.id)).toMatchObject({ paidMinor: 90_000n })
  await expectNoHole()
})

test('one credit, two invoices, ten cashiers at once: no more is used than there is', async () => {
  const patient = await createPatient()
  await advance(desk, patient.id, money('500')).expect(303)
  const invoices = [await invoiceOf(patient.id, desk.accountId), await invoiceOf(patient.id, desk.accountId)]
  const answers = await times(10, (at) =>
    (at % 2 === 0 ? desk : other).post(`/reception/invoices/${invoices[at % 2]?.id}/credit-use`, {
      ...{ idempotency_key: randomUUID(), credit: '200' },
    }),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(2)
  const [payment] = await receiptsOf(patient.id)
  expect(payment?.allocatedMinor).toBe(40_000n)
})

test('what breaks in the middle of a payment leaves nothing behind, and its number goes to the next', async () => {
  const { patient, invoice } = await owing(desk)
  await asOwner(database, async (owner) => {
    await owner.query(`CREATE FUNCTION break_payment() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.action = 'payment.create' THEN RAISE EXCEPTION 'broken on purpose'; END IF; RETURN NEW; END $$`)
    await owner.query(
      'CREATE TRIGGER break_payment BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION break_payment()',
    )
  })
  const form = cash('250')
  const before = await db.invoiceCounter.findFirstOrThrow({ where: { series: 'RCT' } })
  try {
    expect((await pay(desk, invoice.id, form)).status).toBe(500)
    expect(await receiptsOf(patient.id)).toEqual([])
    expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 0n })
    expect(await db.invoiceCounter.findFirstOrThrow({ where: { series: 'RCT' } })).toEqual(before)
  } finally {
    await asOwner(database, (owner) => owner.query('DROP FUNCTION break_payment() CASCADE'))
  }
  expect((await pay(desk, invoice.id, form)).status).toBe(303)
  expect(await receiptsOf(patient.id)).toHaveLength(1)
  await expectNoHole()
})

test('100 payments in parallel, a fifth of them refused: receipts are numbered without a hole', async () => {
  const patients = await times(20, async () => (await owing(desk, 50_000n)).invoice)
  const answers = await times(100, (at) =>
    pay(at % 2 === 0 ? desk : other, patients[at % 20]?.id ?? '', money(at % 5 === 0 ? '9999' : '100')),
  )
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(20)
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(80)
  await expectNoHole()
}, 60_000)

test('the database keeps it: no payment is put twice over, to another patient’s invoice, or past what is owed', async () => {
  const [one, two] = [await owing(desk, 10_000n), await owing(desk, 10_000n)]
  const paymentId = idOf(await pay(desk, one.invoice.id, money('60')).expect(303))
  const put = (invoiceId: string, amountMinor: bigint) =>
    db.paymentAllocation.create({
      data: { paymentId, invoiceId, amountMinor, at: new Date(), byId: desk.accountId },
    })
  await expect(put(one.invoice.id, 1n)).rejects.toThrow(/payment_not_overspent/)
  const more = idOf(await advance(desk, one.patient.id, money('500')).expect(303))
  const past = {
    paymentId: more,
    invoiceId: one.invoice.id,
    amountMinor: 4_001n,
    at: new Date(),
    byId: desk.accountId,
  }
  await expect(db.paymentAllocation.create({ data: past })).rejects.toThrow(/invoice_balance_not_overpaid/)
  await expect(
    db.paymentAllocation.create({ data: { ...past, invoiceId: two.invoice.id, amountMinor: 1n } }),
  ).rejects.toThrow(/payment_allocation_same_patient/)
})
