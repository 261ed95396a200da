import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { releaseHolds } from '../accounts/bed-requests.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { addJob } from '../jobs/queue.js'
import { lockPatient } from '../patients/locking.js'
import { requestBed, type WantedBed } from '../requests/commands.js'
import type { HoldForm } from '../requests/forms.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { beginStay } from '../wards/stays.js'
import { offeredBeds, type Wanting, type WardThen } from './matching-rules.js'
import { holdMinutes } from './queries.js'
import { takeBed } from './taking.js'

export interface Hold {
  number: string
  ward: string
  until: Date
}

/** Holds a bed for somebody who waits; a bed that is held for them already is given up for it, or held longer. */
export function holdBed(actor: Actor, requestId: string, form: HoldForm, now: Date): Promise<{ id: string }> {
  authorize(actor, 'bed.hold')
  const submission = { ...form, requestId }
  return once(actor.id, 'bed.hold', submission, async (tx) => {
    const wanting = await lockWaiting(tx, actor, requestId, now)
    await hold(tx, actor, wanting, form.bedId, now)
    return { id: requestId }
  })
}

/** Gives up the bed that is held; a second click finds it done. */
export async function releaseBed(actor: Actor, requestId: string, now: Date): Promise<void> {
  authorize(actor, 'bed.hold')
  await transaction(async (tx) => {
    const { patientId } = await lockWaiting(tx, actor, requestId, now)
    if ((await releaseHolds(tx, actor, requestId, now)) === 0) return
    const details = { released: true }
    await audit(tx, actor, 'bed.hold', { type: 'admission_request', id: requestId, patientId, details })
  })
}

/**
 * A request with the best bed that fits held for it, in one transaction; `wards` as they were just before it. Where none
 * is free the patient waits on the list; a bed that is held for them already stays theirs.
 */
export async function requestWithHold(
  tx: Tx,
  actor: Actor,
  wanted: WantedBed,
  wards: readonly WardThen[],
  now: Date,
): Promise<{ id: string; bed: Hold | null }> {
  authorize(actor, 'bed.hold')
  const { id } = await requestBed(tx, actor, wanted, now)
  const wanting = await lockWaiting(tx, actor, id, now)
  const offered = offeredBeds(wanting, wards).filter(({ reasons }) => reasons.length === 0)
  const own = offered.find(({ bed }) => bed.state === 'HELD')
  for (const { bed } of own ? [own] : offered.slice(0, MOST_TRIES)) {
    try {
      return { id, bed: await hold(tx, actor, wanting, bed.id, now) }
    } catch (error) {
      // Somebody else has taken it since the beds were looked at.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return { id, bed: null }
}

const MOST_TRIES = 5

type Waiting = Wanting & { requestId: string; patientId: string; priority: string }

/** A request that waits, locked with its patient. */
async function lockWaiting(tx: Tx, actor: Actor, id: string, now: Date): Promise<Waiting> {
  const found = await tx.admissionRequest.findFirst({
    where: { id, patient: patientsOf(actor, now) },
    select: { patientId: true },
  })
  if (!found) throw new NotFound()
  await lockPatient(tx, found.patientId)
  const request = await tx.admissionRequest.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ status: true, levels: true, isolation: true, oxygen: true, priority: true, patientId: true },
      patient: { select: { name: true, sex: true } },
    },
  })
  const { status, patient, patientId, priority, ...need } = request
  if (status !== 'WAITING')
    throw new Refusal('{{name}} does not wait for a bed any more.', { values: { name: patient.name } })
  return { requestId: id, patientId, priority, need, sex: patient.sex }
}

async function hold(tx: Tx, actor: Actor, wanting: Waiting, bedId: string, now: Date): Promise<Hold> {
  const { requestId, patientId } = wanting
  // One that does not fit is taken only by who admits into it.
  const { bed } = await takeBed(tx, wanting, bedId, null, now)
  const until = new Date(now.getTime() + (await holdMinutes(tx)) * 60_000)
  await releaseHolds(tx, actor, requestId, now)
  const { id: stayId } = await beginStay(tx, {
    ...{ kind: 'HELD', bedId, requestId, from: now, until, byId: actor.id },
  })
  await addJob(tx, 'admissions.hold-lapsed', { stayId }, { runAt: until })
  const details = { bedId, until: until.toISOString() }
  await audit(tx, actor, 'bed.hold', { type: 'admission_request', id: requestId, patientId, details })
  return { number: bed.number, ward: bed.ward.name, until }
}
