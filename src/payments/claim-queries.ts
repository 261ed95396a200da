import type { Actor } from '../access/actor.js'
import { invoicesOf } from '../access/money-scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { ClaimStatus, PaymentMethod } from '../generated/prisma/enums.js'
import type { Balance } from '../invoices/state-rules.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import { addDays, type Day, dayFromColumn, dayToColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

const PAGE_ROWS = 50

/** What a patient says to have paid, with the invoice that it is for and what became of it. */
export interface ClaimRow extends Balance {
  claimId: string
  method: PaymentMethod
  reference: string
  amountMinor: bigint
  paidOn: Day
  submittedAt: Date
  /** Answered by a receipt that was cancelled since, it waits to be compared again. */
  status: ClaimStatus
  receiptCancelled: boolean
  decidedAt: Date | null
  decidedBy: string | null
  decisionReason: string | null
  invoiceId: string
  invoice: string
  receiptId: string | null
  receipt: string | null
  patient: PatientIdentity
}

type RawClaim = RawIdentity & Omit<ClaimRow, 'patient' | 'paidOn'> & { paidOn: Date }

const columns = Prisma.sql`
  c.id AS "claimId", c.method, c.reference, c.amount_minor AS "amountMinor", c.paid_on AS "paidOn",
  c.submitted_at AS "submittedAt", y.cancelled_at IS NOT NULL AS "receiptCancelled",
  CASE WHEN y.cancelled_at IS NULL THEN c.status ELSE 'SUBMITTED' END AS status,
  c.decided_at AS "decidedAt", c.decision_reason AS "decisionReason",
  d.name AS "decidedBy", i.id AS "invoiceId", i.number AS invoice, y.id AS "receiptId", y.number AS receipt,
  b.total_minor AS "totalMinor", b.credited_minor AS "creditedMinor", b.paid_minor AS "paidMinor",
  b.voided_at AS "voidedAt", ${identityColumns}`

const joins = Prisma.sql`
  JOIN patient p ON p.id = c.patient_id JOIN invoice i ON i.id = c.invoice_id
  JOIN invoice_balance b ON b.invoice_id = i.id LEFT JOIN payment y ON y.id = c.payment_id
  LEFT JOIN account d ON d.id = c.decided_by_id`

function asClaim(row: RawClaim): ClaimRow {
  const { id, number, name, localName, sex, dateOfBirth, phone, photoId, paidOn, ...claim } = row
  const patient = withBirthDay({ id, number, name, localName, sex, dateOfBirth, phone, photoId })
  return { ...claim, paidOn: dayFromColumn(paidOn), patient }
}

export const claimLists = ['to-compare', 'answered'] as const
export type ClaimList = (typeof claimLists)[number]

/** For the desk: what waits from the oldest on; what is answered, the newest first. From after that one on. */
export async function listClaims(
  list: ClaimList,
  after: string | null,
): Promise<{ rows: ClaimRow[]; more: boolean }> {
  const waiting = list === 'to-compare'
  const edge = Prisma.sql`SELECT e.submitted_at, e.id FROM payment_claim e WHERE e.id = ${after}::uuid`
  const beyond = waiting
    ? Prisma.sql`(c.submitted_at, c.id) > (${edge})`
    : Prisma.sql`(c.submitted_at, c.id) < (${edge})`
  const found = await db.$queryRaw<RawClaim[]>`
    SELECT ${columns} FROM ${waiting ? Prisma.sql`waiting_claim` : Prisma.sql`payment_claim`} c ${joins}
    WHERE ${waiting ? Prisma.sql`TRUE` : Prisma.sql`c.status IN ('CONFIRMED', 'REJECTED') AND y.cancelled_at IS NULL`}
      AND ${after ? beyond : Prisma.sql`TRUE`}
    ORDER BY ${waiting ? Prisma.sql`c.submitted_at, c.id` : Prisma.sql`c.submitted_at DESC, c.id DESC`}
    LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS).map(asClaim), more: found.length > PAGE_ROWS }
}

/** For the desk: one claim. Throws NotFound. */
export async function findClaim(id: string): Promise<ClaimRow> {
  const [row] = await db.$queryRaw<
    RawClaim[]
  >`SELECT ${columns} FROM payment_claim c ${joins} WHERE c.id = ${id}::uuid`
  if (!row) throw new NotFound()
  return asClaim(row)
}

/** What a patient whom the caller reached has told us, the newest first; of one invoice only, if named. */
export async function claimsOfPatient(
  patientId: string,
  { invoiceId, most }: { invoiceId?: string; most: number },
): Promise<ClaimRow[]> {
  const found = await db.$queryRaw<RawClaim[]>`
    SELECT ${columns} FROM payment_claim c ${joins}
    WHERE c.patient_id = ${patientId}::uuid
      AND ${invoiceId ? Prisma.sql`c.invoice_id = ${invoiceId}::uuid` : Prisma.sql`TRUE`}
    ORDER BY c.submitted_at DESC, c.id DESC LIMIT ${most}`
  return found.map(asClaim)
}

/** For a question of several parts: how many claims nobody has compared. */
export const toCompareCount = Prisma.sql`(SELECT count(*)::int FROM waiting_claim)`

/** Receipts since the day of a claim that carry its reference already, whosever they are. */
export function sameReference({ reference, paidOn }: { reference: string; paidOn: Day }) {
  return db.payment.findMany({
    where: {
      reference: { equals: reference, mode: 'insensitive' },
      ...{ cancelledAt: null, receivedAt: { gte: dayToColumn(addDays(paidOn, -1)) } },
    },
    orderBy: { receivedAt: 'asc' },
    take: 5,
    select: { id: true, number: true, patientName: true },
  })
}

/** An invoice of the person who asks, that they say to have paid. Throws NotFound. */
export async function claimedInvoice(actor: Actor, id: string) {
  const invoice = await db.invoice.findFirst({
    where: { id, AND: invoicesOf(actor) },
    select: {
      ...{ id: true, number: true, patientId: true },
      balance: { select: { totalMinor: true, creditedMinor: true, paidMinor: true, voidedAt: true } },
    },
  })
  if (!invoice?.balance) throw new NotFound()
  return { ...invoice, balance: invoice.balance }
}
