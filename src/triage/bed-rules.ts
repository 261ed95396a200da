import type { BedNeeds } from '../requests/rules.js'
import type { TriageResult } from './outcome-rules.js'

/**
 * The bed that a triage asks for; null where it asks for none here (home, COVID care centre, not decided).
 * An incomplete triage that is certain to end in admission asks already, with oxygen unless it is known to be
 * mild.
 */
export function bedNeeds({
  severity,
  site,
  atLeast,
}: Pick<TriageResult, 'severity' | 'site' | 'atLeast'>): BedNeeds | null {
  switch (site ?? atLeast?.site) {
    case 'WARD':
      return { isolation: true, oxygen: severity !== 'MILD', levels: ['WARD'] }
    case 'HDU_ICU':
      return { isolation: true, oxygen: true, levels: ['HDU', 'ICU'] }
    default:
      return null
  }
}
