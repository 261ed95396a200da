import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayBecome, refundTransitions } from '../../src/payments/refund-rules.js'
import { type Cancellable, cancelObjection, creditMinor, drawn, putTo } from '../../src/payments/rules.js'

const minor = fc.bigInt({ min: 1n, max: 10n ** 12n })
const sum = (amounts: bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)

test('what is drawn comes to what was wanted, out of the first credits, and none gives more than it has', () => {
  fc.assert(
    fc.property(
      fc.array(minor, { maxLength: 12 }),
      fc.bigInt({ min: 0n, max: 10n ** 13n }),
      (amounts, wanted) => {
        const credits = amounts.map((amount, id) => ({ id, creditMinor: amount }))
        if (wanted > sum(amounts)) {
          expect(() => drawn(credits, wanted)).toThrow(RangeError)
          return
        }
        const parts = drawn(credits, wanted)
        expect(sum(parts.map((part) => part.minor))).toBe(wanted)
        for (const part of parts) expect(part.minor > 0n && part.minor <= part.credit.creditMinor).toBe(true)
        // All but the last are used up, in their order.
        expect(parts.map(({ credit }) => credit.id)).toEqual(parts.map((_, index) => index))
        for (const part of parts.slice(0, -1)) expect(part.minor).toBe(part.credit.creditMinor)
      },
    ),
  )
})

test('what invoices have of a payment is what was put there less what was taken off, and never an empty row', () => {
  const row = fc.record({
    invoice: fc.constantFrom({ id: 'a' }, { id: 'b' }, { id: 'c' }),
    amountMinor: fc.bigInt({ min: -1000n, max: 1000n }),
  })
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      for (const { invoice, minor } of putTo(rows)) {
        expect(minor).toBe(
          sum(rows.filter((each) => each.invoice.id === invoice.id).map((each) => each.amountMinor)),
        )
        expect(minor > 0n).toBe(true)
      }
    }),
  )
})

test('the credit of a payment is what is neither put to invoices nor given back; a cancelled one has none', () => {
  const payment = { amountMinor: 1000n, allocatedMinor: 300n, refundedMinor: 200n, cancelledAt: null }
  expect(creditMinor(payment)).toBe(500n)
  expect(creditMinor({ ...payment, cancelledAt: new Date() })).toBe(0n)
})

describe('a receipt is cancelled only while the money lies where it was put', () => {
  const cashier = { id: 'one', role: 'RECEPTIONIST' }
  const payment: Cancellable = {
    ...{ amountMinor: 100n, allocatedMinor: 100n, refundedMinor: 0n, cancelledAt: null },
    ...{ receivedToday: true, session: { cashierId: 'one', closedAt: null } },
  }
  test.each<[string, Partial<Cancellable>, { id: string; role: string }, RegExp | null]>([
    ['by its cashier, at the open counter', {}, cashier, null],
    ['there on another day too', { receivedToday: false }, cashier, null],
    ['by an admin', {}, { id: 'two', role: 'ADMIN' }, null],
    ['not by another cashier', {}, { id: 'two', role: 'RECEPTIONIST' }, /Only the cashier/],
    ['not after closing', { session: { cashierId: 'one', closedAt: new Date() } }, cashier, /is closed/],
    ['without a counter on the same day', { session: null }, cashier, null],
    ['not later', { session: null, receivedToday: false }, cashier, /not of today/],
    ['not once something goes back', { refundedMinor: 1n }, cashier, /given back/],
    ['not twice', { cancelledAt: new Date() }, cashier, /already/],
  ])('%s', (_, changed, actor, expected) => {
    const objection = cancelObjection({ ...payment, ...changed }, actor)
    if (expected) expect(objection).toMatch(expected)
    else expect(objection).toBeNull()
  })
})

test('a refund goes from its request to a decision to its payment, and nowhere else', () => {
  const ways = Object.entries(refundTransitions).flatMap(([change, { from, to }]) =>
    from.map((one) => `${one} ${change} ${to}`),
  )
  expect(ways).toEqual([
    'REQUESTED approve APPROVED',
    'REQUESTED reject REJECTED',
    'APPROVED reject REJECTED',
    'APPROVED pay PAID',
  ])
  expect(mayBecome('pay', 'REQUESTED')).toBe(false)
})
