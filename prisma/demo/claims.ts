import type { Prisma } from '../../src/generated/prisma/client.js'
import { dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { sum } from '../../src/shared/money.js'
import { chance, identify } from './chance.js'
import { type House, leaveTrail } from './house.js'

export type DemoClaim = Prisma.PaymentClaimCreateManyInput

const MINUTES_AGO = 190

/**
 * The last who owes still and has an account has paid from home, and says so: it waits to be compared with what came
 * in, and nothing of it counts yet.
 */
export function tellOfPayments(house: House): void {
  const { rows, moments, zone } = house
  const toldAt = moments.minutesAgo(MINUTES_AGO)
  const owing = rows.invoices.flatMap(({ id, patientId, issuedAt, totalMinor }) => {
    const accountId = rows.patients.find((patient) => patient.id === patientId)?.accountId
    const paid = rows.allocations.filter(({ invoiceId }) => invoiceId === id)
    const left = BigInt(totalMinor) - sum(paid.map(({ amountMinor }) => BigInt(amountMinor)))
    const tells = accountId && left > 0n && new Date(issuedAt) < toldAt
    return tells ? [{ id: String(id), patientId, accountId, left }] : []
  })
  const bill = owing.at(-1)
  if (!bill) return
  const { patientId, accountId } = bill
  const id = identify('claim', bill.id, toldAt)
  rows.claims.push({
    ...{ id, patientId, invoiceId: bill.id, method: 'UPI', amountMinor: bill.left },
    reference: String(chance(`claim ${bill.id}`).whole(400_000_000_000, 499_999_999_999)),
    ...{ paidOn: dayToColumn(dayIn(toldAt, zone)), submittedById: accountId, submittedAt: toldAt },
  })
  leaveTrail(house, toldAt, accountId, 'claim.submit', { type: 'payment_claim', id, patientId })
}
