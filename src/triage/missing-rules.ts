import type { FiredRule, Needed } from './outcome-rules.js'
import { isBreathless, type Presentation } from './presentation-rules.js'

/**
 * What is needed and not known. Nobody's answers about the home are needed to admit a patient, nor the
 * caregiver's where there is no room.
 */
export function missingFrom(patient: Presentation, fired: readonly FiredRule[]): Needed[] {
  const admitted = fired.some((rule) => rule.site === 'WARD' || rule.site === 'HDU_ICU')
  const notHome = fired.some((rule) => rule.homeIsolation === 'NOT_ELIGIBLE')
  const known = { ...patient, ...patient.readings, breathlessness: isBreathless(patient) }
  const needed: Needed[] = [
    ...NEEDED_ALWAYS,
    ...(admitted ? [] : NEEDED_UNLESS_ADMITTED),
    ...(notHome ? [] : NEEDED_FOR_HOME),
  ]
  return needed.filter((item) => known[item] === null)
}

const NEEDED_ALWAYS: Needed[] = [
  'ageYears',
  'spo2',
  'oxygen',
  'respiratoryRate',
  'breathlessness',
  'consciousness',
]
const NEEDED_UNLESS_ADMITTED: Needed[] = ['symptoms']
const NEEDED_FOR_HOME: Needed[] = ['conditions', 'homeFacility', 'caregiver']
