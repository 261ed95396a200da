import type { Actor } from '../access/actor.js'
import { db } from '../db/client.js'

const MINUTES = 10

/** Whether this person has left the trace of a look at this patient's documents within the last ten minutes. */
export async function lookedAtJustNow(actor: Actor, patientId: string): Promise<boolean> {
  const [found] = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM audit_event
    WHERE patient_id = ${patientId}::uuid AND actor_id = ${actor.id}::uuid AND action = 'document.view'
      AND at > now() - make_interval(mins => ${MINUTES}::int) LIMIT 1`
  return found !== undefined
}
