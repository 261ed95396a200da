import type { Actor } from '../access/actor.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { type AskedColumns, MERGED, type RaisedRequest } from './rules.js'

/** What a request asks for, as it can be written down and given back. */
export const askedBy = (tx: Tx, id: string): Promise<AskedColumns> =>
  tx.admissionRequest.findUniqueOrThrow({ where: { id }, select: asked })

const asked = {
  ...{ source: true, priority: true, levels: true, isolation: true, oxygen: true },
  ...{ reason: true, alertId: true },
} as const

/**
 * Two records that were one since `mergedAt` are two again: whoever waited for a bed by either waits again, since when
 * they did, unless they lie in one or wait by a later request. What was held for them is free to others since. A request
 * that the merge raised asks for what it did before, unless somebody asked for more or less since.
 */
export async function partRequests(
  tx: Tx,
  actor: Actor,
  patientIds: string[],
  mergedAt: Date,
  raised: RaisedRequest | null,
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
  const lowered = raised && (await lower(tx, raised))
  if (withdrawn.length > 0 || lowered) await announce(tx, ['beds'])
}

async function lower(tx: Tx, { id, before, after }: RaisedRequest): Promise<boolean> {
  const { levels, ...columns } = after
  const { count } = await tx.admissionRequest.updateMany({
    where: { id, status: 'WAITING', ...columns, levels: { equals: levels } },
    data: { ...before, version: { increment: 1 } },
  })
  return count > 0
}
