import type {
  CareSite,
  HomeIsolationEligibility,
  Severity,
  Sex,
  TestKind,
  TriageStatus,
} from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { Change } from './change-rules.js'
import type { CrossChecks } from './cross-check-rules.js'
import type { TriageResult } from './outcome-rules.js'
import type { Presentation } from './presentation-rules.js'
import type { SiteDecision } from './site-decision-rules.js'

/** A result as it is kept whole: with all that it was reckoned from, the age that day too. */
export interface StoredResult extends TriageResult {
  told: Presentation
  /** Of triages from before these were kept there are none. */
  crossChecks?: CrossChecks
  changes?: Change[]
}

/** A triage as lists and other pages speak of it. */
export interface BriefAssessment {
  id: string
  createdAt: Date
  testedOn: Day
  testKind: TestKind
  laboratory: string
  symptoms: string[]
  status: TriageStatus
  severity: Severity | null
  site: CareSite | null
  homeIsolation: HomeIsolationEligibility | null
  highRisk: boolean
  result: StoredResult
  /** What a doctor decided about it last; null where nobody did. */
  decision: SiteDecision | null
}

/** A triage with all that its own page says; what doctors decided about it stands beside it. */
export interface FullAssessment extends Omit<BriefAssessment, 'decision'> {
  patientId: string
  recordedById: string
  ruleSetVersion: string
}

/** What the form of a triage and its result need of the patient, and no more. */
export interface TriagedPatient {
  id: string
  number: number
  name: string
  sex: Sex | null
  dateOfBirth: Day | null
}
