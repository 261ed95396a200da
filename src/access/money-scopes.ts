import { Prisma } from '../generated/prisma/client.js'
import type { Actor } from './actor.js'

const nobody = { id: { in: [] as string[] } }

/** Invoices: staff at the desk reach all; a patient reaches their own; nobody else any. */
export const invoicesOf = (actor: Actor): Prisma.InvoiceWhereInput => theirsOrAll(actor)

/** `invoicesOf` for tagged queries over `invoice i`. */
export function invoicesOfInSql(actor: Actor): Prisma.Sql {
  if (atDesk(actor)) return Prisma.sql`TRUE`
  return actor.role === 'PATIENT' && actor.patientId
    ? Prisma.sql`i.patient_id = ${actor.patientId}::uuid`
    : Prisma.sql`FALSE`
}

/** Payments and their receipts: staff at the desk reach all; a patient reaches their own; nobody else any. */
export const paymentsOf = (actor: Actor): Prisma.PaymentWhereInput => theirsOrAll(actor)

/** Refunds: likewise. */
export const refundsOf = (actor: Actor): Prisma.RefundWhereInput => theirsOrAll(actor)

/** What patients say to have paid: likewise. */
export const claimsOf = (actor: Actor): Prisma.PaymentClaimWhereInput => theirsOrAll(actor)

/** What stands on no invoice yet: staff at the desk alone. */
export const chargesOf = (actor: Actor): Prisma.ChargeWhereInput => (atDesk(actor) ? {} : nobody)

/** Invoices that are prepared: likewise. */
export const draftsOf = (actor: Actor): Prisma.InvoiceDraftWhereInput => (atDesk(actor) ? {} : nobody)

/** Counters: a cashier reaches their own, an admin all. */
export function sessionsOf(actor: Actor): Prisma.CashSessionWhereInput {
  if (actor.role === 'ADMIN') return {}
  return actor.role === 'RECEPTIONIST' ? { cashierId: actor.id } : nobody
}

const atDesk = ({ role }: Actor) => role === 'ADMIN' || role === 'RECEPTIONIST'

function theirsOrAll(actor: Actor) {
  if (atDesk(actor)) return {}
  return actor.role === 'PATIENT' && actor.patientId ? { patientId: actor.patientId } : nobody
}
