import type { Actor } from '../access/actor.js'
import { patientsOf } from '../access/scopes.js'
import type { Tx } from '../db/client.js'
import { NotFound, Refusal } from '../shared/errors.js'

/**
 * The record to which a command adds something: within the reach of who is asking, with the stay that is open now.
 * Throws NotFound, and a Refusal where the record is closed.
 */
export async function openRecord(
  tx: Tx,
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ admissionId: string | null }> {
  const patient = await tx.patient.findFirst({
    where: { id, AND: patientsOf(actor, now) },
    select: {
      deactivatedAt: true,
      admissions: { where: { dischargedAt: null }, select: { id: true }, take: 1 },
    },
  })
  if (!patient) throw new NotFound()
  if (patient.deactivatedAt) throw closedRecord()
  return { admissionId: patient.admissions[0]?.id ?? null }
}

export const closedRecord = () => new Refusal('This record is closed. An administrator can open it again.')
