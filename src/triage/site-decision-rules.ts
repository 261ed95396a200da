import type { Priority, TriageDecisionKind } from '../generated/prisma/enums.js'
import {
  CARE_SITES,
  type CareSite,
  type FiredRule,
  type TriageResult,
  type TriageStatus,
} from './outcome-rules.js'

/** What a doctor decided about a triage: the last one holds. */
export interface SiteDecision {
  id: string
  kind: TriageDecisionKind
  site: CareSite
  reason: string
  doctor: string
  decidedAt: Date
}

export const decisionLabels: Record<TriageDecisionKind, string> = {
  SIGN_OFF: 'Evaluated, and signed off for home isolation',
  OVERRIDE: 'Decided otherwise than the rules',
}

/** Deciding otherwise than the rules needs a reason of this many characters at least. */
export const LEAST_REASON = 10

/** What is done at once, besides the decision being written down. */
export const consequences: Record<CareSite, { home: 'BEGIN' | 'END'; bed: 'REQUEST' | 'WITHDRAW' }> = {
  HOME: { home: 'BEGIN', bed: 'WITHDRAW' },
  COVID_CARE_CENTRE: { home: 'END', bed: 'WITHDRAW' },
  WARD: { home: 'END', bed: 'REQUEST' },
  HDU_ICU: { home: 'END', bed: 'REQUEST' },
}

/**
 * To which sites a doctor can decide, by what the rules said. While a value is missing nobody is sent home or to a care
 * centre, not by a doctor either: the triage is completed first.
 */
const CHOICES: Record<TriageStatus, readonly CareSite[]> = {
  OK: CARE_SITES,
  NOT_APPLICABLE: CARE_SITES,
  INCOMPLETE: ['WARD', 'HDU_ICU'],
  INVALID: [],
}

type Decided = Pick<TriageResult, 'status' | 'site' | 'homeIsolation'>

/** Home is advised, and only a medical officer can say that it is safe. */
export function waitsForSignOff({ status, site, homeIsolation }: Decided, last: CareSite | null): boolean {
  return last === null && status === 'OK' && site === 'HOME' && homeIsolation === 'MEDICAL_OFFICER_EVALUATION'
}

/** Who was not decided about for so long does not wait for it any more. */
const WAITING_DAYS = 14

export const earliestUndecided = (now: Date): Date =>
  new Date(now.getTime() - WAITING_DAYS * 24 * 60 * 60 * 1000)

/** Why the rules leave the answer to a doctor: what asks for an evaluation, or all that they found in a child. */
export const reasonsForDoctor = ({ status, fired }: Pick<TriageResult, 'status' | 'fired'>): FiredRule[] =>
  status === 'NOT_APPLICABLE'
    ? fired
    : fired.filter(({ homeIsolation }) => homeIsolation === 'MEDICAL_OFFICER_EVALUATION')

/** The sites between which a doctor can choose; the one that holds already is not among them. */
export function sitesToDecide(result: Decided, last: CareSite | null): CareSite[] {
  const holds = waitsForSignOff(result, last) ? null : (last ?? result.site)
  return CHOICES[result.status].filter((site) => site !== holds)
}

export const kindOf = (result: Decided, last: CareSite | null, site: CareSite): TriageDecisionKind =>
  site === 'HOME' && waitsForSignOff(result, last) ? 'SIGN_OFF' : 'OVERRIDE'

/** How urgent a bed is for whom a triage, or a doctor after it, asks one. */
export const bedPriority = (
  site: CareSite | null | undefined,
  urgency: TriageResult['urgency'],
): Extract<Priority, 'URGENT' | 'EMERGENCY'> =>
  urgency === 'EMERGENCY' || site === 'HDU_ICU' ? 'EMERGENCY' : 'URGENT'
