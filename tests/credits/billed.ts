import { randomInt, randomUUID } from 'node:crypto'
import { db } from '../../src/db/client.js'
import type { InvoiceLineKind, PaymentMethod } from '../../src/generated/prisma/enums.js'
import { share } from '../../src/shared/money.js'
import { letterhead } from '../support/letterhead.js'

interface Line {
  description?: string
  minor: bigint
  /** In hundredths of a per cent. */
  tax?: number
  kind?: InvoiceLineKind
  /** The day of the work. */
  on?: string
}

/** An invoice as it was issued, its rows written by the test. */
export async function invoiced(
  patientId: string,
  lines: Line[],
  { issuedAt = new Date(), dueOn }: { issuedAt?: Date; dueOn?: string } = {},
) {
  const rows = lines.map(({ description = 'Nurse visit', minor, tax = 0, kind = 'SERVICE', on }, index) => ({
    ...{ position: index + 1, kind, description, quantity: 1 },
    ...(on && { occurredOn: new Date(on) }),
    ...{ unitPriceMinor: minor, amountMinor: minor, taxBasisPoints: tax },
    taxMinor: share(minor, BigInt(tax), 10_000n),
  }))
  const { name } = await db.patient.findUniqueOrThrow({ where: { id: patientId }, select: { name: true } })
  return db.invoice.create({
    data: {
      ...{ number: `INV-T-${randomInt(1_000_000_000)}`, patientId, issuedAt, issuedById: randomUUID() },
      ...{ currency: 'INR', ...letterhead, patientName: name },
      ...(dueOn && { dueOn: new Date(dueOn) }),
      totalMinor: rows.reduce((total, { amountMinor, taxMinor }) => total + amountMinor + taxMinor, 0n),
      lines: { createMany: { data: rows } },
    },
    select: { id: true, number: true, totalMinor: true, lines: { orderBy: { position: 'asc' } } },
  })
}

/** Money that came in, put to invoices as far as it says so. */
export async function paid(
  patientId: string,
  minor: bigint,
  {
    puts = [],
    at = new Date(),
    method = 'UPI',
  }: { puts?: [invoiceId: string, minor: bigint][]; at?: Date; method?: PaymentMethod } = {},
) {
  const payment = await db.payment.create({
    data: {
      ...{ number: `RCT-T-${randomInt(1_000_000_000)}`, patientId, method, amountMinor: minor },
      ...{
        currency: 'INR',
        receivedAt: at,
        receivedById: randomUUID(),
        ...letterhead,
        patientName: 'As paid',
      },
    },
    select: { id: true, number: true },
  })
  for (const [invoiceId, amountMinor] of puts)
    await db.paymentAllocation.create({
      data: { paymentId: payment.id, invoiceId, amountMinor, at, byId: randomUUID() },
    })
  return payment
}

export const balanceOf = (invoiceId: string) => db.invoiceBalance.findUniqueOrThrow({ where: { invoiceId } })

/** The form of a credit note as the browser sends it. */
export const crediting = (amount: string[], reason = 'Billed by mistake.') => ({
  ...{ idempotency_key: randomUUID(), reason },
  ...Object.fromEntries(amount.map((typed, index) => [`amount-${index + 1}`, typed])),
})
