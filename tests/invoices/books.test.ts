import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import type { InvoiceLineKind } from '../../src/generated/prisma/enums.js'
import { billed, type Discount, discountShare, overdrawn, WHOLE } from '../../src/invoices/amount-rules.js'
import { writtenDiscount } from '../../src/invoices/discount-rules.js'
import { invoiceLines, lineKinds } from '../../src/invoices/rules.js'
import { billTotals, taxesByRate } from '../../src/invoices/total-rules.js'
import { formatMoney, share } from '../../src/shared/money.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { pdfOf } from '../support/pdf.js'
import { createPatient, logInAs } from '../support/people.js'
import { charged, taxed, ticking } from './charged.js'

useDatabase()
let app: Express
let admin: Browser
const taxes: Partial<Record<InvoiceLineKind, number>> = {
  ...{ ROOM: 500, OXYGEN: 1800, TEST: 1, MEDICINE: 1200, SERVICE: 1799, OTHER: 10_000 },
}
const taxOf = (kind: InvoiceLineKind) => taxes[kind] ?? 0
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
  for (const [kind, rate] of Object.entries(taxes)) {
    const known = lineKinds.find((one) => one === kind)
    if (known) await taxed(known, rate)
  }
})

const discount = (most: bigint): fc.Arbitrary<Discount | null> =>
  fc.oneof(
    fc.constant(null),
    fc.integer({ min: 1, max: WHOLE }).map((basisPoints) => ({ basisPoints })),
    most > 0n ? fc.bigInt({ min: 1n, max: most }).map((minor) => ({ minor })) : fc.constant(null),
  )

const line = fc
  .record({
    kind: fc.constantFrom(...lineKinds),
    quantity: fc.integer({ min: 1, max: 40 }),
    unitPriceMinor: fc.oneof(fc.bigInt({ min: 0n, max: 99n }), fc.bigInt({ min: 0n, max: 9_999_999n })),
  })
  .chain((charge) =>
    discount(charge.unitPriceMinor * BigInt(charge.quantity)).map((off) => ({
      ...{ ...charge, description: 'Something', discount: off },
    })),
  )

/** A bill of some lines, with a discount over the whole that leaves nothing below zero. */
const bills = fc.array(line, { minLength: 1, maxLength: 12 }).chain((lines) => {
  const left = lines.reduce((total, { discount, unitPriceMinor, quantity }) => {
    const amount = unitPriceMinor * BigInt(quantity)
    return total + amount - minorOf(amount, discount)
  }, 0n)
  return discount(left).map((whole) => ({ lines, whole }))
})

const minorOf = (amount: bigint, off: Discount | null): bigint => {
  if (!off) return 0n
  return 'minor' in off ? off.minor : share(amount, BigInt(off.basisPoints), BigInt(WHOLE))
}

