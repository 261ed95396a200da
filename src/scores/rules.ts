import type { ScoreKind, Sex } from '../generated/prisma/enums.js'
import type { Consciousness, OxygenSupport } from '../observations/rules.js'
import type { FourCComorbidity } from '../triage/four-c-comorbidity-rules.js'
import type { FourCInput } from '../triage/four-c-input-rules.js'
import type { CrpUnit, UreaUnit } from '../triage/four-c-laboratory-rules.js'
import { FOUR_C, type FourCResult, fourC } from '../triage/four-c-rules.js'
import type { TriageStatus } from '../triage/outcome-rules.js'
import { WHO_SEVERITY } from '../triage/who-criteria-rules.js'
import type { WhoInput } from '../triage/who-input-rules.js'
import {
  type ProgressionInput,
  type ProgressionResult,
  WHO_PROGRESSION,
  whoProgression,
} from '../triage/who-progression-rules.js'
import { type WhoResult, whoSeverity } from '../triage/who-severity-rules.js'

/** The scores that a clinician works out for a patient, with the name in their address. */
export const scoreKinds = {
  FOUR_C: {
    slug: 'four-c',
    label: 'ISARIC 4C Mortality Score',
    about: 'For adults who are admitted, once, with the values of the admission.',
    version: `${FOUR_C.instrument}; ${FOUR_C.version}`,
  },
  WHO_SEVERITY: {
    slug: 'severity',
    label: 'WHO severity',
    about: 'Non-severe, severe or critical: a cross-check beside the class of the triage.',
    version: `${WHO_SEVERITY.instrument}; ${WHO_SEVERITY.version}`,
  },
  WHO_PROGRESSION: {
    slug: 'progression',
    label: 'WHO Clinical Progression Scale',
    about: 'One step from 0 to 10, for the course of the illness.',
    version: `${WHO_PROGRESSION.instrument}; ${WHO_PROGRESSION.version}`,
  },
} as const satisfies Record<ScoreKind, { slug: string; label: string; about: string; version: string }>

export const SCORE_KINDS = ['FOUR_C', 'WHO_SEVERITY', 'WHO_PROGRESSION'] as const satisfies ScoreKind[]

export const kindAt = (slug: string): ScoreKind | null =>
  SCORE_KINDS.find((kind) => scoreKinds[kind].slug === slug) ?? null

/** What a clinician enters for 4C; age and admission come from the record. */
export interface FourCTold {
  sex: Sex | null
  comorbidities: FourCComorbidity[] | null
  respiratoryRate: number | null
  spo2: number | null
  oxygen: OxygenSupport | null
  spo2OnAir: number | null
  gcs: number | null
  consciousness: Consciousness | null
  sedated: boolean
  urea: number | null
  ureaUnit: UreaUnit | null
  crp: number | null
  crpUnit: CrpUnit | null
}

export type SeverityTold = Omit<WhoInput, 'ageYears' | 'ageMonths'>
export type ProgressionTold = ProgressionInput

/** What the record knows of the patient. */
export interface Person {
  ageYears: number | null
  ageMonths: number | null
  admitted: boolean
}

/** A score with all that it was worked out from, as it is kept for good. */
export type Worked =
  | { kind: 'FOUR_C'; told: FourCInput; result: FourCResult }
  | { kind: 'WHO_SEVERITY'; told: WhoInput; result: WhoResult }
  | { kind: 'WHO_PROGRESSION'; told: ProgressionInput; result: ProgressionResult }

export const workedFourC = (told: FourCTold, { ageYears, admitted }: Person): Worked => {
  const input: FourCInput = { ...told, comorbidityCount: null, ageYears, admitted }
  return { kind: 'FOUR_C', told: input, result: fourC(input) }
}

export const workedSeverity = (told: SeverityTold, { ageYears, ageMonths }: Person): Worked => {
  const input: WhoInput = { ...told, ageYears, ageMonths }
  return { kind: 'WHO_SEVERITY', told: input, result: whoSeverity(input) }
}

export const workedProgression = (told: ProgressionTold): Worked => ({
  kind: 'WHO_PROGRESSION',
  told,
  result: whoProgression(told),
})

/** The columns by which a score is listed. */
export interface ScoreBrief {
  kind: ScoreKind
  status: TriageStatus
  total: number | null
  grade: string | null
}

export function inBrief(worked: Worked): Omit<ScoreBrief, 'kind'> {
  switch (worked.kind) {
    case 'FOUR_C':
      return { status: worked.result.status, total: worked.result.total, grade: worked.result.group }
    case 'WHO_SEVERITY':
      return { status: worked.result.status, total: null, grade: worked.result.severity }
    case 'WHO_PROGRESSION':
      return { status: worked.result.status, total: worked.result.scale, grade: null }
  }
}
