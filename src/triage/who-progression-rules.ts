import { choiceProblems, numberProblems, type Problem } from '../observations/problem-rules.js'
import type { TriageStatus } from './outcome-rules.js'
import { RESPIRATORY_SUPPORT, type RespiratorySupport } from './support-rules.js'

/** Not one of the older ordinal scales of 8 or 9 points, which number the same states differently. */
export const WHO_PROGRESSION = {
  instrument: 'WHO Clinical Progression Scale, Marshall et al., Lancet Infect Dis 2020',
  version: 'Wardwell 1',
} as const

/** The steps 0 to 10. */
export const progressionLabels = [
  'Not infected: no viral RNA detected',
  'At home, no symptoms, viral RNA detected',
  'At home with symptoms, independent',
  'At home with symptoms, needs assistance',
  'In hospital, no oxygen',
  'In hospital, oxygen by mask or nasal prongs',
  'In hospital, non-invasive ventilation or high-flow oxygen',
  'Intubated and ventilated, P/F 150 or more (or S/F 200 or more)',
  'Ventilated with P/F below 150 (S/F below 200), or vasopressors',
  'Ventilated with P/F below 150, and vasopressors, dialysis or ECMO',
  'Dead',
] as const

/** Null is "not known" everywhere, and never read as "no". */
export interface ProgressionInput {
  dead: boolean | null
  infected: boolean | null
  /** In hospital also where that is only for isolation. */
  setting: 'HOSPITAL' | 'COMMUNITY' | null
  symptomatic: boolean | null
  assistanceNeeded: boolean | null
  support: RespiratorySupport | null
  /** pO2 in mmHg by FiO2 as a part of one, and SpO2 in per cent by the same. The first counts where both are known. */
  pfRatio: number | null
  sfRatio: number | null
  vasopressors: boolean | null
  dialysis: boolean | null
  ecmo: boolean | null
}

export type ProgressionNeeded = Exclude<keyof ProgressionInput, 'dead' | 'sfRatio'>

export interface ProgressionResult {
  status: TriageStatus
  /** 0 to 10. Null unless the status is OK. */
  scale: number | null
  /** One of `progressionLabels`; null unless the status is OK. */
  text: string | null
  /** Between these the step lies; null unless something is missing. */
  atLeast: number | null
  atMost: number | null
  missing: ProgressionNeeded[]
  problems: Problem[]
  ruleSet: { instrument: string; version: string }
}

/**
 * The step of a patient, of any age. With anything impossible INVALID; with anything unknown that could change the step
 * INCOMPLETE, with the steps between which it lies. Not known to be dead is alive.
 */
export function whoProgression(input: ProgressionInput): ProgressionResult {
  const problems = progressionProblems(input)
  if (problems.length > 0) return { ...NOTHING, problems }
  const found = stepOf(input)
  if (typeof found !== 'number') return { ...NOTHING, status: 'INCOMPLETE', ...found }
  return { ...NOTHING, status: 'OK', scale: found, text: progressionLabels[found] ?? null }
}

type Open = Pick<ProgressionResult, 'atLeast' | 'atMost' | 'missing'>

function stepOf(input: ProgressionInput): number | Open {
  if (input.dead) return 10
  if (input.infected === false) return 0
  if (input.infected === null) return open(0, 9, 'infected')
  if (input.setting === null) return open(1, 9, 'setting')
  return input.setting === 'HOSPITAL' ? stepInHospital(input) : stepAtHome(input)
}

function stepAtHome({ symptomatic, assistanceNeeded }: ProgressionInput): number | Open {
  if (symptomatic === null) return open(1, 3, 'symptomatic')
  if (!symptomatic) return 1
  if (assistanceNeeded === null) return open(2, 3, 'assistanceNeeded')
  return assistanceNeeded ? 3 : 2
}

function stepInHospital(input: ProgressionInput): number | Open {
  switch (input.support) {
    case null:
      return open(4, 9, 'support')
    case 'NONE':
      return 4
    case 'LOW_FLOW':
      return 5
    case 'HIGH_FLOW':
    case 'NIV':
      return 6
    case 'INVASIVE':
      return stepVentilated(input)
  }
}

function stepVentilated(input: ProgressionInput): number | Open {
  const { vasopressors, dialysis, ecmo } = input
  const low = isOxygenationLow(input)
  if (low === null) return open(vasopressors ? 8 : 7, 9, 'pfRatio')
  if (!low) {
    if (vasopressors === null) return open(7, 8, 'vasopressors')
    return vasopressors ? 8 : 7
  }
  if (vasopressors || dialysis || ecmo) return 9
  const unknown = (['vasopressors', 'dialysis', 'ecmo'] as const).filter((each) => input[each] === null)
  return unknown.length > 0 ? open(8, 9, ...unknown) : 8
}

function isOxygenationLow({ pfRatio, sfRatio }: ProgressionInput): boolean | null {
  if (pfRatio !== null) return pfRatio < 150
  return sfRatio === null ? null : sfRatio < 200
}

function open(atLeast: number, atMost: number, ...missing: ProgressionNeeded[]): Open {
  return { atLeast, atMost, missing }
}

/** Everything impossible in it; it trusts no type. */
export function progressionProblems(input: ProgressionInput): Problem[] {
  const yesOrNo = [
    'dead',
    'infected',
    'symptomatic',
    'assistanceNeeded',
    'vasopressors',
    'dialysis',
    'ecmo',
  ] as const
  return [
    ...choiceProblems('setting', input.setting, ['HOSPITAL', 'COMMUNITY'], 'Choose where the patient is.'),
    ...choiceProblems(
      'support',
      input.support,
      RESPIRATORY_SUPPORT,
      'Choose how the patient is helped to breathe.',
    ),
    ...yesOrNo.flatMap((field) => choiceProblems(field, input[field], [true, false], 'Answer yes or no.')),
    ...numberProblems('pfRatio', input.pfRatio, RATIOS.pf),
    ...numberProblems('sfRatio', input.sfRatio, RATIOS.sf),
  ]
}

/** Our limits: pO2 20 to 700 mmHg on FiO2 1 to 0.21; SpO2 50 to 100 %. A ratio with the FiO2 in per cent is refused. */
const RATIOS = {
  pf: { from: 20, to: 700, text: 'P/F is a number from {{from}} to {{to}} mmHg; {{value}} is not possible.' },
  sf: { from: 50, to: 477, text: 'S/F is a number from {{from}} to {{to}}; {{value}} is not possible.' },
}

const NOTHING: ProgressionResult = {
  status: 'INVALID',
  scale: null,
  text: null,
  atLeast: null,
  atMost: null,
  missing: [],
  problems: [],
  ruleSet: WHO_PROGRESSION,
}
