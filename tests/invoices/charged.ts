import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { db } from '../../src/db/client.js'
import type { InvoiceLineKind } from '../../src/generated/prisma/enums.js'
import { addCharge } from '../../src/invoices/charges.js'
import type { Browser } from '../support/app.js'
import { letterhead } from '../support/letterhead.js'

/** Something that a patient has to pay and that stands on no invoice; answers with the charge. */
export async function charged(
  patientId: string,
  unitPriceMinor: bigint,
  {
    kind = 'SERVICE',
    quantity = 1,
    description = 'Nurse visit',
  }: { kind?: InvoiceLineKind; quantity?: number; description?: string } = {},
): Promise<string> {
  const { id } = await addCharge(db, {
    ...{ patientId, admissionId: null, kind, sourceType: 'manual', sourceId: randomUUID() },
    ...{ description, quantity, unitPriceMinor, occurredAt: new Date(), createdById: randomUUID() },
  })
  return id
}

/** From a day long ago on, so that it holds whenever the test runs; a second rate of a kind replaces the first. */
export async function taxed(kind: InvoiceLineKind, basisPoints: number): Promise<void> {
  const fromDay = new Date('2000-01-01')
  await db.taxRate.upsert({
    where: { kind_fromDay: { kind, fromDay } },
    create: { kind, fromDay, basisPoints },
    update: { basisPoints },
  })
}

/** The form that ticks charges. */
export const ticking = (charges: string[]) => ({ idempotency_key: randomUUID(), charges })

/** An invoice of charges outside of a stay, issued through the form; answers with its id. */
export async function invoiced(desk: Browser, patientId: string, charges: string[]): Promise<string> {
  const answer = await desk.post(`/reception/patients/${patientId}/invoices`, ticking(charges))
  expect(answer.status, answer.text).toBe(303)
  return String(answer.headers.location).split('/').at(-1) ?? ''
}

/** Money of a patient that came in by bank, and stands on an invoice. */
export async function paid(patientId: string, invoiceId: string, amountMinor: bigint): Promise<string> {
  const by = randomUUID()
  const payment = await db.payment.create({
    data: {
      ...{ number: `RCT-T-${randomUUID()}`, patientId, method: 'BANK', amountMinor, currency: 'INR' },
      ...{ receivedAt: new Date(), receivedById: by, ...letterhead, patientName: 'Ravi Patil' },
    },
    select: { id: true, number: true },
  })
  await db.paymentAllocation.create({
    data: { paymentId: payment.id, invoiceId, amountMinor, at: new Date(), byId: by },
  })
  return payment.number
}

/** A credit note over the whole first line of an invoice. */
export async function credited(invoiceId: string): Promise<string> {
  const line = await db.invoiceLine.findFirstOrThrow({ where: { invoiceId }, orderBy: { position: 'asc' } })
  const netMinor = line.amountMinor - line.discountMinor
  const { number } = await db.creditNote.create({
    data: {
      ...{ number: `CRN-T-${randomUUID()}`, invoiceId, reason: 'The visit did not take place.' },
      ...{ totalMinor: netMinor + line.taxMinor, issuedAt: new Date(), issuedById: randomUUID() },
      lines: { create: { position: 1, invoiceLineId: line.id, netMinor, taxMinor: line.taxMinor } },
    },
    select: { number: true },
  })
  return number
}
