import type { Actor } from '../access/actor.js'
import type { Tx } from '../db/client.js'
import type { Readings } from './rules.js'

/** Writes down one round of readings, in the transaction of what it was taken for. Gives its id. */
export async function recordObservation(
  tx: Tx,
  actor: Actor,
  patientId: string,
  readings: Readings,
  takenAt: Date,
): Promise<string> {
  const { id } = await tx.observation.create({
    data: { ...readings, patientId, recordedById: actor.id, takenAt },
    select: { id: true },
  })
  return id
}
