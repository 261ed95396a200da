import type { Values } from '../shared/errors.js'
import type { CareSite, HomeIsolationEligibility, Severity, TriageResult } from './outcome-rules.js'
import type { Presentation } from './presentation-rules.js'
import { triage } from './rules.js'

/** A nearby finding with which the answer would be another one. */
export interface Change {
  /** A sentence key. */
  text: string
  values: Values
  severity: Severity | null
  site: CareSite | null
  homeIsolation: HomeIsolationEligibility | null
}

/**
 * What would change a complete answer: of each number the nearest value that does, to either side, and of each yes or
 * no the other one. Found by asking the rules themselves, so that it can say nothing else than they do.
 */
export function changesOf(patient: Presentation, result: TriageResult): Change[] {
  if (result.status !== 'OK') return []
  const tried = [
    ...numberTrials(patient, 'spo2', [50, 100], {
      less: 'With an SpO2 of {{value}} % or less',
      more: 'With an SpO2 of {{value}} % or more',
    }),
    ...numberTrials(patient, 'respiratoryRate', [SLOWEST_NORMAL, 80], {
      less: 'With a respiratory rate of {{value}} a minute or less',
      more: 'With a respiratory rate of {{value}} a minute or more',
    }),
    ...answerTrials(patient),
  ]
  return tried.flatMap((trials) => nearestChange(trials, result) ?? [])
}

/**
 * The first trial with another answer. The further from what was found, the further the answer from what it was: so half
 * of what is left is put aside with each question.
 */
function nearestChange(trials: readonly Trial[], result: TriageResult): Change | null {
  let [from, to] = [0, trials.length]
  let nearest: Change | null = null
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    const trial = trials[middle]
    const change = trial ? changeBy(trial, result) : null
    if (change) nearest = change
    if (change) to = middle
    else from = middle + 1
  }
  return nearest
}

function changeBy({ patient, text, values }: Trial, result: TriageResult): Change | null {
  const { status, severity, site, homeIsolation } = triage(patient)
  const isOther =
    severity !== result.severity || site !== result.site || homeIsolation !== result.homeIsolation
  return status === 'OK' && isOther ? { text, values, severity, site, homeIsolation } : null
}

/** Below this a slower rate is no better any more. NEWS2, RCP 2017, chart 1. */
const SLOWEST_NORMAL = 12

interface Trial {
  patient: Presentation
  text: string
  values: Values
}

/** The values below, from the nearest down, and those above. */
function numberTrials(
  patient: Presentation,
  field: 'spo2' | 'respiratoryRate',
  [least, most]: readonly [number, number],
  texts: { less: string; more: string },
): Trial[][] {
  const now = patient.readings[field]
  if (now === null) return []
  const trial = (value: number, text: string): Trial => ({
    patient: { ...patient, readings: { ...patient.readings, [field]: value } },
    text,
    values: { value },
  })
  return [
    Array.from({ length: Math.max(0, now - least) }, (_, step) => trial(now - 1 - step, texts.less)),
    Array.from({ length: Math.max(0, most - now) }, (_, step) => trial(now + 1 + step, texts.more)),
  ]
}

function answerTrials(patient: Presentation): Trial[][] {
  const { readings, symptoms, breathlessness, feverDays, homeFacility, caregiver } = patient
  const trial = (text: string, change: Partial<Presentation>): Trial[] => [
    { patient: { ...patient, ...change }, text, values: {} },
  ]
  const withoutBreathlessness = symptoms?.filter((symptom) => symptom !== 'BREATHLESSNESS') ?? null
  return [
    breathlessness || symptoms?.includes('BREATHLESSNESS')
      ? trial('Without breathlessness', { breathlessness: false, symptoms: withoutBreathlessness })
      : trial('With breathlessness', { breathlessness: true }),
    readings.oxygen === 'ROOM_AIR'
      ? trial('If the patient needs oxygen', { readings: { ...readings, oxygen: 'ON_OXYGEN' } })
      : [],
    (feverDays ?? 0) <= 3 ? trial('With fever above 100 °F for more than 3 days', { feverDays: 4 }) : [],
    homeFacility === false
      ? trial('With a place at home in which to isolate', { homeFacility: true })
      : trial('Without a place at home in which to isolate', { homeFacility: false }),
    caregiver === false
      ? trial('With a caregiver at home day and night', { caregiver: true })
      : trial('Without a caregiver at home day and night', { caregiver: false }),
  ]
}
