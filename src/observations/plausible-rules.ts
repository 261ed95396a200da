import { mmolLOf, type Round } from './entry-rules.js'
import type { OxygenDevice } from './oxygen-rules.js'
import type { Problem } from './problem-rules.js'

/** A value that is possible and rare: is it what was measured? `asked` names field and value for the answer. */
export interface Question extends Problem {
  asked: string
}

type Range = readonly [from: number, to: number]
type Ranges = Record<Asked, Range>
type Asked =
  | 'spo2'
  | 'respiratoryRate'
  | 'temperatureTenthsC'
  | 'pulse'
  | 'systolic'
  | 'diastolic'
  | 'glucoseMgDl'
  | 'weightGrams'

/** Outside these a value is asked about, both ends included. Ours, to catch slips of the finger; they judge nobody. */
const ADULT: Ranges = {
  spo2: [70, 100],
  respiratoryRate: [6, 45],
  temperatureTenthsC: [330, 415],
  pulse: [35, 180],
  systolic: [70, 240],
  diastolic: [30, 140],
  glucoseMgDl: [40, 500],
  weightGrams: [30_000, 200_000],
}
const CHILD: Ranges = {
  ...ADULT,
  respiratoryRate: [10, 60],
  pulse: [50, 200],
  systolic: [55, 180],
  diastolic: [25, 110],
  weightGrams: [5_000, 120_000],
}
const INFANT: Ranges = {
  ...ADULT,
  respiratoryRate: [15, 80],
  pulse: [70, 220],
  systolic: [45, 130],
  diastolic: [20, 90],
  weightGrams: [1_500, 15_000],
}

/** Litres a minute (in tenths) that a device is made for. */
const FLOWS: Partial<Record<OxygenDevice, Range>> = {
  NASAL_CANNULA: [5, 60],
  SIMPLE_MASK: [50, 100],
  VENTURI_MASK: [20, 150],
  NON_REBREATHER: [100, 150],
  HIGH_FLOW: [100, 700],
}

/** What is asked about in a possible round. An age that is not known is taken for an adult's. */
export function questionsOf(round: Round, ageYears: number | null): Question[] {
  const ranges = ageYears === null || ageYears >= 16 ? ADULT : ageYears >= 1 ? CHILD : INFANT
  const flow = round.oxygenDevice && FLOWS[round.oxygenDevice]
  return [
    ...WORDS.flatMap(({ of, field, unit, written }) => ask(field, round[of], ranges[of], unit, written)),
    ...(flow ? ask('oxygenFlow', round.oxygenFlowTenths, flow, 'litres a minute', tenths) : []),
  ]
}

/** The answer to all of them, as the button that says yes posts it. */
export const answerTo = (questions: readonly Pick<Question, 'asked'>[]): string =>
  questions.map(({ asked }) => asked).join(' ')

/** Those that were not answered: each with the very value that it asked about. */
export function unanswered(questions: readonly Question[], answer: string | null): Question[] {
  const answered = new Set(answer?.split(' '))
  return questions.filter(({ asked }) => !answered.has(asked))
}

const whole = (value: number) => String(value)
const tenths = (value: number) => String(value / 10)

const WORDS: { of: Asked; field: string; unit: string; written: (value: number) => string }[] = [
  { of: 'respiratoryRate', field: 'respiratoryRate', unit: 'a minute', written: whole },
  { of: 'spo2', field: 'spo2', unit: '%', written: whole },
  { of: 'temperatureTenthsC', field: 'temperature', unit: '°C', written: (value) => (value / 10).toFixed(1) },
  { of: 'systolic', field: 'systolic', unit: 'mmHg', written: whole },
  { of: 'diastolic', field: 'diastolic', unit: 'mmHg', written: whole },
  { of: 'pulse', field: 'pulse', unit: 'a minute', written: whole },
  { of: 'glucoseMgDl', field: 'glucose', unit: 'mg/dL', written: whole },
  { of: 'weightGrams', field: 'weight', unit: 'kg', written: (value) => String(value / 1000) },
]

const UNUSUAL =
  '{{value}} {{unit}} is outside what is usually measured ({{from}} to {{to}}). Is that what was measured?'
const UNUSUAL_GLUCOSE =
  '{{value}} mg/dL ({{mmol}} mmol/L) is outside what is usually measured ({{from}} to {{to}} mg/dL). Is that what was measured, and is the unit right?'

function ask(
  field: string,
  value: number | null,
  [from, to]: Range,
  unit: string,
  written: (value: number) => string,
): Question[] {
  if (value === null || (value >= from && value <= to)) return []
  const values = { value: written(value), from: written(from), to: written(to), unit }
  const asked = `${field}=${value}`
  return field === 'glucose'
    ? [{ field, asked, text: UNUSUAL_GLUCOSE, values: { ...values, mmol: mmolLOf(value) } }]
    : [{ field, asked, text: UNUSUAL, values }]
}
