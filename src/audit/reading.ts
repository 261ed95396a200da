import type { Actor } from '../access/actor.js'
import type { Action } from '../access/policy.js'
import { db } from '../db/client.js'

/**
 * Writes that somebody looks at what is recorded of a patient. Call it before the answer: where it cannot be written,
 * nothing is shown. One statement.
 */
export async function auditRead(
  actor: Actor,
  action: Action,
  patientId: string,
  { type = 'patient', id = patientId }: { type?: string; id?: string } = {},
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO audit_event (actor_id, action, subject_type, subject_id, patient_id)
    VALUES (${actor.id}::uuid, ${action}, ${type}, ${id}::uuid, ${patientId}::uuid)`
}
