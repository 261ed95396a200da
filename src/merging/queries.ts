import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import { NotFound } from '../shared/errors.js'
import type { HeldKind } from './rules.js'
import { type SideRow, sidesOf } from './sides.js'

export interface Held {
  kind: HeldKind
  one: number
  other: number
}

/** Two records side by side, with how much each holds. Throws NotFound where one of them does not exist. */
export async function compared(
  actor: Actor,
  oneId: string,
  otherId: string,
): Promise<{ one: SideRow; other: SideRow; held: Held[] }> {
  authorize(actor, 'patient.merge')
  const [[one, other], held] = await Promise.all([sidesOf(db, oneId, otherId), heldBy(oneId, otherId)])
  if (!one || !other) throw new NotFound()
  return { one, other, held }
}

/** How many rows of each kind each of two has; kinds of which neither has any are left out. */
async function heldBy(one: string, other: string): Promise<Held[]> {
  return db.$queryRaw<Held[]>`
    WITH held (kind, patient_id) AS (
      SELECT 'VISIT', patient_id FROM appointment UNION ALL SELECT 'STAY', patient_id FROM admission
      UNION ALL SELECT 'NOTE', patient_id FROM clinical_note UNION ALL SELECT 'PRESCRIPTION', patient_id FROM prescription
      UNION ALL SELECT 'ORDER', patient_id FROM clinical_order UNION ALL SELECT 'ROUND', patient_id FROM observation
      UNION ALL SELECT 'TRIAGE', patient_id FROM triage_assessment UNION ALL SELECT 'DOCUMENT', patient_id FROM document
      UNION ALL SELECT 'REPORT', patient_id FROM daily_report UNION ALL SELECT 'INVOICE', patient_id FROM invoice
      UNION ALL SELECT 'ALLERGY', patient_id FROM allergy UNION ALL SELECT 'CONDITION', patient_id FROM condition
      UNION ALL SELECT 'CONTACT', patient_id FROM patient_contact UNION ALL SELECT 'DOCTOR', patient_id FROM care_assignment
      UNION ALL SELECT 'LETTER', patient_id FROM colleague_letter UNION ALL SELECT 'SUMMARY', patient_id FROM discharge_summary
      UNION ALL SELECT 'WAITING', patient_id FROM waiting_entry UNION ALL SELECT 'GUARDIAN', patient_id FROM guardianship
      UNION ALL SELECT 'DRAFT', patient_id FROM note_draft UNION ALL SELECT 'ISOLATION', patient_id FROM home_isolation
      UNION ALL SELECT 'HOME_REPORT', patient_id FROM home_check UNION ALL SELECT 'SERVICE', patient_id FROM service_request
      UNION ALL SELECT 'CHARGE', patient_id FROM charge UNION ALL SELECT 'REQUEST', patient_id FROM admission_request
      UNION ALL SELECT 'ALERT', patient_id FROM alert
    )
    SELECT kind, count(*) FILTER (WHERE patient_id = ${one}::uuid)::int AS one,
      count(*) FILTER (WHERE patient_id = ${other}::uuid)::int AS other
    FROM held WHERE patient_id IN (${one}::uuid, ${other}::uuid) GROUP BY kind ORDER BY kind`
}

interface Named {
  id: string
  number: number
  name: string
}

export interface MergeRow {
  id: string
  kept: Named
  gone: Named
  reason: string
  mergedAt: Date
  mergedBy: string | null
  undoneAt: Date | null
  undoneBy: string | null
  undoReason: string | null
}

export const PAGE_ROWS = 50

/** All merges, newest first, after the one with that id; one row more says that there are more. */
export async function merges(actor: Actor, after: string | null): Promise<MergeRow[]> {
  authorize(actor, 'patient.merge')
  return mergeRows(after, null)
}

/** One of them. Throws NotFound. */
export async function findMerge(actor: Actor, id: string): Promise<MergeRow> {
  authorize(actor, 'patient.merge')
  const [merge] = await mergeRows(null, id)
  if (!merge) throw new NotFound()
  return merge
}

function mergeRows(after: string | null, only: string | null): Promise<MergeRow[]> {
  return db.$queryRaw<MergeRow[]>`
    SELECT m.id, m.reason, m.merged_at AS "mergedAt", by_.name AS "mergedBy", m.undone_at AS "undoneAt",
      undo.name AS "undoneBy", m.undo_reason AS "undoReason",
      jsonb_build_object('id', k.id, 'number', k.number, 'name', k.name) AS kept,
      jsonb_build_object('id', g.id, 'number', g.number, 'name', g.name) AS gone
    FROM patient_merge m
    JOIN patient k ON k.id = m.kept_id
    JOIN patient g ON g.id = m.gone_id
    LEFT JOIN account by_ ON by_.id = m.merged_by_id
    LEFT JOIN account undo ON undo.id = m.undone_by_id
    WHERE (${only}::uuid IS NULL OR m.id = ${only}::uuid)
      AND (${after}::uuid IS NULL OR (m.merged_at, m.id) < (SELECT merged_at, id FROM patient_merge WHERE id = ${after}::uuid))
    ORDER BY m.merged_at DESC, m.id DESC LIMIT ${PAGE_ROWS + 1}`
}
