import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paymentMethods } from '../../src/counter/method-rules.js'
import { byMethod, countedMinor, denominations, expectedCash } from '../../src/counter/rules.js'
import { currencies } from '../../src/shared/money.js'

test('E-35 what is counted is each note and coin as often as it is there', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9_999), { minLength: 10, maxLength: 10 }), fc.nat(99), (counts, odd) => {
      const counted = Object.fromEntries(denominations.INR.map((unit, at) => [String(unit), counts[at] ?? 0]))
      const total = denominations.INR.reduce((sum, unit, at) => sum + unit * (counts[at] ?? 0), odd)
      expect(countedMinor({ ...counted, '1': odd })).toBe(BigInt(total))
    }),
  )
  expect(countedMinor({})).toBe(0n)
})

test('notes and coins stand the largest first, in every currency', () => {
  for (const currency of Object.keys(currencies) as (keyof typeof currencies)[])
    expect(denominations[currency]).toEqual(
      [...new Set(denominations[currency])].sort((one, other) => other - one),
    )
})

test('E-35 the cash that should be there is the float and what came in, less what went out; other methods leave it alone', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 9n })
  const movement = fc.record({
    method: fc.constantFrom(...paymentMethods),
    receivedMinor: amount,
    returnedMinor: amount,
  })
  fc.assert(
    fc.property(amount, fc.array(movement), (float, movements) => {
      const cash = movements.filter(({ method }) => method === 'CASH')
      const wanted = cash.reduce(
        (sum, { receivedMinor, returnedMinor }) => sum + receivedMinor - returnedMinor,
        float,
      )
      expect(expectedCash(float, movements)).toBe(wanted)
      const rows = byMethod(movements)
      expect(rows.map(({ method }) => method)).toEqual([...paymentMethods])
      const all = (list: typeof rows) => list.reduce((sum, { receivedMinor }) => sum + receivedMinor, 0n)
      expect(all(rows)).toBe(all(movements))
    }),
  )
})
