import { addDays, type Day, daysBetween } from '../shared/calendar.js'
import type { Presentation } from './presentation-rules.js'

/**
 * The last day with fever that is known today, or null: a temperature above 100 °F (37.8 °C) just measured, days of
 * fever told, or fever ticked without saying how long. Home isolation does not end before 3 whole days after it.
 */
export function lastFeverOn(
  { readings, feverDays, symptoms }: Pick<Presentation, 'readings' | 'feverDays' | 'symptoms'>,
  today: Day,
): Day | null {
  const measured = readings.temperatureTenthsC !== null && readings.temperatureTenthsC >= 378
  const told = feverDays === null ? symptoms?.includes('FEVER') === true : feverDays > 0
  return measured || told ? today : null
}

/** Whole days that must have gone by since the positive test, and without fever. */
export const DAYS_AFTER_TEST = 7
export const DAYS_WITHOUT_FEVER = 3

/**
 * The first day on which home isolation may end: 7 days after the positive test, and not before 3 whole days
 * without fever have gone by. `lastFeverOn` is null while there was none; each new day of fever moves the
 * end. No test is needed. MoHFW home isolation guidelines, revised 05/01/2022.
 */
export function earliestEndDay(testedPositiveOn: Day, lastFeverOn: Day | null): Day {
  const afterTest = addDays(testedPositiveOn, DAYS_AFTER_TEST)
  const afterFever = lastFeverOn === null ? afterTest : addDays(lastFeverOn, DAYS_WITHOUT_FEVER + 1)
  return daysBetween(afterTest, afterFever) > 0 ? afterFever : afterTest
}

/**
 * Hours between two rounds of readings at home. WHO home care bundle: at least twice a day; every 6 hours
 * with a high-risk feature is our policy.
 */
export function hoursBetweenReadings({ highRisk }: { highRisk: boolean }): 6 | 12 {
  return highRisk ? 6 : 12
}
