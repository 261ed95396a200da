import type { Actor } from '../access/actor.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { type Day, dayToColumn } from '../shared/calendar.js'
import { earliestEndDay } from './isolation-period-rules.js'

interface Beginning {
  patientId: string
  assessmentId: string
  testedOn: Day
  /** The last day with fever that is known; see `lastFeverOn`. */
  lastFeverOn: Day | null
}

/**
 * Home isolation from today on, in the transaction of the triage that said so. Where the patient is at home
 * already it goes on, and only its earliest end is reckoned anew: newer fever moves it, nothing brings it forward.
 */
export async function beginIsolation(tx: Tx, actor: Actor, beginning: Beginning, today: Day): Promise<void> {
  const { patientId, assessmentId, testedOn, lastFeverOn } = beginning
  const earliestEndOn = dayToColumn(earliestEndDay(testedOn, lastFeverOn))
  const open = await tx.homeIsolation.findFirst({
    where: { patientId, endedAt: null },
    select: { id: true, earliestEndOn: true },
  })
  if (open) {
    if (open.earliestEndOn < earliestEndOn)
      await tx.homeIsolation.update({ where: { id: open.id }, data: { earliestEndOn } })
    return
  }
  const { id } = await tx.homeIsolation.create({
    data: { patientId, assessmentId, startedOn: dayToColumn(today), earliestEndOn },
    select: { id: true },
  })
  await audit(tx, actor, 'system.isolation-begun', { type: 'home_isolation', id, patientId })
}

/** Ends the home isolation that a patient is in, if any. `reason` is a sentence key for `t()`. */
export async function endIsolation(
  tx: Tx,
  actor: Actor,
  patientId: string,
  reason: string,
  now: Date,
): Promise<void> {
  const open = await tx.homeIsolation.findFirst({
    where: { patientId, endedAt: null },
    select: { id: true },
  })
  if (!open) return
  await tx.homeIsolation.update({ where: { id: open.id }, data: { endedAt: now, endReason: reason } })
  await audit(tx, actor, 'system.isolation-ended', { type: 'home_isolation', id: open.id, patientId })
}

export const ENDED_BY_TRIAGE = 'A later triage advised care elsewhere.'
