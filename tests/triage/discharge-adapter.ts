import { type EndInput, mayEnd } from '../../src/isolation/end-rules.js'
import { conditions } from '../../src/triage/history-rules.js'
import { fieldOf, type Json, supportOf } from './contract-readings.js'
import { conditionOf, contractWord, letters } from './contract-words.js'

/** The discharge policy, in the contract's words. */
export function dischargeAnswer(input: Json): Json {
  const asked = questionsIn(input)
  // A vector can hold anything in any place, and the engine trusts no type.
  const result = mayEnd(
    Object.fromEntries(
      Object.entries(asked).map(([name, { value }]) => [name, value]),
    ) as unknown as EndInput,
  )
  const named = (fields: readonly string[]) =>
    fields.map((field) => Object.entries(asked).find(([name]) => name === field)?.[1].name ?? field)
  return {
    status: contractWord(result.status),
    dischargeable: result.status === 'INVALID' ? null : result.may,
    decision: result.decision && contractWord(result.decision),
    reasons: result.conditions.filter(({ holds }) => holds === false).map(({ id }) => id),
    missing: named(result.missing),
    fields: named(result.problems.map(({ field }) => field)),
  }
}

/** Each of the engine's fields, with what the vector says and under which name. The contract names only the first ones. */
function questionsIn(input: Json): Record<keyof EndInput, { name: string; value: unknown }> {
  const ask = (canonical: string, ...others: string[]) =>
    fieldOf(input, canonical, ...others) ?? { name: canonical, value: null }
  const severity = ask('severity')
  return {
    severity: { ...severity, value: severityOf(severity.value) },
    immunocompromised: immunityIn(input),
    daysSincePositive: ask('daysSincePositive', 'daysSinceTest', 'daysSincePositiveTest'),
    feverFreeDays: ask('feverFreeDays', 'daysWithoutFever', 'daysFeverFree', 'afebrileDays', 'noFeverDays'),
    symptomsResolved: ask(
      'symptomsResolved',
      'symptomResolved',
      'symptomsGone',
      'symptomFree',
      'symptomResolution',
      'resolved',
    ),
    daysAbove93OnAir: saturationIn(input),
    onOxygen: oxygenIn(input),
    comorbiditiesStable: comorbiditiesIn(input),
  }
}

function severityOf(spelled: unknown): unknown {
  return typeof spelled === 'string' ? (SEVERITIES[letters(spelled)] ?? spelled) : spelled
}

const SEVERITIES: Record<string, string> = {
  asymptomatic: 'MILD',
  mild: 'MILD',
  moderate: 'MODERATE',
  severe: 'SEVERE',
  critical: 'SEVERE',
}

/** Not mentioned is not weakened; null is not known. */
function immunityIn(input: Json) {
  const asked = fieldOf(input, 'immunocompromised', 'immunosuppressed', 'immunocompromized')
  const listed: unknown[] = Array.isArray(input.comorbidities) ? input.comorbidities : []
  const weak = listed.some((word) =>
    conditions.some((row) => row.weakensImmunity && row.code === conditionOf(word)),
  )
  return { name: asked?.name ?? 'immunocompromised', value: weak || (asked ? asked.value : false) }
}

/**
 * Days told, or a list with one SpO2 a day up to today. Where days without oxygen are told apart, the fewer count, and
 * an SpO2 of now that is not above 93 makes them none.
 */
function saturationIn(input: Json) {
  const told = Object.entries(input).filter(
    ([name, value]) => typeof value !== 'boolean' && (isDays(name) || (Array.isArray(value) && isSpo2(name))),
  )
  const [name] = told[0] ?? ['spo2Above93Days']
  const days = told.map(([, value]) => (Array.isArray(value) ? daysAtTheEnd(value) : (value ?? null)))
  const unfit = days.find((value) => !Number.isInteger(value))
  if (days.length === 0 || unfit !== undefined) return { name, value: unfit ?? null }
  const lowNow = typeof input.spo2 === 'number' && input.spo2 <= 93
  return { name, value: Math.min(...days.map(Number), lowNow ? 0 : Number.POSITIVE_INFINITY) }
}

const isSpo2 = (name: string) => /spo2|satur/.test(letters(name))
const isDays = (name: string) =>
  letters(name).includes('day') &&
  /spo2|satur|oxygenfree|withoutoxygen|withoutsupplementaloxygen|offoxygen|onair|roomair/.test(letters(name))

/** How many of the last values in a row are above 93. */
function daysAtTheEnd(values: readonly unknown[]): number {
  const backwards = [...values].reverse().map((one) => (isObject(one) ? one.spo2 : one))
  const first = backwards.findIndex((value) => typeof value !== 'number' || value <= 93)
  return first < 0 ? values.length : first
}

function oxygenIn(input: Json) {
  const on = fieldOf(
    input,
    'supplementalOxygen',
    'onOxygen',
    'stillOnOxygen',
    'oxygen',
    'oxygenSupport',
    'requiresOxygen',
    'oxygenRequired',
    'needsOxygen',
  )
  const off = fieldOf(
    input,
    'withoutOxygen',
    'offOxygen',
    'oxygenFree',
    'withoutSupplementalOxygen',
    'onRoomAir',
  )
  const support = fieldOf(input, 'respiratorySupport')
  if (on) return on
  if (off && typeof off.value === 'boolean') return { name: off.name, value: !off.value }
  if (support && support.value !== null)
    return { name: support.name, value: supportOf(support.value) !== 'NONE' }
  return { name: 'supplementalOxygen', value: null }
}

/** With none there is nothing unstable. */
function comorbiditiesIn(input: Json) {
  const asked = fieldOf(
    input,
    'comorbiditiesStable',
    'stableComorbidities',
    'comorbidityStable',
    'comorbiditiesControlled',
  )
  const none = Array.isArray(input.comorbidities) && input.comorbidities.length === 0
  return asked ?? { name: 'comorbiditiesStable', value: none ? true : null }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
