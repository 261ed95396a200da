import type { OxygenDevice } from '../observations/oxygen-rules.js'
import type { Consciousness, OxygenSupport } from '../observations/rules.js'
import type { CrpUnit, UreaUnit } from '../triage/four-c-laboratory-rules.js'

/** What was measured last of a patient, with the instant of each: to begin a form with, never silently. */
export interface Known {
  takenAt: Date | null
  respiratoryRate: number | null
  spo2: number | null
  oxygen: OxygenSupport | null
  oxygenDevice: OxygenDevice | null
  consciousness: Consciousness | null
  results: KnownResult[]
}

/** The newest result of a laboratory value; `at` is when the sample was taken, or else when the result was recorded. */
export interface KnownResult {
  code: string
  number: number
  unit: string | null
  at: Date
  /** Of another day of the illness: see `KNOWN_HOURS`. */
  isOld: boolean
}

/** Values older than this many hours belong to another day of the illness. Ours. */
export const KNOWN_HOURS = 72

type Unit = UreaUnit | CrpUnit

/** What a form is begun with, in the unit of the laboratory: the score compares in that, so nothing is converted. */
export interface Taken {
  result: KnownResult
  unit: Unit
}

/**
 * Of each value the result that the form takes, and those that it does not and why: too old, or in a unit that the score
 * does not know. Urea as urea where it can be taken, else as BUN.
 */
export function laboratoryOf(results: readonly KnownResult[]): {
  urea: Taken | null
  crp: Taken | null
  left: { result: KnownResult; why: 'OLD' | 'UNIT' }[]
} {
  const taken = (code: string): Taken | null => {
    const result = results.find((one) => one.code === code && !one.isOld)
    const unit = result && unitOf(result)
    return result && unit ? { result, unit } : null
  }
  const found = { urea: taken('urea') ?? taken('bun'), crp: taken('crp') }
  const left = results
    .filter(({ code }) => (code === 'crp' ? !found.crp : !found.urea))
    .map((result) => ({ result, why: unitOf(result) ? ('OLD' as const) : ('UNIT' as const) }))
  return { ...found, left }
}

const unitOf = ({ code, unit }: KnownResult): Unit | null => units[code]?.[unit ?? ''] ?? null

/** The units of the form by code and unit of the laboratory's catalogue. */
const units: Record<string, Record<string, Unit>> = {
  urea: { 'mg/dL': 'mg/dL', 'mmol/L': 'mmol/L' },
  bun: { 'mg/dL': 'mg/dL-BUN' },
  crp: { 'mg/L': 'mg/L', 'mg/dL': 'mg/dL' },
}
