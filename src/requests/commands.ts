import type { Actor } from '../access/actor.js'
import { endRequest, withdrawRequest } from '../accounts/bed-requests.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import type { RequestSource } from '../generated/prisma/enums.js'
import { lockPatient } from '../patients/locking.js'
import { Refusal } from '../shared/errors.js'
import { askedBy } from './parting.js'
import { type Asked, MERGED, type RaisedRequest, raised } from './rules.js'

export interface WantedBed extends Asked {
  patientId: string
  assessmentId?: string
  alertId?: string
  /** Why, in a sentence for the people at the desk. */
  reason: string
}

/**
 * Puts a patient on the list of those who wait for a bed, in the transaction of whatever says so; the caller has
 * authorised it. A patient waits once: asked for again, the open request is raised (see `raised`) and keeps its time.
 * Whoever is in a bed already is refused: they are moved.
 */
export async function requestBed(
  tx: Tx,
  actor: Actor,
  wanted: WantedBed,
  now: Date,
): Promise<{ id: string }> {
  const { patientId, assessmentId, alertId, reason } = wanted
  await lockPatient(tx, patientId)
  const admitted = await tx.admission.count({ where: { patientId, status: 'ADMITTED' } })
  if (admitted > 0) throw new Refusal('This patient is already admitted.')
  const open = await openRequest(tx, patientId)
  const { id } = open
    ? await raise(tx, open, wanted)
    : await tx.admissionRequest.create({
        data: {
          ...columnsOf(wanted),
          ...{ patientId, reason, assessmentId: assessmentId ?? null, alertId: alertId ?? null },
          ...{ requestedAt: now, requestedById: actor.id },
        },
        select: { id: true },
      })
  const details = { source: wanted.source, priority: wanted.priority, ...(open && { raised: true }) }
  await audit(tx, actor, 'request.create', { type: 'admission_request', id, patientId, details })
  await announce(tx, ['beds'])
  return { id }
}

/**
 * Takes a patient off the list, with the holds; nothing happens where they do not wait. `sources` leaves alone what
 * others asked for: a triage that sends a patient home withdraws what triages asked, not what a doctor did.
 */
export async function withdrawRequests(
  tx: Tx,
  actor: Actor | null,
  patientId: string,
  reason: string,
  now: Date,
  sources: readonly RequestSource[] = ['TRIAGE', 'STAFF', 'RED_FLAG'],
): Promise<void> {
  await lockPatient(tx, patientId)
  const open = await openRequest(tx, patientId)
  if (!open || !sources.includes(open.source)) return
  await withdrawRequest(tx, actor, { id: open.id, patientId }, reason, now)
}

/** The request of a patient who is admitted now is answered, whoever asked for it, and its bed is theirs to take. */
export async function closeAsAdmitted(
  tx: Tx,
  patientId: string,
  admissionId: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  const open = await openRequest(tx, patientId)
  if (open) await endRequest(tx, actor, open.id, { status: 'ADMITTED', admissionId }, now)
}

/**
 * Of two records that become one, both locked by the caller, one request waits at most: the kept record's, raised to what
 * the other asked for. Who lies in a bed by either record waits for none. Answers what was raised, so that it can be
 * lowered again.
 */
export async function mergeRequests(
  tx: Tx,
  actor: Actor,
  keptId: string,
  goneId: string,
  now: Date,
): Promise<RaisedRequest | null> {
  const patientId = { in: [keptId, goneId] }
  const admitted = await tx.admission.count({ where: { patientId, status: 'ADMITTED' } })
  const gone = await openRequest(tx, goneId)
  const kept = await openRequest(tx, keptId)
  const raises = gone && kept && admitted === 0
  const before = raises ? await askedBy(tx, kept.id) : null
  if (raises) await raise(tx, kept, gone)
  if (gone && (kept || admitted > 0))
    await withdrawRequest(tx, actor, { id: gone.id, patientId: goneId }, MERGED, now)
  if (kept && admitted > 0) await withdrawRequest(tx, actor, { id: kept.id, patientId: keptId }, MERGED, now)
  return kept && before ? { id: kept.id, before, after: await askedBy(tx, kept.id) } : null
}

interface Open extends Asked {
  id: string
  reason: string
  alertId?: string
}

async function openRequest(tx: Tx, patientId: string): Promise<Open | null> {
  const open = await tx.admissionRequest.findFirst({
    where: { patientId, status: 'WAITING' },
    select: {
      ...{ id: true, source: true, priority: true, reason: true, alertId: true },
      ...{ levels: true, isolation: true, oxygen: true },
    },
  })
  if (!open) return null
  const { id, source, priority, reason, alertId, ...need } = open
  return { id, source, priority, reason, need, ...(alertId && { alertId }) }
}

/** Whatever it was asked for first stands, where the later one says nothing of it. */
async function raise(
  tx: Tx,
  open: Open,
  { assessmentId, alertId, reason, ...again }: Omit<WantedBed, 'patientId'>,
): Promise<{ id: string }> {
  return tx.admissionRequest.update({
    where: { id: open.id },
    data: {
      ...columnsOf(raised(open, again)),
      ...(assessmentId && { assessmentId }),
      ...(alertId && { alertId }),
      reason,
      version: { increment: 1 },
    },
    select: { id: true },
  })
}

const columnsOf = ({ source, priority, need }: Asked) => ({
  ...{ source, priority, isolation: need.isolation, oxygen: need.oxygen },
  levels: [...need.levels],
})
