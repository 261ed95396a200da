import type { Actor } from '../access/actor.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { MERGED } from './rules.js'

/**
 * Two records that were one since `mergedAt` are two again: whoever waited for a bed by either waits again, since when
 * they did, unless they lie in one or wait by a later request. What was held for them is free to others since.
 */
export async function partRequests(
  tx: Tx,
  actor: Actor,
  patientIds: string[],
  mergedAt: Date,
): Promise<void> {
  const withdrawn = await tx.admissionRequest.findMany({
    where: {
      ...{ patientId: { in: patientIds }, status: 'WITHDRAWN', closeReason: MERGED, closedAt: mergedAt },
      patient: {
        admissions: { none: { status: 'ADMITTED' } },
        requests: { none: { status: 'WAITING' } },
      },
    },
    select: { id: true, patientId: true },
  })
  for (const { id, patientId } of withdrawn) {
    await tx.admissionRequest.update({
      where: { id },
      data: {
        ...{ status: 'WAITING', closedAt: null, closedById: null, closeReason: null },
        version: { increment: 1 },
      },
      select: { id: true },
    })
    const details = { restored: true }
    await audit(tx, actor, 'request.create', { type: 'admission_request', id, patientId, details })
  }
  if (withdrawn.length > 0) await announce(tx, ['beds'])
}
