import type { Day } from '../shared/calendar.js'
import type { Presentation } from '../triage/presentation-rules.js'

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
