import type { T } from '../web/words.js'
import type { FullAssessment } from './assessment-rules.js'
import { inWords, sentenceOf } from './limit-pages.js'
import {
  careSiteLabels,
  type FiredRule,
  homeIsolationLabels,
  severityLabels,
  urgencyLabels,
} from './outcome-rules.js'

/** A rule that fired, in words. */
export interface ShownRule {
  text: string
  value: string
  threshold: string
  source: string
  /** Ours, not the guideline's. */
  policy: boolean
  /** It decided the class or the site. */
  decided: boolean
}

/** The rules that decided the class and, where another one did, the site. */
export function decidingRules({ result }: FullAssessment): FiredRule[] {
  const ids = new Set([result.decidedBy.severity, result.decidedBy.site, result.decidedBy.homeIsolation])
  return result.fired.filter(({ id }) => ids.has(id))
}

/** The parts of the decision, or how much of it is certain already. */
export function factsOf(
  { status, severity, site, homeIsolation, result }: FullAssessment,
  t: T,
): { label: string; value: string }[] {
  const { atLeast, urgency } = result
  const named = (label: string | null | undefined) => (label ? t(label) : t('Not decided'))
  const least = (label: string | null | undefined) =>
    label ? t('{{least}} at least', { least: t(label) }) : t('Not decided')
  const { severity: leastSeverity, site: leastSite } = atLeast ?? { severity: null, site: null }
  const urgent = { label: t('Urgency'), value: named(urgency && urgencyLabels[urgency]) }
  if (status === 'NOT_APPLICABLE') return [urgent]
  return [
    {
      label: t('Class'),
      value: severity ? t(severityLabels[severity]) : least(leastSeverity && severityLabels[leastSeverity]),
    },
    {
      label: t('Site of care advised'),
      value: site ? t(careSiteLabels[site]) : least(leastSite && careSiteLabels[leastSite]),
    },
    {
      label: t('Home isolation'),
      value: status === 'OK' ? named(homeIsolation && homeIsolationLabels[homeIsolation]) : t('Not cleared'),
    },
    urgent,
  ]
}

export function shownRule(rule: FiredRule, deciding: (string | null)[], t: T): ShownRule {
  return {
    text: sentenceOf(rule.text, rule.values, t),
    value: inWords(rule.value, t),
    threshold: inWords(rule.threshold, t),
    source: t(rule.source),
    policy: rule.policy,
    decided: deciding.includes(rule.id),
  }
}
