import type { OxygenDevice } from '../observations/oxygen-rules.js'
import type { Consciousness, OxygenSupport } from '../observations/rules.js'

/** What was measured last of a patient, with the instant of each: to begin a form with, never silently. */
export interface Known {
  takenAt: Date | null
  respiratoryRate: number | null
  spo2: number | null
  oxygen: OxygenSupport | null
  oxygenDevice: OxygenDevice | null
  consciousness: Consciousness | null
  results: { code: string; number: number; unit: string | null; at: Date }[]
}
