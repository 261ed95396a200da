import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { Refusal } from '../shared/errors.js'
import { asSentence } from '../shared/text.js'
import type { BlockForm } from './forms.js'
import { type BedDeed, bedTransitions, TAKEN_AWAY } from './rules.js'
import { beginStay, endStay, type LockedBed, lockBed } from './stays.js'

export interface ChangedBed {
  number: string
  wardId: string
  ward: { name: string }
}

export function finishCleaning(actor: Actor, bedId: string, now: Date): Promise<ChangedBed> {
  authorize(actor, 'bed.clean')
  return transaction((tx) => changeBed(tx, actor, { action: 'bed.clean', bedId, deed: 'clean' }, now))
}

/** Takes a bed out of use: broken, or its place is needed. The reason stays with it. */
export function blockBed(actor: Actor, bedId: string, form: BlockForm, now: Date): Promise<ChangedBed> {
  authorize(actor, 'ward.edit')
  const { reason } = form
  if (reason === TAKEN_AWAY)
    throw new Refusal('Take the bed away, if it is to go: a blocked bed is still there.', { field: 'reason' })
  return transaction((tx) => changeBed(tx, actor, { action: 'ward.edit', bedId, deed: 'block', reason }, now))
}

/** A bed that is whole again is cleaned before anybody lies in it. */
export function unblockBed(actor: Actor, bedId: string, now: Date): Promise<ChangedBed> {
  authorize(actor, 'ward.edit')
  return transaction((tx) => changeBed(tx, actor, { action: 'ward.edit', bedId, deed: 'unblock' }, now))
}

/** A second click on the same button finds the deed done, and that is no problem. */
async function changeBed(
  tx: Tx,
  actor: Actor,
  change: { action: 'bed.clean' | 'ward.edit'; bedId: string; deed: BedDeed; reason?: string },
  now: Date,
): Promise<ChangedBed> {
  const { action, bedId, deed, reason } = change
  const bed = await lockBed(tx, bedId, now)
  const next = bedTransitions[bed.state][deed]
  if (bed.state === resultOf(deed)) {
    if (reason !== undefined && reason !== bed.stay?.reason) throw blockedAlready(bed)
    return bed
  }
  if (!next || bed.closedAt) throw new Refusal(whyNot(bed), { values: { number: bed.number } })
  const [ended] = await endStay(tx, { bedId }, now, actor.id)
  if (next !== 'FREE')
    await beginStay(tx, {
      ...{ kind: next, bedId, from: ended?.endedAt ?? now, byId: actor.id },
      ...(reason !== undefined && { reason }),
    })
  const details = { deed, from: bed.state, to: next, ...(reason !== undefined && { reason }) }
  await audit(tx, actor, action, { type: 'bed', id: bedId, details })
  return bed
}

/** Somebody else was quicker, and the reason is theirs. */
const blockedAlready = ({ number, stay }: LockedBed) =>
  new Refusal('Bed {{number}} is blocked already. The reason: {{reason}}', {
    field: 'reason',
    values: { number, reason: asSentence(stay?.reason ?? '') },
  })

/** What a bed is after a deed that housekeeping does, whatever it was before. */
const resultOf = (deed: BedDeed) => Object.values(bedTransitions).find((deeds) => deeds[deed])?.[deed]

function whyNot({ state, closedAt }: LockedBed): string {
  if (closedAt) return 'Bed {{number}} was taken away.'
  if (state === 'OCCUPIED') return 'Bed {{number}} is occupied.'
  if (state === 'HELD') return 'Bed {{number}} is held for a patient.'
  return 'This cannot be done with bed {{number}} as it is now.'
}
