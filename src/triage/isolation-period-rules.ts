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

/**
 * The first day on which home isolation may end: 7 days after the positive test, and not before 3 whole days
 * without fever have gone by. `lastFeverOn` is null while there was none; each new day of fever moves the
 * end. No test is needed. MoHFW home isolation guidelines, revised 05/01/2022.
 */
export function earliestEndDay(testedPositiveOn: Day, lastFeverOn: Day | null): Day {
  const afterTest = addDays(testedPositiveOn, 7)
  const afterFever = lastFeverOn === null ? afterTest : addDays(lastFeverOn, 4)
  return daysBetween(afterTest, afterFever) > 0 ? afterFever : afterTest
}
