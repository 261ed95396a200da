import type { Actor } from '../access/actor.js'
import type { Tx } from '../db/client.js'
import { requestBed, withdrawRequests } from '../requests/commands.js'
import { bedNeeds } from './bed-rules.js'
import type { CareSite, TriageResult } from './outcome-rules.js'
import { bedPriority } from './site-decision-rules.js'

export const ASKED_BY_TRIAGE = 'A triage advised admission.'
export const ASKED_BY_DOCTOR = 'A doctor decided on admission after the triage.'
const WITHDRAWN_BY_TRIAGE = 'A later triage advised no bed here.'
const WITHDRAWN_BY_DOCTOR = 'A doctor decided on care elsewhere.'

interface Triaged {
  patientId: string
  assessmentId: string
  result: Pick<TriageResult, 'status' | 'severity' | 'site' | 'atLeast' | 'urgency'>
}

/**
 * What a triage asks for, of a patient who is in no bed: a place on the list of those who wait for one, or, once it is
 * certain that none is needed here, to be taken off it. What people asked for stays.
 */
export async function askAfterTriage(tx: Tx, actor: Actor, triaged: Triaged, now: Date): Promise<void> {
  const { patientId, assessmentId, result } = triaged
  const need = bedNeeds(result)
  if (need) {
    const priority = bedPriority(result.site ?? result.atLeast?.site, result.urgency)
    const wanted = {
      patientId,
      assessmentId,
      need,
      priority,
      source: 'TRIAGE' as const,
      reason: ASKED_BY_TRIAGE,
    }
    await requestBed(tx, actor, wanted, now)
  } else if (result.status === 'OK')
    await withdrawRequests(tx, actor, patientId, WITHDRAWN_BY_TRIAGE, now, ['TRIAGE'])
}

/** What a doctor's decision asks for. One for lesser care begins anew, as a request is otherwise only ever raised. */
export async function askAfterDecision(
  tx: Tx,
  actor: Actor,
  { patientId, assessmentId, result }: Triaged,
  site: CareSite,
  now: Date,
): Promise<void> {
  await withdrawRequests(tx, actor, patientId, WITHDRAWN_BY_DOCTOR, now)
  const need = bedNeeds({ severity: result.severity, site, atLeast: null })
  if (!need) return
  const priority = bedPriority(site, result.urgency)
  const wanted = {
    patientId,
    assessmentId,
    need,
    priority,
    source: 'STAFF' as const,
    reason: ASKED_BY_DOCTOR,
  }
  await requestBed(tx, actor, wanted, now)
}
