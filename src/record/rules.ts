import { type Day, daysBetween } from '../shared/calendar.js'
import type { FiredRule, TriageResult } from '../triage/outcome-rules.js'

/** The rules that decided the class of a triage and, where another one did, the site of care. */
export function decidingRules({ fired, decidedBy }: Pick<TriageResult, 'fired' | 'decidedBy'>): FiredRule[] {
  const ids = new Set([decidedBy.severity, decidedBy.site])
  return fired.filter(({ id }) => ids.has(id))
}

/** 1 on the day of admission, 2 on the day after; days of the hospital's calendar. */
export const dayOfStay = (admittedOn: Day, today: Day): number =>
  Math.max(0, daysBetween(admittedOn, today)) + 1
