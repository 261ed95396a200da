import type { Round } from './entry-rules.js'
import { type News2Result, news2 } from './news2-rules.js'
import { type Alert, alertsOf, type EarlierRound } from './serial-rules.js'

/** A clinician's decision about the SpO2 scale of a patient. */
export interface ScaleDecision {
  scale: number
  doctor: string
  /** ISO. */
  decidedAt: string
}

/** A score as it is kept with its round, for good: with its parts, its version and what it was compared with. */
export interface StoredScore extends News2Result {
  ageYears: number | null
  alerts: Alert[]
  /** The last complete score before, at most some hours old. */
  before: { takenAt: string; total: number } | null
  /** Who put the patient on scale 2; null on scale 1. */
  scaleDecision: ScaleDecision | null
}

export interface ScoreAround {
  ageYears: number | null
  pregnant: boolean
  decision: ScaleDecision | null
  earlier: readonly EarlierRound[]
}

/** The score of a round with all that is kept with it. */
export function scoreOf(round: Round, { ageYears, pregnant, decision, earlier }: ScoreAround): StoredScore {
  const result = news2({
    ageYears,
    pregnant,
    readings: readingsOf(round),
    spo2Scale: decision?.scale ?? 1,
    scale2By: decision?.doctor ?? null,
  })
  const scored = [...earlier]
    .sort((one, other) => other.takenAt.getTime() - one.takenAt.getTime())
    .find(({ total }) => total !== null)
  return {
    ...result,
    ageYears,
    alerts: alertsOf(result, round, earlier),
    before: scored ? { takenAt: scored.takenAt.toISOString(), total: scored.total ?? 0 } : null,
    scaleDecision: result.spo2Scale === 2 ? decision : null,
  }
}

function readingsOf(round: Round) {
  const { spo2, oxygen, respiratoryRate, temperatureTenthsC, pulse, systolic, diastolic, consciousness } =
    round
  return { spo2, oxygen, respiratoryRate, temperatureTenthsC, pulse, systolic, diastolic, consciousness }
}
