import type { Severity } from '../generated/prisma/enums.js'
import { inWords } from '../triage/limit-pages.js'
import { severityLabels } from '../triage/outcome-rules.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { type EndCondition, type EndDecision, type EndResult, endNeededLabels } from './end-rules.js'
import { END_SENTENCES } from './ending-rules.js'
import { careTrail } from './plan-pages.js'
import type { OfPatient } from './report-pages.js'

export interface ShownEnd {
  answer: Components['components/callout']
  conditions: {
    text: string
    value: string
    threshold: string
    source: string
    status: Components['components/status']
  }[]
  missing: string[]
  ruleSet: string
  needsReason: boolean
}

export const endPage = page<{
  staff: OfPatient
  form: Form
  action: string
  cancel: string
  otherwise: string
  /** What the rule says of what is known. */
  rule: ShownEnd | null
  options: Record<'severity' | 'yesNo' | 'fever', { value: string; label: string }[]>
}>('isolation/end', 'End the home isolation', { trail: careTrail })

export const endOtherwisePage = page<{
  staff: OfPatient
  form: Form
  action: string
  cancel: string
  version: number
}>('isolation/end-otherwise', 'End it for another reason', { trail: careTrail })

/** Why it ended: a sentence of ours, or what a doctor wrote. */
export const endReasonText = (reason: string, t: T): string =>
  END_SENTENCES.includes(reason) ? t(reason) : reason

const answers: Record<EndDecision, Pick<Components['components/callout'], 'tone' | 'heading'>> = {
  MAY_END: { tone: 'good', heading: 'The isolation may end' },
  NOT_YET: { tone: 'danger', heading: 'Not yet' },
  CLINICIAN_DECIDES: { tone: 'attention', heading: 'The treating doctor decides' },
}
const UNDECIDED = { tone: 'attention', heading: 'Something is not known yet' } as const

export function shownEnd({ decision, conditions, missing, advice, ruleSet }: EndResult, t: T): ShownEnd {
  const { tone, heading } = decision ? answers[decision] : UNDECIDED
  return {
    answer: { tone, heading: t(heading ?? ''), text: t(advice) },
    conditions: conditions.map((condition) => shownCondition(condition, t)),
    missing: missing.map((needed) => t(endNeededLabels[needed])),
    ruleSet: `${t(ruleSet.instrument)} · ${ruleSet.version}`,
    needsReason: decision === 'CLINICIAN_DECIDES',
  }
}

const shownCondition = ({ text, values, value, threshold, source, holds }: EndCondition, t: T) => ({
  text: t(text, values),
  value: value === null ? t('Not known') : typeof value === 'number' ? String(value) : t(value),
  threshold: inWords(threshold, t),
  source: t(source),
  status:
    holds === null
      ? ({ text: t('Not known'), tone: 'attention', icon: 'help-circle' } as const)
      : holds
        ? ({ text: t('Met'), tone: 'good', icon: 'circle-check' } as const)
        : ({ text: t('Not met'), tone: 'danger', icon: 'circle-x' } as const),
})

const severities: readonly Severity[] = ['MILD', 'MODERATE', 'SEVERE']

export const endOptions = (t: T) => ({
  severity: severities.map((value) => ({ value, label: t(severityLabels[value]) })),
  yesNo: [
    { value: 'yes', label: t('Yes') },
    { value: 'no', label: t('No') },
  ],
  fever: [
    { value: 'no', label: t('No') },
    { value: 'yes', label: t('Yes, last on the day below') },
  ],
})
