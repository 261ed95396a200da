import type { Actor } from '../access/actor.js'
import { invoicesOf } from '../access/record-scopes.js'
import { db } from '../db/client.js'
import { NotFound } from '../shared/errors.js'

export const PAGE_ROWS = 50

/**
 * A page of the invoices that this person reaches, the newest first; one row more says that there are more.
 * `number` is any part of one, of letters, digits and hyphens.
 */
export async function listInvoices(
  actor: Actor,
  { number, after, before }: { number: string; after: string | null; before: string | null },
) {
  const edge = after ?? before
  const backwards = after === null && before !== null
  const found = await db.invoice.findMany({
    where: { ...(number !== '' && { number: { contains: number } }), AND: invoicesOf(actor) },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    ...(edge && { cursor: { id: edge }, skip: 1 }),
    take: (PAGE_ROWS + 1) * (backwards ? -1 : 1),
    select: {
      id: true,
      number: true,
      issuedAt: true,
      patientName: true,
      patientLocalName: true,
      admittedOn: true,
      dischargedOn: true,
      totalMinor: true,
      currency: true,
      patient: { select: { id: true, number: true } },
    },
  })
  const more = found.length > PAGE_ROWS
  if (backwards) return { rows: found.slice(-PAGE_ROWS), newer: more, older: true }
  return { rows: found.slice(0, PAGE_ROWS), newer: after !== null, older: more }
}

/** One invoice as it was issued, by the scope of who is asking. Throws NotFound. */
export async function findInvoice(actor: Actor, id: string) {
  const invoice = await db.invoice.findFirst({
    where: { id, AND: invoicesOf(actor) },
    select: {
      id: true,
      number: true,
      issuedAt: true,
      currency: true,
      hospitalName: true,
      hospitalAddress: true,
      hospitalPhone: true,
      hospitalEmail: true,
      patientName: true,
      patientLocalName: true,
      patientAddress: true,
      patientPhone: true,
      doctors: true,
      symptoms: true,
      admittedOn: true,
      dischargedOn: true,
      days: true,
      totalMinor: true,
      admissionId: true,
      patient: { select: { id: true, number: true } },
      lines: {
        orderBy: { position: 'asc' },
        select: { kind: true, description: true, quantity: true, unitPriceMinor: true, amountMinor: true },
      },
    },
  })
  if (!invoice) throw new NotFound()
  return invoice
}

export type InvoiceRecord = Awaited<ReturnType<typeof findInvoice>>
