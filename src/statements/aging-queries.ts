import { config } from '../config.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import type { Day } from '../shared/calendar.js'
import { type Age, ageDays, ages } from './aging-rules.js'

/** What is owed, by how long ago it was due; minor units. */
export type Aged = Record<Age, bigint> & { owedMinor: bigint }

export interface Debtor extends Aged {
  patient: PatientIdentity & { phone: string | null }
  invoices: number
  /** The earliest day on which something of it was due. */
  oldest: Date
  /** What the patient has paid that is put nowhere. */
  creditMinor: bigint
}

/** Patients who owe something, whose oldest was due first first; from after that one on. */
export async function debtors(
  today: Day,
  after: string | null,
  most: number,
): Promise<{ rows: Debtor[]; more: boolean }> {
  const found = await db.$queryRaw<(RawIdentity & Omit<Debtor, 'patient'> & { phone: string | null })[]>`
    WITH open AS (${openInvoices(today)}), owing AS (
      SELECT patient_id, count(*)::int AS invoices, min(due_on) AS oldest, ${agedColumns}
      FROM open GROUP BY patient_id)
    SELECT owing.*, ${identityColumns}, p.phone, coalesce((
        SELECT sum(c.amount_minor - c.allocated_minor - c.refunded_minor) FROM payment c
        WHERE c.patient_id = p.id AND c.cancelled_at IS NULL AND c.currency = ${config.currency}), 0)::bigint AS "creditMinor"
    FROM owing JOIN patient p ON p.id = owing.patient_id
    ${
      after
        ? Prisma.sql`WHERE (owing.oldest, p.id) > ((SELECT e.oldest FROM owing e WHERE e.patient_id = ${after}::uuid), ${after}::uuid)`
        : Prisma.empty
    }
    ORDER BY owing.oldest, p.id LIMIT ${most + 1}`
  const rows = found
    .slice(0, most)
    .map(
      ({
        invoices,
        oldest,
        creditMinor,
        owedMinor,
        notDue,
        to30,
        to60,
        to90,
        over90,
        phone,
        ...patient
      }) => ({
        ...{ invoices, oldest, creditMinor, owedMinor, notDue, to30, to60, to90, over90 },
        patient: { ...withBirthDay(patient), phone },
      }),
    )
  return { rows, more: found.length > most }
}

/** What all of them owe together. */
export async function agedTotals(today: Day): Promise<Aged & { patients: number }> {
  const [totals] = await db.$queryRaw<(Aged & { patients: number })[]>`
    WITH open AS (${openInvoices(today)})
    SELECT count(DISTINCT patient_id)::int AS patients, ${agedColumns} FROM open`
  if (!totals) throw new Error('the database adds up nothing')
  return totals
}

/** By the index of the invoices of which something is owed. */
const openInvoices = (today: Day) => Prisma.sql`
  SELECT i.patient_id, b.due_on, ${today}::date - b.due_on AS days,
    b.total_minor - b.credited_minor - b.paid_minor AS owed
  FROM invoice_balance b JOIN invoice i ON i.id = b.invoice_id
  WHERE b.voided_at IS NULL AND b.paid_minor + b.credited_minor < b.total_minor AND i.currency = ${config.currency}`

const sumOf = (age: Age) => {
  const { from, to } = ageDays[age]
  return Prisma.sql`coalesce(sum(owed) FILTER (
    WHERE days >= coalesce(${from}::int, days) AND days <= coalesce(${to}::int, days)), 0)::bigint`
}

const [notDue, to30, to60, to90, over90] = ages.map(sumOf)
const agedColumns = Prisma.sql`
  ${notDue} AS "notDue", ${to30} AS "to30", ${to60} AS "to60", ${to90} AS "to90", ${over90} AS "over90",
  coalesce(sum(owed), 0)::bigint AS "owedMinor"`
