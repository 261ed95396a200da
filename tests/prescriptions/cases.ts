import { safetyWarnings } from '../../src/prescriptions/safety-rules.js'
import type {
  CheckedAllergy,
  CheckedMedicine,
  SafetyInput,
} from '../../src/prescriptions/safety-terms-rules.js'
import { day } from '../../src/shared/calendar.js'
import { testRules } from './pharmacy.js'

export const today = day('2026-11-21')

/** One medicine of one ingredient or several, so many mg in a unit, taken so often. */
export function medicine(
  ingredients: Record<string, number | null> | null,
  {
    amount = 1,
    timesADay = 1,
    key,
    name,
    site = null,
  }: Partial<Pick<CheckedMedicine, 'amount' | 'timesADay' | 'key' | 'name' | 'site'>> = {},
): CheckedMedicine {
  const words = name ?? Object.keys(ingredients ?? { freely: 0 }).join(' and ')
  return {
    key: key ?? words,
    name: words,
    ingredients: ingredients && Object.entries(ingredients).map(([code, amountMg]) => ({ code, amountMg })),
    amount,
    timesADay,
    site,
  }
}

export const grownUp: Omit<SafetyInput, 'prescribed'> = {
  running: [],
  allergies: [],
  allergiesAsked: true,
  age: 40,
  release: { version: 'v1', source: 'Tests', reviewBy: null, rules: testRules },
  today,
}

export const check = (input: Partial<SafetyInput> & Pick<SafetyInput, 'prescribed'>) =>
  safetyWarnings({ ...grownUp, ...input }).map(({ kind, severity }) => `${kind} ${severity}`)

export const allergic = (substance: string, code: string | null = null): CheckedAllergy => ({
  substance,
  code,
  severity: 'SEVERE',
})
