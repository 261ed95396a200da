import type { Actor } from '../access/actor.js'
import { invoicesOfInSql } from '../access/money-scopes.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { addDays, type Day, dayToColumn, startOfDay } from '../shared/calendar.js'
import type { InvoiceFilter } from './list-forms.js'
import { type Balance, invoiceStates, type ListedState } from './state-rules.js'

export const PAGE_ROWS = 50

export interface ListedInvoice extends Balance {
  id: string
  number: string
  issuedAt: Date
  dueOn: Date
  currency: string
  patientId: string
  patientNumber: number
  patientName: string
  patientLocalName: string | null
  admittedOn: Date | null
  dischargedOn: Date | null
  days: number | null
}

/**
 * A page of the invoices that this person reaches and that fit the filters, the newest first. `q` is any part of a
 * number or of the name that stands on the invoice.
 */
export async function listInvoices(
  actor: Actor,
  filter: InvoiceFilter,
  { after, before }: { after: string | null; before: string | null },
  today: Day,
  most = PAGE_ROWS,
) {
  const backwards = after === null && before !== null
  const edge = after ?? before
  const beyond = edge
    ? Prisma.sql`(i.issued_at, i.id) ${backwards ? Prisma.sql`>` : Prisma.sql`<`}
        (SELECT e.issued_at, e.id FROM invoice e WHERE e.id = ${edge}::uuid)`
    : Prisma.sql`TRUE`
  const order = backwards ? Prisma.sql`i.issued_at ASC, i.id ASC` : Prisma.sql`i.issued_at DESC, i.id DESC`
  const found = await db.$queryRaw<ListedInvoice[]>`
    SELECT i.id, i.number, i.issued_at AS "issuedAt", i.currency, i.patient_name AS "patientName",
      i.patient_local_name AS "patientLocalName", i.admitted_on AS "admittedOn", i.discharged_on AS "dischargedOn", i.days,
      b.due_on AS "dueOn", b.total_minor AS "totalMinor", b.credited_minor AS "creditedMinor",
      b.paid_minor AS "paidMinor", b.voided_at AS "voidedAt", p.id AS "patientId", p.number AS "patientNumber"
    FROM invoice i JOIN invoice_balance b ON b.invoice_id = i.id JOIN patient p ON p.id = i.patient_id
    WHERE ${invoicesOfInSql(actor)} AND ${fitting(filter, today)} AND ${beyond}
    ORDER BY ${order} LIMIT ${most + 1}`
  const more = found.length > most
  const rows = found.slice(0, most)
  if (backwards) return { rows: rows.reverse(), newer: more, older: true }
  return { rows, newer: after !== null, older: more }
}

/** Conditions over `invoice i` and `invoice_balance b`. */
function fitting({ q, state, patient, from, to }: InvoiceFilter, today: Day): Prisma.Sql {
  const typed = q.trim().replace(/[%_\\]/g, '')
  const like = `%${typed}%`
  return Prisma.join(
    [
      typed === ''
        ? Prisma.sql`TRUE`
        : Prisma.sql`(i.number ILIKE ${like} OR i.patient_name ILIKE ${like} OR i.patient_local_name ILIKE ${like})`,
      state ? inState(state, today) : Prisma.sql`TRUE`,
      patient ? Prisma.sql`i.patient_id = ${patient}::uuid` : Prisma.sql`TRUE`,
      from ? Prisma.sql`i.issued_at >= ${startOfDay(from, config.zone)}` : Prisma.sql`TRUE`,
      to ? Prisma.sql`i.issued_at < ${startOfDay(addDays(to, 1), config.zone)}` : Prisma.sql`TRUE`,
    ],
    ' AND ',
  )
}

const owing = Prisma.sql`b.voided_at IS NULL AND b.paid_minor + b.credited_minor < b.total_minor`

/** The rule of `invoiceState`, for the database. */
function inState(state: ListedState, today: Day): Prisma.Sql {
  if (state === 'OPEN') return owing
  if (state === 'OVERDUE') return Prisma.sql`${owing} AND b.due_on < ${dayToColumn(today)}::date`
  const known = invoiceStates.find((one) => one === state)
  return Prisma.sql`CASE
    WHEN b.voided_at IS NOT NULL THEN 'VOID'
    WHEN b.credited_minor > 0 AND b.credited_minor = b.total_minor THEN 'CREDITED'
    WHEN b.paid_minor + b.credited_minor = b.total_minor THEN 'PAID'
    WHEN b.paid_minor > 0 THEN 'PARTLY_PAID' ELSE 'ISSUED' END = ${known}`
}
