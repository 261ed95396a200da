import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import type { LetterKind, NoteKind } from '../generated/prisma/enums.js'

/** What waits on a doctor's desk besides patients: a note that they have not signed, a letter without an answer. */
export type OnDesk =
  | { what: 'NOTE'; id: string; patient: string; kind: NoteKind; at: Date; from: null }
  | { what: 'LETTER'; id: string; patient: string; kind: LetterKind; at: Date; from: string }

const LETTER_DAYS = 90

/**
 * Unsigned notes about patients whom the doctor still reaches, the oldest first, by the patient's id; then letters of the
 * last 90 days, the newest first: not those of a handover that was taken. One statement.
 */
export function onDesk(actor: Actor, now: Date): Promise<OnDesk[]> {
  const earliest = new Date(now.getTime() - LETTER_DAYS * 86_400_000)
  return db.$queryRaw<OnDesk[]>`
    (SELECT 'NOTE' AS what, p.id, p.name AS patient, n.kind::text AS kind, n.updated_at AS at, NULL AS "from"
    FROM note_draft n JOIN patient p ON p.id = n.patient_id
    WHERE n.doctor_id = ${actor.doctorId}::uuid AND p.deactivated_at IS NULL AND ${patientsOfInSql(actor, now)}
    ORDER BY n.updated_at, n.id LIMIT 50)
    UNION ALL
    (SELECT 'LETTER', l.id, p.name, l.kind::text, l.sent_at, a.name
    FROM colleague_letter l
    JOIN patient p ON p.id = l.patient_id
    JOIN doctor f ON f.id = l.from_id
    JOIN account a ON a.id = f.account_id
    WHERE l.to_id = ${actor.doctorId}::uuid AND l.answered_at IS NULL AND l.sent_at >= ${earliest}
      AND (l.kind <> 'HANDOVER' OR NOT EXISTS (
        SELECT FROM care_assignment c
        WHERE c.patient_id = l.patient_id AND c.doctor_id = l.to_id AND c.started_at >= l.sent_at))
    ORDER BY l.sent_at DESC, l.id DESC LIMIT 20)`
}
