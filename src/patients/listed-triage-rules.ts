import type { CareSite, Severity, TriageDecisionKind, TriageStatus } from '../generated/prisma/enums.js'

/** What a doctor signed about a triage: it holds, whatever the rules said. */
export interface ListedDecision {
  kind: TriageDecisionKind
  site: CareSite
  reason: string
  doctor: string
}

/** A triage as lists speak of it: what the rules said, and what a doctor signed since. */
export interface ListedTriage {
  status: TriageStatus
  severity: Severity | null
  decision: ListedDecision | null
}
