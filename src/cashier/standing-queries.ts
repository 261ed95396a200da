import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Balance } from '../invoices/state-rules.js'
import { type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'

/** How a patient stands with the hospital, in minor units of its currency. */
export interface Standing {
  owedMinor: bigint
  /** What of it was to be paid before today. */
  overdueMinor: bigint
  /** What was paid and is put nowhere. */
  creditMinor: bigint
  /** What was done and stands on no invoice. */
  unbilledMinor: bigint
  /** What they say to have paid, and nobody has compared. */
  toldMinor: bigint
}

const nothing: Standing = {
  ...{ owedMinor: 0n, overdueMinor: 0n, creditMinor: 0n, unbilledMinor: 0n, toldMinor: 0n },
}

/** For tagged queries over `patient p`: what each owes, and what of it was to be paid before today. */
export const owingInSql = (today: Day) => Prisma.sql`
  SELECT coalesce(sum(b.total_minor - b.credited_minor - b.paid_minor), 0)::bigint AS owed,
    coalesce(sum(b.total_minor - b.credited_minor - b.paid_minor)
      FILTER (WHERE b.due_on < ${dayToColumn(today)}::date), 0)::bigint AS overdue
  FROM invoice i JOIN invoice_balance b ON b.invoice_id = i.id
  WHERE i.patient_id = p.id AND i.currency = ${config.currency} AND b.voided_at IS NULL`

/** Of patients whom the caller reached, by their ids. */
export async function standingsOf(ids: readonly string[], today: Day): Promise<(id: string) => Standing> {
  const rows = await db.$queryRaw<(Standing & { id: string })[]>`
    SELECT p.id, o.owed AS "owedMinor", o.overdue AS "overdueMinor",
      (SELECT coalesce(sum(y.amount_minor - y.allocated_minor - y.refunded_minor), 0)::bigint FROM payment y
       WHERE y.patient_id = p.id AND y.cancelled_at IS NULL AND y.currency = ${config.currency}) AS "creditMinor",
      (SELECT coalesce(sum(c.quantity * c.unit_price_minor), 0)::bigint FROM charge c
       WHERE c.patient_id = p.id AND c.invoice_line_id IS NULL AND c.voided_at IS NULL) AS "unbilledMinor",
      (SELECT coalesce(sum(t.amount_minor), 0)::bigint FROM waiting_claim t
       WHERE t.patient_id = p.id) AS "toldMinor"
    FROM patient p CROSS JOIN LATERAL (${owingInSql(today)}) o
    WHERE p.id = ANY(${ids}::uuid[])`
  const byId = new Map(rows.map(({ id, ...standing }) => [id, standing]))
  return (id) => byId.get(id) ?? nothing
}

export const standingOf = async (id: string, today: Day): Promise<Standing> =>
  (await standingsOf([id], today))(id)

/** An invoice of which something is owed. */
export interface OpenInvoice extends Balance {
  id: string
  number: string
  issuedOn: Day
  dueOn: Day
  currency: string
}

const MOST_OPEN = 100

/** What a patient whom the caller reached has to pay, the first due first. */
export async function openInvoices(patientId: string): Promise<OpenInvoice[]> {
  const rows = await db.$queryRaw<
    (Omit<OpenInvoice, 'dueOn' | 'issuedOn'> & { dueOn: Date; issuedAt: Date })[]
  >`
    SELECT i.id, i.number, i.issued_at AS "issuedAt", i.currency, b.due_on AS "dueOn",
      b.total_minor AS "totalMinor", b.credited_minor AS "creditedMinor", b.paid_minor AS "paidMinor",
      b.voided_at AS "voidedAt"
    FROM invoice i JOIN invoice_balance b ON b.invoice_id = i.id
    WHERE i.patient_id = ${patientId}::uuid AND b.voided_at IS NULL
      AND b.paid_minor + b.credited_minor < b.total_minor
    ORDER BY b.due_on, i.issued_at, i.id LIMIT ${MOST_OPEN}`
  return rows.map(({ issuedAt, dueOn, ...row }) => ({
    ...row,
    ...{ issuedOn: dayIn(issuedAt, config.zone), dueOn: dayFromColumn(dueOn) },
  }))
}
