import { checkReadings, type EnteredReadings, type OxygenSupport } from '../../src/observations/rules.js'
import type { Urgency } from '../../src/triage/outcome-rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { conditionOf, contractWord, letters, symptomOf } from './contract-words.js'

export type Json = Record<string, unknown>

/** What the engine says to a vector's question, in the contract's words; null where it does not know the question yet. */
export function answer({ score, input }: { score: string; input: Json }): Json | null {
  return score === 'mohfw' && input.mode === 'triage' ? triageAnswer(input) : null
}

function triageAnswer(input: Json): Json {
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

// A vector can hold anything in any place, and the engine trusts no type: the two casts below let it through.
function enteredReadings(input: Json): EnteredReadings {
  return {
    spo2: input.spo2 ?? null,
    oxygen: oxygenOf(input),
    respiratoryRate: input.respiratoryRate ?? null,
    temperature: input.temperature ?? null,
    temperatureUnit: input.temperatureUnit ?? null,
    pulse: input.pulse ?? null,
    systolic: input.systolicBp ?? null,
    diastolic: input.diastolicBp ?? null,
    consciousness: input.consciousness ?? null,
  } as EnteredReadings
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

const nothingMeasured: Presentation['readings'] = {
  spo2: null,
  oxygen: null,
  respiratoryRate: null,
  temperatureTenthsC: null,
  pulse: null,
  systolic: null,
  diastolic: null,
  consciousness: null,
}

function oxygenOf({ supplementalOxygen, respiratorySupport }: Json): unknown {
  const support = typeof respiratorySupport === 'string' ? SUPPORT[letters(respiratorySupport)] : undefined
  if (support && support !== 'ROOM_AIR') return support
  if (typeof supplementalOxygen === 'boolean') return supplementalOxygen ? 'ON_OXYGEN' : 'ROOM_AIR'
  return supplementalOxygen ?? null
}

const SUPPORT: Record<string, OxygenSupport> = {
  none: 'ROOM_AIR',
  lowflow: 'ON_OXYGEN',
  mask: 'ON_OXYGEN',
  hfnc: 'HIGH_FLOW_OR_VENTILATED',
  highflow: 'HIGH_FLOW_OR_VENTILATED',
  niv: 'HIGH_FLOW_OR_VENTILATED',
  cpap: 'HIGH_FLOW_OR_VENTILATED',
  imv: 'HIGH_FLOW_OR_VENTILATED',
  ventilator: 'HIGH_FLOW_OR_VENTILATED',
  intubated: 'HIGH_FLOW_OR_VENTILATED',
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

/** The engine's field names in the contract's words; where two of theirs are one of ours, those that fit. */
function contractFields(
  input: Json,
  fields: readonly string[],
  fits: (value: unknown, name: string) => boolean,
): string[] {
  const names = fields.flatMap((field) => {
    const candidates = CONTRACT_FIELDS[field] ?? [field]
    return candidates.length === 1 ? candidates : candidates.filter((name) => fits(input[name], name))
  })
  return [...new Set(names)]
}

const CONTRACT_FIELDS: Record<string, string[]> = {
  oxygen: ['supplementalOxygen'],
  systolic: ['systolicBp'],
  diastolic: ['diastolicBp'],
  conditions: ['comorbidities', 'immunocompromised'],
}

function isUnusable(value: unknown, name: string): boolean {
  return name === 'comorbidities'
    ? mapped(value, conditionOf) !== null &&
        !(Array.isArray(value) && value.every((item) => typeof item === 'string'))
    : typeof value !== 'boolean' && value !== null && value !== undefined
}

const ALERTS: Record<Urgency, string> = {
  ROUTINE: 'none',
  RECHECK: 'recheck',
  URGENT: 'urgent',
  EMERGENCY: 'emergency',
}
