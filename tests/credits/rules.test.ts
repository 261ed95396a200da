import fc from 'fast-check'
import { expect, test } from 'vitest'
import { creditedLines, creditedTaxes, creditTotal, leftNet, leftTax } from '../../src/credits/rules.js'
import { share } from '../../src/shared/money.js'

const fresh = (netMinor: bigint, basisPoints: number) => ({
  ...{ id: 'line', netMinor, taxMinor: share(netMinor, BigInt(basisPoints), 10_000n) },
  ...{ creditedNetMinor: 0n, creditedTaxMinor: 0n },
})

test('G-C9 a half of a taxed line takes half of its tax back, halves of a paisa upwards', () => {
  expect(creditedLines([fresh(50_050n, 1_800)], [25_025n])).toEqual([
    { invoiceLineId: 'line', netMinor: 25_025n, taxMinor: 4_505n },
  ])
})

test('G-C9 lines of which nothing is asked are not on the note; more than is left is refused', () => {
  expect(creditedLines([fresh(500n, 0), fresh(0n, 1_800)], [undefined, 0n])).toEqual([])
  expect(() => creditedLines([fresh(500n, 0)], [501n])).toThrow(RangeError)
  expect(() => creditedLines([fresh(500n, 0)], [-1n])).toThrow(RangeError)
})

test('G-C9 however many notes credit a line, its tax is never overdrawn, and all of it is back with the last', () => {
  const whole = fc.bigInt({ min: 1n, max: 10_000_000n })
  fc.assert(
    fc.property(
      whole,
      fc.integer({ min: 0, max: 10_000 }),
      fc.array(fc.nat(100), { maxLength: 8 }),
      (net, rate, shares) => {
        const line = fresh(net, rate)
        for (const percent of [...shares, 100]) {
          const netMinor = (leftNet(line) * BigInt(percent)) / 100n
          const [credited] = creditedLines([line], [netMinor])
          if (netMinor === 0n) {
            expect(credited).toBeUndefined()
            continue
          }
          line.creditedNetMinor += credited?.netMinor ?? 0n
          line.creditedTaxMinor += credited?.taxMinor ?? 0n
          expect(credited?.taxMinor).toBeGreaterThanOrEqual(0n)
          expect(leftTax(line)).toBeGreaterThanOrEqual(0n)
        }
        expect([leftNet(line), leftTax(line)]).toEqual([0n, 0n])
      },
    ),
  )
})

test('G-C9 the taxes by rate and the lines before tax come to the total of the note', () => {
  const anyLine = fc.record({
    netMinor: fc.bigInt({ min: 0n, max: 1_000_000n }),
    taxBasisPoints: fc.constantFrom(0, 500, 1_200, 1_800),
  })
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 12 }), (drawn) => {
      const lines = drawn.map((line) => ({
        ...line,
        taxMinor: share(line.netMinor, BigInt(line.taxBasisPoints), 10_000n),
      }))
      const taxes = creditedTaxes(lines)
      const added = [...lines.map(({ netMinor }) => netMinor), ...taxes.map(({ taxMinor }) => taxMinor)]
      expect(added.reduce((one, other) => one + other, 0n)).toBe(creditTotal(lines))
      expect(taxes.every(({ basisPoints }) => basisPoints > 0)).toBe(true)
    }),
  )
})
