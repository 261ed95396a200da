import { type News2Result, news2 } from '../observations/news2-rules.js'
import { type NihResult, nihSeverity } from './nih-severity-rules.js'
import { isBreathless, type Presentation } from './presentation-rules.js'
import { type WhoResult, whoSeverity } from './who-severity-rules.js'

/** The same patient by other systems, each under its own name and version. They decide nothing here. */
export interface CrossChecks {
  who: WhoResult
  nih: NihResult
  news2: Pick<
    News2Result,
    'status' | 'total' | 'minimumTotal' | 'band' | 'redScore' | 'notApplicable' | 'ruleSet'
  >
}

/**
 * What the other systems say of what a triage asks. It asks nothing of distress, treatment or imaging, which for WHO and
 * NIH stay unknown: they say what is certain already. NEWS2 is on scale 1.
 */
export function crossChecksOf(patient: Presentation): CrossChecks {
  const { ageYears, ageMonths = null, readings, pregnant } = patient
  const { spo2, oxygen, respiratoryRate } = readings
  const saturation = { spo2, oxygen, spo2OnAir: null }
  const { status, total, minimumTotal, band, redScore, notApplicable, ruleSet } = news2({
    ...{ ageYears, pregnant, readings },
    spo2Scale: 1,
    scale2By: null,
  })
  return {
    who: whoSeverity({
      ...saturation,
      ...{ ageYears, ageMonths, respiratoryRate },
      support: oxygen === 'ROOM_AIR' ? 'NONE' : null,
      ...{ severeDistress: null, vasopressors: null, ards: null, sepsis: null, septicShock: null },
      childSigns: patient.symptoms?.includes('BLUISH_LIPS') ? ['CENTRAL_CYANOSIS'] : null,
    }),
    nih: nihSeverity({
      ...saturation,
      ...{ ageYears, respiratoryRate, breathless: isBreathless(patient), lowerRespiratoryDisease: null },
    }),
    news2: { status, total, minimumTotal, band, redScore, notApplicable, ruleSet },
  }
}