test('C-08 any bill: the lines make the total to the paisa, before and after discount, tax and rounding', () => {
  fc.assert(
    fc.property(bills, ({ lines, whole }) => {
      const asked = invoiceLines(lines)
      expect(overdrawn(asked, whole)).toBeNull()
      const reckoned = billed(asked, whole, taxOf)
      const all = asked.flatMap((charge, at) => {
        const amounts = reckoned[at]
        return amounts ? [{ ...charge, ...amounts }] : []
      })
      const totals = billTotals(all)
      const owed = asked.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
      const own = asked.reduce((sum, { amountMinor, discount }) => sum + minorOf(amountMinor, discount), 0n)
      expect(totals.askedMinor).toBe(owed)
      expect(totals.discountMinor).toBe(own + minorOf(owed - own, whole))
      expect(totals.totalMinor).toBe(all.reduce((sum, { totalMinor }) => sum + totalMinor, 0n))
      expect(totals.totalMinor).toBe(totals.netMinor + totals.taxMinor)
      const summed = taxesByRate(all).reduce((sum, { taxMinor }) => sum + taxMinor, 0n)
      expect(summed).toBe(totals.taxMinor)
      for (const { amountMinor, discountMinor, netMinor, taxMinor, kind } of all) {
        expect(discountMinor >= 0n && discountMinor <= amountMinor).toBe(true)
        expect(taxMinor).toBe((netMinor * BigInt(taxOf(kind)) + 5_000n) / 10_000n)
      }
      expect(discountShare(owed, totals.discountMinor) <= WHOLE).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('C-08 more off than there is, on a line or over the whole, is found before anything is reckoned', () => {
  fc.assert(
    fc.property(bills, fc.bigInt({ min: 1n, max: 1_000n }), fc.nat(), ({ lines }, more, place) => {
      const asked = invoiceLines(lines)
      const at = place % asked.length
      const dear = asked.map((charge, index) =>
        index === at ? { ...charge, discount: { minor: charge.amountMinor + more } } : charge,
      )
      expect(overdrawn(dear, null)).toBe(at)
      const plain = asked.map((charge) => ({ ...charge, discount: null }))
      const total = asked.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
      expect(overdrawn(plain, { minor: total + more })).toBe('WHOLE')
      expect(() => billed(dear, null, taxOf)).toThrow(RangeError)
    }),
  )
})

test('C-08 G-C9 random invoices: what the draft showed, what is printed, what the page says and what the database keeps is one total', async () => {
  await fc.assert(
    fc.asyncProperty(bills, async ({ lines, whole }) => {
      const patient = await createPatient({ name: 'Ravi Patil' })
      const charges: string[] = []
      for (const { unitPriceMinor, ...charge } of lines)
        charges.push(await charged(patient.id, unitPriceMinor, charge))
      const prepared = await admin.post(`/admin/patients/${patient.id}/drafts`, ticking(charges)).expect(303)
      const path = String(prepared.headers.location)
      const draft = await admin.get(path).expect(200)
      const order = [...draft.text.matchAll(/name="line" value="([^"]+)"/g)].map(([, id = '']) => id)
      const offs = order.map((id) => lines[charges.indexOf(id)]?.discount ?? null)
      const form = {
        ...{ ...hidden(draft.text), line: order },
        lineDiscount: offs.map((off) => writtenDiscount(off, 'INR')),
        lineReason: offs.map((off) => (off ? 'Agreed' : '')),
        ...(whole && { discount: writtenDiscount(whole, 'INR'), discountReason: 'Poor fund' }),
      }
      await admin.post(path, form).expect(303)
      const shown = await admin.get(path).expect(200)
      const issue = { ...form, ...hidden(shown.text), idempotency_key: randomUUID() }
      const answer = await admin.post(`${path}/issue`, issue).expect(303)
      const address = String(answer.headers.location)
      const row = await db.invoice.findUniqueOrThrow({
        where: { id: address.split('/').at(-1) ?? '' },
        include: { lines: true, balance: true },
      })
      const { totalMinor, discountMinor, taxMinor } = billTotals(row.lines)
      expect(row.totalMinor).toBe(totalMinor)
      expect(row.balance?.totalMinor).toBe(totalMinor)
      const page = await admin.get(address).expect(200)
      const { text } = await pdfOf(admin, `${address}/pdf`)
      const total = formatMoney(totalMinor, 'INR', 'en-IN')
      expect(totalOn(shown.text)).toBe(total)
      expect(totalOn(page.text)).toBe(total)
      expect(text).toContain(`Total ${total}`)
      if (discountMinor > 0n)
        expect(text).toContain(`Taken off ${formatMoney(-discountMinor, 'INR', 'en-IN')}`)
      const printed = [...text.matchAll(/Tax of [\d.]+ % on ₹[\d,.]+ ₹([\d,.]+)/g)].map(([, tax = '']) =>
        BigInt(tax.replace(/[,.]/g, '')),
      )
      expect(printed.reduce((sum, tax) => sum + tax, 0n)).toBe(taxMinor)
      for (const each of row.lines) {
        const amount = formatMoney(billTotals([each]).totalMinor, 'INR', 'en-IN')
        expect(page.text).toContain(amount)
        expect(text).toContain(amount)
      }
    }),
    { numRuns: 12 },
  )
}, 120_000)

/** The amount in the row of the total, of the table of a bill. */
const totalOn = (html: string): string =>
  /<th scope="row">Total<\/th>(?:\s*<td class="ww-wide-only"><\/td>)*\s*<td class="ww-numeric">([^<]+)</.exec(
    html,
  )?.[1] ?? ''
