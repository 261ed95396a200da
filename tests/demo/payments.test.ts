import { expect, test } from 'vitest'
import { demoRows } from '../../prisma/demo.js'
import { settingAt } from './setting.js'

const starts = ['2026-11-21T16:00:00Z', '2027-04-02T04:00:00Z'].map((start) => new Date(start))

test.each(starts)(
  'E-64 E-35 started at %s, bills are paid, paid in part and open; receipts have no hole; no bill is paid twice over',
  (now) => {
    const { counters, allocations, refunds, invoices, claims } = demoRows(settingAt(now))
    const payments = counters.flatMap((counter) => counter.payments)
    const paid = invoices.map(({ id, totalMinor }) => ({
      total: BigInt(totalMinor),
      paid: allocations
        .filter(({ invoiceId }) => invoiceId === id)
        .reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n),
    }))
    for (const bill of paid) expect(bill.paid <= bill.total).toBe(true)
    expect(paid.some((bill) => bill.paid === bill.total)).toBe(true)
    expect(paid.some((bill) => bill.paid > 0n && bill.paid < bill.total)).toBe(true)
    expect(paid.some((bill) => bill.paid === 0n)).toBe(true)
    const numbers = payments.map(({ number }) => number).sort()
    for (const series of new Set(numbers.map((number) => number.slice(0, 8)))) {
      const own = numbers.filter((number) => number.startsWith(series))
      expect(own).toEqual(own.map((_, at) => `${series}-${String(at + 1).padStart(6, '0')}`))
    }
    for (const counter of counters)
      for (const payment of counter.payments) {
        expect(payment.receivedById).toBe(counter.cashierId)
        expect(new Date(payment.receivedAt) >= counter.openedAt).toBe(true)
      }
    expect(payments.filter(({ method }) => method === 'CASH').length).toBeGreaterThan(0)
    const advances = payments.filter(({ id }) => !allocations.some(({ paymentId }) => paymentId === id))
    expect(advances).toHaveLength(2)
    expect(refunds.every(({ paymentId }) => advances.some(({ id }) => id === paymentId))).toBe(true)
    expect(refunds).toHaveLength(1)
    const [claim] = claims
    const claimed = paid[invoices.findIndex(({ id }) => id === claim?.invoiceId)]
    expect(claim?.amountMinor).toBe((claimed?.total ?? 0n) - (claimed?.paid ?? 0n))
  },
)
