import type { Actor } from '../access/actor.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'

/*
 * How a request for a bed ends. It stands before all that asks for beds, since removing a person ends what they waited
 * for, too.
 */

export type RequestEnd =
  | { status: 'ADMITTED'; admissionId: string }
  | { status: 'WITHDRAWN'; closeReason: string }

/** Ends a request that waits, and whatever bed is held for it. */
export async function endRequest(
  tx: Tx,
  actor: Actor | null,
  id: string,
  how: RequestEnd,
  now: Date,
): Promise<void> {
  await tx.admissionRequest.update({
    where: { id },
    data: { ...how, closedAt: now, closedById: actor?.id ?? null, version: { increment: 1 } },
    select: { id: true },
  })
  await releaseHolds(tx, actor, id, now)
}

/** The same of somebody who does not wait any more, with the reason; who ended it is in the audit trail. */
export async function withdrawRequest(
  tx: Tx,
  actor: Actor | null,
  { id, patientId }: { id: string; patientId: string },
  closeReason: string,
  now: Date,
): Promise<void> {
  await endRequest(tx, actor, id, { status: 'WITHDRAWN', closeReason }, now)
  const details = { reason: closeReason }
  await audit(tx, actor, 'request.withdraw', { type: 'admission_request', id, patientId, details })
}

/** Whoever is not a patient here any more waits for no bed. Their record is locked by the caller. */
export async function withdrawRequestsOf(
  tx: Tx,
  actor: Actor,
  patient: { id: string } | { accountId: string },
  reason: string,
  now: Date,
): Promise<void> {
  const open = await tx.admissionRequest.findMany({
    where: { patient, status: 'WAITING' },
    select: { id: true, patientId: true },
  })
  for (const request of open) await withdrawRequest(tx, actor, request, reason, now)
}

/** Ends whatever bed is held for a request. */
export async function releaseHolds(
  tx: Tx,
  actor: Actor | null,
  requestId: string,
  now: Date,
): Promise<number> {
  const { count } = await tx.bedStay.updateMany({
    where: { kind: 'HELD', requestId, startedAt: { lte: now }, endedAt: { gt: now } },
    data: { endedAt: now, endedById: actor?.id ?? null },
  })
  await announce(tx, ['beds'])
  return count
}
