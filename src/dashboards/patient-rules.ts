import { type Day, daysBetween } from '../shared/calendar.js'
import { answeredByStay } from '../triage/next-step-rules.js'
import { OLDEST_TEST_DAYS } from '../triage/test-rules.js'

/** What is known of a patient's care; the stay is the newest one, open or not. */
export interface KnownCare {
  stay: { dischargedAt: Date | null } | null
  isolation: { earliestEndOn: Day } | null
  triage: { createdAt: Date; testedOn: Day } | null
}

/** IN_BED, AT_HOME: cared for now. AFTER_TRIAGE: the newest triage says what to do. DISCHARGED: that is over. */
export type CareNow = 'IN_BED' | 'AT_HOME' | 'AFTER_TRIAGE' | 'DISCHARGED' | 'NONE'

/** Where a patient stands today. A triage that a stay has answered, or of a test too old, asks for nothing. */
export function careNow({ stay, isolation, triage }: KnownCare, today: Day): CareNow {
  if (stay && stay.dischargedAt === null) return 'IN_BED'
  if (isolation) return 'AT_HOME'
  const answered = triage !== null && answeredByStay(triage, stay?.dischargedAt ?? null)
  if (triage && !answered && daysBetween(triage.testedOn, today) <= OLDEST_TEST_DAYS) return 'AFTER_TRIAGE'
  return stay ? 'DISCHARGED' : 'NONE'
}
