import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'

/** A line of an invoice that holds for work that was not done after all: so much of it is still to be credited. */
export interface OverbilledLine {
  chargeId: string
  lineId: string
  invoiceId: string
  invoice: string
  patientId: string
  patient: string
  description: string
  currency: string
  /** Of so many that were billed, so many were not done or came back. */
  units: number
  quantity: number
  /** Since when, and why where somebody said it. */
  since: Date
  why: string | null
  /** What is not credited yet of that, before tax; more than nothing. */
  netMinor: bigint
}

/** An invoice has the charge, and it was not taken back. */
const standing = Prisma.sql`c.invoice_line_id IS NOT NULL AND c.voided_at IS NULL`

/**
 * Charges that an invoice has though the record says otherwise by now: a test, a treatment or a service that was entered
 * in error, a consultation whose completion was undone, medicine that came back, days of oxygen or ventilator (as
 * admissions/support-rules.ts counts them) that no reading shows any more. Nothing of it is stored; it is read off the
 * sources, and is over when a credit note has it.
 */
const gone = () => Prisma.sql`
  SELECT c.id, c.quantity AS units, o.status_reason AS why,
    (SELECT max(e.at) FROM order_event e WHERE e.order_id = o.id AND e.kind = 'CANCELLED') AS since
  FROM clinical_order o JOIN charge c ON c.source_type = 'clinical_order' AND c.source_id = o.id AND ${standing}
  WHERE o.status = 'CANCELLED' AND o.completed_at IS NOT NULL
  UNION ALL
  SELECT c.id, c.quantity, s.close_reason,
    (SELECT max(e.at) FROM service_event e WHERE e.request_id = s.id AND e.status = 'CANCELLED')
  FROM service_request s JOIN charge c ON c.source_type = 'service_request' AND c.source_id = s.id AND ${standing}
  WHERE s.status = 'CANCELLED' AND s.done_at IS NOT NULL
  UNION ALL
  SELECT c.id, c.quantity, NULL,
    (SELECT max(e.at) FROM appointment_event e WHERE e.appointment_id = v.id AND e.kind = 'UNDONE')
  FROM appointment v JOIN charge c ON c.source_type = 'appointment' AND c.source_id = v.id AND ${standing}
  WHERE v.status <> 'COMPLETED'
  UNION ALL
  SELECT c.id, c.quantity - (d.quantity - d.returned), b.reason, b.returned_at
  FROM dispense d JOIN charge c ON c.source_type = 'dispense' AND c.source_id = d.id AND ${standing}
  JOIN LATERAL (
    SELECT x.reason, x.returned_at FROM dispense_return x WHERE x.dispense_id = d.id
    ORDER BY x.returned_at DESC, x.id DESC LIMIT 1) b ON TRUE
  WHERE d.returned > 0 AND c.quantity > d.quantity - d.returned
  UNION ALL
  SELECT c.id, days.missing, last.struck_reason, last.struck_at
  FROM (SELECT DISTINCT admission_id FROM observation WHERE struck_at IS NOT NULL AND admission_id IS NOT NULL) a
  JOIN charge c ON c.admission_id = a.admission_id AND c.source_type = 'observation' AND ${standing}
  JOIN observation r ON r.id = c.source_id
  JOIN LATERAL (
    SELECT x.struck_reason, x.struck_at FROM observation x
    WHERE x.admission_id = a.admission_id AND x.struck_at IS NOT NULL ORDER BY x.struck_at DESC LIMIT 1) last ON TRUE
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS missing FROM generate_series(0, c.quantity - 1) day
    WHERE NOT EXISTS (
      SELECT FROM observation o
      WHERE o.admission_id = c.admission_id AND o.source = 'STAFF' AND o.struck_at IS NULL
        AND o.oxygen IN ('ON_OXYGEN', 'HIGH_FLOW_OR_VENTILATED') AND (r.oxygen_device IS NULL OR r.oxygen_device NOT IN ('VENTILATOR', 'CPAP_BIPAP')
          OR coalesce(o.oxygen_device IN ('VENTILATOR', 'CPAP_BIPAP'), FALSE))
        AND (o.taken_at AT TIME ZONE ${config.zone})::date = (c.occurred_at AT TIME ZONE ${config.zone})::date + day)) days
  WHERE days.missing > 0`

const lines = () => Prisma.sql`
  SELECT c.id AS "chargeId", l.id AS "lineId", i.id AS "invoiceId", i.number AS invoice, i.currency, p.id AS "patientId",
    p.name AS patient, l.description, g.units, c.quantity, g.since, g.why, due.net - k.net AS "netMinor"
  FROM (${gone()}) g
  JOIN charge c ON c.id = g.id
  JOIN invoice_line l ON l.id = c.invoice_line_id
  JOIN invoice i ON i.id = l.invoice_id
  JOIN invoice_balance b ON b.invoice_id = i.id AND b.voided_at IS NULL
  JOIN patient p ON p.id = i.patient_id
  CROSS JOIN LATERAL (
    SELECT round((l.amount_minor - l.discount_minor)::numeric * g.units / c.quantity)::bigint AS net) due
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(n.net_minor), 0)::bigint AS net FROM credit_note_line n WHERE n.invoice_line_id = l.id) k
  WHERE k.net < due.net`

/** What is to be credited, whatever invoice it stands on; the oldest first, from after that one on, and how many in all. */
export async function overbilledLines({
  after,
  most,
}: {
  after: string | null
  most: number
}): Promise<{ rows: OverbilledLine[]; more: boolean; total: number }> {
  const found = await db.$queryRaw<(OverbilledLine & { total: number })[]>`
    WITH line AS (${lines()})
    SELECT line.*, (SELECT count(*)::int FROM line) AS total FROM line
    ${
      after
        ? Prisma.sql`WHERE (since, "chargeId") > ((SELECT e.since FROM line e WHERE e."chargeId" = ${after}::uuid), ${after}::uuid)`
        : Prisma.empty
    }
    ORDER BY since, "chargeId" LIMIT ${most + 1}`
  const rows = found.slice(0, most).map(({ total: _total, ...line }) => line)
  return { rows, more: found.length > most, total: found[0]?.total ?? 0 }
}

/** What of one invoice, which the caller reached, is to be credited. */
export const overbilledOf = (invoiceId: string): Promise<OverbilledLine[]> => db.$queryRaw<OverbilledLine[]>`
  WITH line AS (${lines()}) SELECT * FROM line WHERE "invoiceId" = ${invoiceId}::uuid ORDER BY "lineId"`

/** How many units of each line of an invoice were not done after all, whatever was credited; by the lines' ids. */
export async function undoneUnits(tx: Tx, invoiceId: string): Promise<Map<string, number>> {
  const found = await tx.$queryRaw<{ lineId: string; units: number }[]>`
    SELECT l.id AS "lineId", g.units FROM (${gone()}) g
    JOIN charge c ON c.id = g.id JOIN invoice_line l ON l.id = c.invoice_line_id
    WHERE l.invoice_id = ${invoiceId}::uuid`
  return new Map(found.map(({ lineId, units }) => [lineId, units]))
}
