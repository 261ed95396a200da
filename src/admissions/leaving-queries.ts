import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { AdmissionStatus } from '../generated/prisma/enums.js'
import { addDays, type Day, dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import type { KeptItem } from './readiness-queries.js'

export interface LeavingStay {
  id: string
  version: number
  status: AdmissionStatus
  patient: { id: string; name: string; localName: string | null; number: number; photoId: string | null }
  ward: string
  bed: string
  admittedAt: Date
  doctors: string[]
  expectedOn: Day | null
  orderedAt: Date | null
  orderedBy: string | null
  dischargedAt: Date | null
  overrideReason: string | null
  overriddenItems: KeptItem[] | null
  invoice: { id: string; number: string } | null
}

/** One stay on its way out, by the scope of who is asking. One statement. */
export async function leavingStay(actor: Actor, id: string, now: Date): Promise<LeavingStay> {
  const [row] = await db.$queryRaw<LeavingRow[]>`
    SELECT ${columns} FROM ${tables} WHERE a.id = ${id}::uuid AND ${patientsOfInSql(actor, now)}`
  if (!row) throw new NotFound()
  return asLeaving(row)
}

export const PAGE_ROWS = 50

/**
 * The stays that are going on: `leaving`, those with an order to discharge and those expected to end until tomorrow. What
 * is ordered stands first, then by the expected day. One row more says that there are more.
 */
export async function leavingStays(
  actor: Actor,
  { leaving, today, after }: { leaving: boolean; today: Day; after: string | null },
  now: Date,
): Promise<{ rows: LeavingStay[]; more: boolean }> {
  const soon = addDays(today, 1)
  const found = await db.$queryRaw<LeavingRow[]>`
    SELECT ${columns} FROM ${tables}
    WHERE a.status = 'ADMITTED' AND ${patientsOfInSql(actor, now)}
      AND (${!leaving} OR a.discharge_ordered_at IS NOT NULL OR a.expected_discharge_on <= ${soon}::date)
      AND (${after}::uuid IS NULL OR ROW(${rank.a}) > (SELECT ${rank.c} FROM admission c WHERE c.id = ${after}::uuid))
    ORDER BY ${rank.a} LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS).map(asLeaving), more: found.length > PAGE_ROWS }
}

const rank = {
  a: Prisma.sql`a.discharge_ordered_at IS NULL, coalesce(a.expected_discharge_on, 'infinity'), a.id`,
  c: Prisma.sql`c.discharge_ordered_at IS NULL, coalesce(c.expected_discharge_on, 'infinity'), c.id`,
}

const columns = Prisma.sql`
  a.id, a.version, a.status, a.admitted_at AS "admittedAt", a.expected_discharge_on AS "expectedOn",
  a.discharge_ordered_at AS "orderedAt", t.name AS "orderedBy", a.discharged_at AS "dischargedAt",
  a.override_reason AS "overrideReason", a.overridden_items AS "overriddenItems",
  json_build_object('id', p.id, 'name', p.name, 'localName', p.local_name, 'number', p.number,
    'photoId', p.photo_id) AS patient,
  coalesce(place.ward, '') AS ward, coalesce(place.bed, '') AS bed,
  ARRAY(SELECT n.name FROM care_assignment c JOIN doctor d ON d.id = c.doctor_id JOIN account n ON n.id = d.account_id
    WHERE c.admission_id = a.id AND (c.ended_at IS NULL OR c.ended_at = a.discharged_at)
    ORDER BY c.started_at, c.id) AS doctors,
  CASE WHEN i.id IS NOT NULL THEN json_build_object('id', i.id, 'number', i.number) END AS invoice`

const tables = Prisma.sql`
  admission a
  JOIN patient p ON p.id = a.patient_id
  LEFT JOIN account t ON t.id = a.discharge_ordered_by_id
  LEFT JOIN invoice i ON i.admission_id = a.id
    AND NOT EXISTS (SELECT FROM invoice_voiding v WHERE v.invoice_id = i.id)
  LEFT JOIN LATERAL (
    SELECT w.name AS ward, b.number AS bed
    FROM bed_stay s JOIN bed b ON b.id = s.bed_id JOIN ward w ON w.id = b.ward_id
    WHERE s.admission_id = a.id ORDER BY s.started_at DESC LIMIT 1) place ON TRUE`

type LeavingRow = Omit<LeavingStay, 'expectedOn'> & { expectedOn: Date | null }

const asLeaving = ({ expectedOn, ...row }: LeavingRow): LeavingStay => ({
  ...row,
  expectedOn: expectedOn && dayFromColumn(expectedOn),
})
