import type { WarningKind, WarningSeverity } from '../generated/prisma/enums.js'
import { allergyWarnings } from './allergy-rules.js'
import { doseWarnings } from './dose-rules.js'
import { duplicateWarnings } from './duplicate-rules.js'
import { interactionWarnings } from './interaction-rules.js'
import { knowledgeOf } from './knowledge-rules.js'
import { notCheckedWarnings } from './not-checked-rules.js'
import type { SafetyInput, Warning } from './safety-terms-rules.js'

/**
 * Everything that speaks against a prescription, the gravest first. It is what the rules know and no more: what they
 * cannot see is said as NOT_CHECKED. To add a medicine never takes a warning away, and the order does not matter.
 */
export function safetyWarnings(input: SafetyInput): Warning[] {
  const knowledge = input.release && knowledgeOf(input.release)
  const found = [
    ...notCheckedWarnings(input, knowledge),
    ...(knowledge
      ? [
          ...allergyWarnings(input, knowledge),
          ...interactionWarnings(input, knowledge),
          ...duplicateWarnings(input, knowledge),
          ...doseWarnings(input, knowledge),
        ]
      : []),
  ]
  const bySubject = new Map<string, Warning>()
  for (const warning of found.sort(gravestFirst)) {
    const known = bySubject.get(warning.subject) ?? warning
    const about = [...new Set([...known.about, ...warning.about])].sort()
    bySubject.set(warning.subject, { ...known, about })
  }
  return [...bySubject.values()]
}

function gravestFirst(one: Warning, other: Warning): number {
  return (
    gravity.indexOf(one.severity) - gravity.indexOf(other.severity) ||
    kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
    (one.subject < other.subject ? -1 : 1)
  )
}

const gravity: WarningSeverity[] = ['CONTRAINDICATED', 'SERIOUS', 'CAUTION']
const kinds: WarningKind[] = ['ALLERGY', 'INTERACTION', 'MAXIMUM_DOSE', 'DUPLICATE', 'NOT_CHECKED']
