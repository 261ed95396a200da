import { db } from '../db/client.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import type { Needed } from './outcome-rules.js'
import { isNewestInSql } from './unanswered-queries.js'

/** A positive test whose triage waits for what is missing: no more than is needed to find the patient and it. */
export interface IncompleteTriage {
  id: string
  patientName: string
  patientNumber: number
  dateOfBirth: Day | null
  testedOn: Day
  missing: Needed[]
  createdAt: Date
}

export const PAGE_ROWS = 50

/** The newest triages that are incomplete, oldest first, from after the one with that id on. */
export async function incompleteTriages(
  after: string | null,
): Promise<{ rows: IncompleteTriage[]; more: boolean }> {
  const found = await db.$queryRaw<Row[]>`
    SELECT t.id, p.name AS "patientName", p.number AS "patientNumber", p.date_of_birth AS "dateOfBirth",
      t.tested_on AS "testedOn", t.result -> 'missing' AS missing, t.created_at AS "createdAt"
    FROM triage_assessment t
    JOIN patient p ON p.id = t.patient_id AND p.deactivated_at IS NULL
    WHERE t.status = 'INCOMPLETE' AND ${isNewestInSql}
      AND (${after}::uuid IS NULL OR (t.created_at, t.id) > (
        SELECT edge.created_at, edge.id FROM triage_assessment edge WHERE edge.id = ${after}::uuid))
    ORDER BY t.created_at, t.id
    LIMIT ${PAGE_ROWS + 1}`
  const rows = found.slice(0, PAGE_ROWS).map(({ dateOfBirth, testedOn, ...row }) => ({
    ...row,
    dateOfBirth: dateOfBirth && dayFromColumn(dateOfBirth),
    testedOn: dayFromColumn(testedOn),
  }))
  return { rows, more: found.length > PAGE_ROWS }
}

interface Row extends Omit<IncompleteTriage, 'dateOfBirth' | 'testedOn'> {
  dateOfBirth: Date | null
  testedOn: Date
}
