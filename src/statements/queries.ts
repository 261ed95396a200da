import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { addDays, type Day, startOfDay } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { type Entry, MOST_ENTRIES } from './rules.js'

/** Days of an account, both included, as it was known at an instant. */
export interface Period {
  patientId: string
  from: Day
  until: Day
  asOf: Date
}

export interface Sums {
  openingMinor: bigint
  /** Asked for, and paid or credited, within the period; both above zero. */
  askedMinor: bigint
  paidMinor: bigint
  closingMinor: bigint
  entries: number
}

/** What an account came to before, within and after a period, of a patient whom the caller reached. */
export async function sumsOf(client: Tx, period: Period): Promise<Sums> {
  const { from } = limitsOf(period)
  const [sums] = await client.$queryRaw<Sums[]>`
    WITH entry AS (${entriesOf(period)})
    SELECT coalesce(sum(minor) FILTER (WHERE at < ${from}), 0)::bigint AS "openingMinor",
      coalesce(sum(minor) FILTER (WHERE at >= ${from} AND minor > 0), 0)::bigint AS "askedMinor",
      coalesce(-sum(minor) FILTER (WHERE at >= ${from} AND minor < 0), 0)::bigint AS "paidMinor",
      coalesce(sum(minor), 0)::bigint AS "closingMinor",
      count(*) FILTER (WHERE at >= ${from})::int AS entries
    FROM entry`
  if (!sums) throw new Error('the database adds up nothing')
  return sums
}

/**
 * So many entries of a period from that place on, the oldest first, each with the balance after it. Nothing that
 * happened is ever changed, and what comes is later: an entry keeps its place.
 */
export function entriesFrom(client: Tx, period: Period, after: number, most: number): Promise<Entry[]> {
  return client.$queryRaw<Entry[]>`
    WITH entry AS (${entriesOf(period)}), placed AS (
      SELECT *, (row_number() OVER w)::int AS place, (sum(minor) OVER w)::bigint AS "balanceMinor" FROM entry
      WINDOW w AS (ORDER BY at, minor DESC, kind, id ROWS UNBOUNDED PRECEDING))
    SELECT place, kind, id, number, at, minor, "balanceMinor" FROM placed
    WHERE at >= ${limitsOf(period).from} AND place > ${after} ORDER BY place LIMIT ${most}`
}

/** All of them, for paper and for a file. Refused where they are too many. */
export async function allEntries(client: Tx, period: Period): Promise<Entry[]> {
  const entries = await entriesFrom(client, period, 0, MOST_ENTRIES + 1)
  if (entries.length <= MOST_ENTRIES) return entries
  throw new Refusal('More than {{most}} entries are in this period. Choose a shorter one.', {
    field: 'from',
    values: { most: MOST_ENTRIES },
  })
}

const limitsOf = ({ from, until }: Period) => ({
  from: startOfDay(from, config.zone),
  until: startOfDay(addDays(until, 1), config.zone),
})

/** All that happened to the account until the end of the period. */
function entriesOf(period: Period): Prisma.Sql {
  const patient = Prisma.sql`${period.patientId}::uuid`
  const { currency } = config
  return Prisma.sql`
    SELECT * FROM (
      SELECT 'INVOICE' AS kind, i.id, i.number, i.issued_at AS at, i.total_minor AS minor
      FROM invoice i WHERE i.patient_id = ${patient} AND i.currency = ${currency}
      UNION ALL
      SELECT 'VOIDING', i.id, i.number, v.voided_at, -i.total_minor
      FROM invoice i JOIN invoice_voiding v ON v.invoice_id = i.id
      WHERE i.patient_id = ${patient} AND i.currency = ${currency}
      UNION ALL
      SELECT 'CREDIT_NOTE', n.id, n.number, n.issued_at, -n.total_minor
      FROM invoice i JOIN credit_note n ON n.invoice_id = i.id
      WHERE i.patient_id = ${patient} AND i.currency = ${currency}
      UNION ALL
      SELECT 'PAYMENT', p.id, p.number, p.received_at, -p.amount_minor
      FROM payment p WHERE p.patient_id = ${patient} AND p.currency = ${currency}
      UNION ALL
      SELECT 'CANCELLATION', p.id, p.number, p.cancelled_at, p.amount_minor
      FROM payment p WHERE p.patient_id = ${patient} AND p.currency = ${currency} AND p.cancelled_at IS NOT NULL
      UNION ALL
      SELECT 'REFUND', p.id, r.number, r.paid_at, r.amount_minor
      FROM payment p JOIN refund r ON r.payment_id = p.id
      WHERE p.patient_id = ${patient} AND p.currency = ${currency} AND r.paid_at IS NOT NULL
    ) happened WHERE at <= ${period.asOf} AND at < ${limitsOf(period).until}`
}
