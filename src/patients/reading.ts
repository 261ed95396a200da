import type { Actor } from '../access/actor.js'
import { auditRead } from '../audit/reading.js'
import { findPatient, type PatientInBanner } from './queries.js'

/**
 * `findPatient` for a page that shows who the patient is and has no read of its own to note: that it was opened stands
 * in the audit trail before anything is shown.
 */
export async function readPatient(actor: Actor, id: string, now: Date): Promise<PatientInBanner> {
  const patient = await findPatient(actor, id, now)
  await auditRead(actor, 'patient.view', patient.id)
  return patient
}
