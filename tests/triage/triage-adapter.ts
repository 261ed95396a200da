import { checkReadings } from '../../src/observations/rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { contractFields, enteredReadings, type Json, nothingMeasured } from './contract-readings.js'
import { ALERTS, conditionOf, contractWord, symptomOf } from './contract-words.js'

/** The triage of an adult, in the contract's words. */
export function triageAnswer(input: Json): Json {
  const checked = checkReadings(enteredReadings(input))
  const result = triage(presentation(input, checked.ok ? checked.readings : nothingMeasured))
  const problems = [...(checked.ok ? [] : checked.problems), ...result.problems]
  if (problems.length > 0) {
    return {
      status: 'invalid',
      fields: contractFields(
        input,
        problems.map(({ field }) => field),
        isUnusable,
      ),
    }
  }
  return {
    status: contractWord(result.status),
    severity: result.severity && contractWord(result.severity),
    site: result.site && contractWord(result.site),
    homeIsolation: result.homeIsolation && contractWord(result.homeIsolation),
    highRisk: result.highRisk,
    redFlags: result.redFlags.map(contractWord),
    alert: result.urgency && ALERTS[result.urgency],
    missing: contractFields(input, result.missing, (value) => value === null || value === undefined),
    reason: result.notApplicable && contractWord(result.notApplicable),
  }
}

function presentation(input: Json, readings: Presentation['readings']): Presentation {
  return {
    ageYears: input.ageYears ?? null,
    readings,
    breathlessness: input.breathlessness ?? null,
    symptoms: mapped(input.symptoms, symptomOf),
    feverDays: input.feverDays ?? (tellsOfLongFever(input.symptoms) ? 4 : null),
    conditions: conditionsOf(input),
    pregnant: input.pregnant ?? null,
    homeFacility: input.homeFacility ?? null,
    caregiver: input.caregiver ?? null,
  } as Presentation
}

/** The contract asks for weakened immunity apart from the comorbidities; for the engine it is one of them. */
function conditionsOf({ comorbidities, immunocompromised }: Json): unknown {
  const listed = mapped(comorbidities, conditionOf)
  if (immunocompromised === false || !Array.isArray(listed)) return listed
  if (immunocompromised === true) return [...listed, 'WEAKENED_IMMUNITY']
  return immunocompromised === null || immunocompromised === undefined ? null : immunocompromised
}

function tellsOfLongFever(symptoms: unknown): boolean {
  return (
    Array.isArray(symptoms) &&
    symptoms.some((word) => /^(prolonged|persistent|unresolved).*fever/.test(String(word)))
  )
}

function mapped(value: unknown, word: (spelled: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(word) : (value ?? null)
}

function isUnusable(value: unknown, name: string): boolean {
  return name === 'comorbidities'
    ? mapped(value, conditionOf) !== null &&
        !(Array.isArray(value) && value.every((item) => typeof item === 'string'))
    : typeof value !== 'boolean' && value !== null && value !== undefined
}
