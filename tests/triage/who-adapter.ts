import { fastBreathing } from '../../src/triage/fast-breathing-rules.js'
import type { WhoInput } from '../../src/triage/who-input-rules.js'
import { type ProgressionInput, whoProgression } from '../../src/triage/who-progression-rules.js'
import { whoSeverity } from '../../src/triage/who-severity-rules.js'
import { WHO_CHILD_SIGNS } from '../../src/triage/who-sign-rules.js'
import { contractFields, fieldOf, type Json, oxygenOf, supportOf } from './contract-readings.js'
import { ALERTS, contractWord, letters } from './contract-words.js'

// A vector can hold anything in any place, and the engine trusts no type: the casts let it through.

/** The class of the illness by WHO, in the contract's words. */
export function severityAnswer(input: Json): Json {
  const result = whoSeverity({
    ageYears: ageYearsOf(input),
    ageMonths: input.ageMonths ?? null,
    respiratoryRate: input.respiratoryRate ?? null,
    spo2: input.spo2 ?? null,
    oxygen: oxygenOf(input),
    spo2OnAir: input.spo2RoomAir ?? null,
    severeDistress: input.severeRespiratoryDistress ?? null,
    support: supportOf(input.respiratorySupport),
    vasopressors: input.vasopressors ?? null,
    ards: input.ards ?? null,
    sepsis: input.sepsis ?? null,
    septicShock: input.septicShock ?? null,
    childSigns: WHO_CHILD_SIGNS.filter((sign) => fieldOf(input, sign)?.value === true),
  } as WhoInput)
  return {
    ...told(result),
    ...fieldsOf(input, result),
    severity: result.severity && contractWord(result.severity),
    atLeast: result.atLeast && contractWord(result.atLeast),
    reasons: result.fired.map(({ id }) => id),
    alert: result.urgency && ALERTS[result.urgency],
    reason: result.notApplicable && contractWord(result.notApplicable),
  }
}

/** The step of the progression scale. A treatment that a vector does not name is not given; one that is null is not known. */
export function progressionAnswer(input: Json): Json {
  const asked = PROGRESSION_FIELDS.map((names) => fieldOf(input, ...names))
  const [dead, infected, symptomatic, assistanceNeeded, pfRatio, sfRatio, vasopressors, dialysis, ecmo] =
    asked.map((field) => field?.value)
  const treatments: unknown[] = [input.organSupport, input.treatments].flat()
  const given = (name: string, field: unknown) =>
    field === undefined
      ? treatments.some((one) => typeof one === 'string' && letters(one).startsWith(name))
      : field
  const result = whoProgression({
    dead: dead ?? (input.alive === false || letters(String(input.setting)) === 'dead' ? true : null),
    infected: infected ?? null,
    setting: settingOf(input),
    symptomatic: symptomatic ?? answered(fieldOf(input, 'asymptomatic')) ?? symptomsTold(input),
    assistanceNeeded:
      assistanceNeeded === undefined ? (answered(fieldOf(input, 'independent')) ?? false) : assistanceNeeded,
    support: supportOf(input.respiratorySupport) ?? (oxygenOf(input) === 'ROOM_AIR' ? 'NONE' : null),
    pfRatio: pfRatio ?? null,
    sfRatio: sfRatio ?? null,
    vasopressors: given('vasopressor', vasopressors),
    dialysis: given('dialysis', dialysis),
    ecmo: given('ecmo', ecmo),
  } as ProgressionInput)
  return { ...told(result), ...fieldsOf(input, result), cps: result.scale }
}

/** Whether a child breathes fast. */
export function fastBreathingAnswer(input: Json): Json {
  const { ageMonths, ageYears, respiratoryRate } = input
  const result = fastBreathing({
    ageMonths: ageMonths ?? (typeof ageYears === 'number' ? ageYears * 12 : (ageYears ?? null)),
    respiratoryRate: respiratoryRate ?? null,
  } as Parameters<typeof fastBreathing>[0])
  return {
    ...told(result),
    ...fieldsOf(input, result),
    fastBreathing: result.fastBreathing,
    reason: result.notApplicable && contractWord(result.notApplicable),
  }
}

interface Result {
  status: string
  missing: readonly string[]
  problems: readonly { field: string }[]
}

const told = ({ status }: Result) => ({ status: contractWord(status) })

/** What is missing or wrong, by the names that the vector itself uses where it does. */
function fieldsOf(input: Json, { missing, problems }: Result): Json {
  const named = (fields: readonly string[]) =>
    contractFields(input, fields, () => true).map((field) => {
      const names = PROGRESSION_FIELDS.find(([first]) => first === field) ?? [field]
      return fieldOf(input, ...names)?.name ?? field
    })
  return { missing: named(missing), fields: named(problems.map(({ field }) => field)) }
}

function ageYearsOf({ ageYears, ageMonths }: Json): unknown {
  return ageYears ?? (typeof ageMonths === 'number' ? Math.floor(ageMonths / 12) : (ageMonths ?? null))
}

const PROGRESSION_FIELDS = [
  ['dead', 'died', 'death', 'deceased'],
  ['infected', 'virusDetected', 'rnaDetected', 'viralRnaDetected', 'covidPositive', 'positive'],
  ['symptomatic'],
  ['assistanceNeeded', 'needsAssistance', 'assistance', 'requiresAssistance'],
  ['pfRatio', 'pf', 'pao2Fio2', 'po2Fio2', 'pao2Fio2Ratio', 'po2Fio2Ratio'],
  ['sfRatio', 'sf', 'spo2Fio2', 'spo2Fio2Ratio'],
  ['vasopressors', 'vasopressor'],
  ['dialysis', 'renalReplacement', 'rrt', 'crrt'],
  ['ecmo'],
] as const

/** The opposite of what was asked: 'asymptomatic' for symptomatic, 'independent' for assistance. */
function answered(field: { value: unknown } | null): unknown {
  return typeof field?.value === 'boolean' ? !field.value : field?.value
}

function symptomsTold({ symptoms, assistanceNeeded }: Json): unknown {
  if (assistanceNeeded === true) return true
  return Array.isArray(symptoms) ? symptoms.length > 0 : null
}

function settingOf(input: Json): unknown {
  const setting = input.setting ?? fieldOf(input, 'hospitalised', 'hospitalized', 'admitted')?.value ?? null
  if (typeof setting === 'boolean') return setting ? 'HOSPITAL' : 'COMMUNITY'
  return typeof setting === 'string' ? (SETTINGS[letters(setting)] ?? setting) : setting
}

const SETTINGS: Record<string, string> = {
  hospital: 'HOSPITAL',
  hospitalised: 'HOSPITAL',
  hospitalized: 'HOSPITAL',
  inpatient: 'HOSPITAL',
  ward: 'HOSPITAL',
  hdu: 'HOSPITAL',
  icu: 'HOSPITAL',
  hduicu: 'HOSPITAL',
  home: 'COMMUNITY',
  community: 'COMMUNITY',
  ambulatory: 'COMMUNITY',
  outpatient: 'COMMUNITY',
  covidcarecentre: 'COMMUNITY',
  dead: 'COMMUNITY',
}
