import type {
  CareSite,
  HomeIsolationEligibility,
  Severity,
  Sex,
  TestKind,
  TriageStatus,
} from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { TriageResult } from './outcome-rules.js'
import type { Presentation } from './presentation-rules.js'

/** A result as it is kept whole: with all that it was reckoned from, the age that day too. */
export interface StoredResult extends TriageResult {
  told: Presentation
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
}

/** A triage with all that its own page says. */
export interface FullAssessment extends BriefAssessment {
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
