import { randomUUID } from 'node:crypto'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn } from '../../src/shared/calendar.js'
import { charged, ticking } from '../invoices/charged.js'
import type { Browser } from '../support/app.js'

/** An invoice of a patient over so much, issued at the desk. */
export async function billedTo(desk: Browser, patientId: string, minor = 100_000n) {
  const charge = await charged(patientId, minor)
  await desk.post(`/reception/patients/${patientId}/invoices`, ticking([charge])).expect(303)
  return db.invoice.findFirstOrThrow({
    where: { lines: { some: { charge: { id: charge } } } },
    select: { id: true, number: true },
  })
}

/** What a patient tells of a payment made elsewhere; each has a reference of its own. */
export const told = (more: Record<string, string> = {}) => ({
  ...{ idempotency_key: randomUUID(), method: 'UPI', reference: randomUUID().slice(0, 13) },
  ...{ amount: '1000', paidOn: dayIn(new Date(), config.zone) },
  ...more,
})

/** A patient has told of a payment; answers with its claim. */
export async function claimOf(person: Browser, invoiceId: string, more: Record<string, string> = {}) {
  const form = told(more)
  await person.post(`/patient/invoices/${invoiceId}/claims`, form).expect(303)
  return db.paymentClaim.findFirstOrThrow({
    where: { invoiceId, reference: form.reference },
    orderBy: { submittedAt: 'desc' },
  })
}
