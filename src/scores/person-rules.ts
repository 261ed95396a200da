import { ageOn, type Day } from '../shared/calendar.js'
import type { Person } from './rules.js'

export function agesOf(bornOn: Day | null, today: Day): Pick<Person, 'ageYears' | 'ageMonths'> {
  if (bornOn === null) return { ageYears: null, ageMonths: null }
  const { years, months } = ageOn(bornOn, today)
  return { ageYears: years, ageMonths: years * 12 + months }
}
