import type { Actor } from '../access/actor.js'
import { db } from '../db/client.js'
import { SITTING } from './timeline-rules.js'

/**
 * Writes down, before anything is shown, that this person looks at the record, and gives when they last looked before
 * this sitting: what came since is new to them. A page that a script asks for again is read, and written down, but
 * nobody looks at it: `looks` is false. One statement.
 */
export async function lookAt(
  actor: Actor,
  patientId: string,
  now: Date,
  looks: boolean,
): Promise<{ before: Date | null }> {
  const sittingBegan = new Date(now.getTime() - SITTING)
  const [look] = await db.$queryRaw<{ before: Date | null }[]>`
    WITH written AS (
      INSERT INTO audit_event (actor_id, action, subject_type, subject_id, patient_id)
      VALUES (${actor.id}::uuid, 'note.view', 'patient', ${patientId}::uuid, ${patientId}::uuid))
    INSERT INTO record_look AS l (account_id, patient_id, at) VALUES (${actor.id}::uuid, ${patientId}::uuid, ${now})
    ON CONFLICT (account_id, patient_id) DO UPDATE SET
      at = CASE WHEN ${looks} THEN greatest(l.at, EXCLUDED.at) ELSE l.at END,
      before = CASE WHEN ${looks} AND l.at < ${sittingBegan} THEN l.at ELSE l.before END
    RETURNING l.before`
  return look ?? { before: null }
}
