import { randomUUID } from 'node:crypto'
import { db } from '../../src/db/client.js'

interface Ids {
  id: string
}

/** What is asked, paid and given back: a row in each table of the money of a patient. */
export async function fillMoney(
  patientId: string,
  by: string,
  { stay, prescription }: { stay: Ids; prescription: Ids },
) {
  const now = new Date()
  const house = { hospitalName: 'H', hospitalAddress: 'A', hospitalPhone: '1', hospitalEmail: 'e' }
  const line = { position: 1, kind: 'OTHER', description: 'Bed', quantity: 1 } as const
  const invoice = await db.invoice.create({
    data: {
      ...{ number: `TEST-${randomUUID()}`, patientId, admissionId: stay.id, issuedAt: now, issuedById: by },
      ...{ ...house, currency: 'INR', patientName: 'P', doctors: [], symptoms: [], totalMinor: 100n },
      lines: { create: { ...line, unitPriceMinor: 100n, amountMinor: 100n } },
    },
    select: { id: true },
  })
  const payment = await db.payment.create({
    data: {
      ...{ number: `TEST-${randomUUID()}`, patientId, method: 'CARD', amountMinor: 100n, currency: 'INR' },
      ...{ ...house, patientName: 'P', receivedAt: now, receivedById: by },
    },
    select: { id: true },
  })
  await db.paymentAllocation.create({
    data: { paymentId: payment.id, invoiceId: invoice.id, amountMinor: 50n, at: now, byId: by },
  })
  const asked = { requestedById: by, requestedAt: now }
  await db.refund.create({
    data: { patientId, paymentId: payment.id, amountMinor: 10n, reason: 'Paid twice', ...asked },
  })
  await db.paymentClaim.create({
    data: {
      ...{ patientId, invoiceId: invoice.id, method: 'UPI', reference: randomUUID(), amountMinor: 10n },
      ...{ paidOn: now, submittedById: by, submittedAt: now },
    },
  })
  await db.statement.create({
    data: {
      ...{ patientId, fromDay: now, untilDay: now, openingMinor: 0n, closingMinor: 50n },
      ...{ issuedAt: now, issuedById: by },
    },
  })
  await db.invoiceDraft.create({ data: { patientId, createdById: by } })
  const item = await db.prescriptionItem.findFirstOrThrow({
    where: { prescriptionId: prescription.id },
    select: { id: true },
  })
  await db.dispense.create({
    data: { patientId, itemId: item.id, quantity: 1, dispensedAt: now, dispensedById: by },
  })
}
