import { needsShown } from '../requests/needs-pages.js'
import { sentenceOf } from '../triage/limit-pages.js'
import { nextStep, nextSteps } from '../triage/next-step-rules.js'
import { type CareSite, severityLabels, type TriageResult } from '../triage/outcome-rules.js'
import type { T } from '../web/words.js'
import type { Advice } from './pages.js'
import { needOf } from './rules.js'

/** What the newest triage, or a doctor after it, asks for, in the words for the person who looks for a bed. */
export function adviceOf(result: TriageResult, decided: CareSite | null, t: T): Omit<Advice, 'at'> {
  const { tone, staff } = nextSteps[nextStep(result, decided)]
  const need = needOf(result)
  return {
    tone,
    heading: t(staff.heading),
    why: decisiveRule(result, t),
    needs: need ? needsShown(need, t) : '',
  }
}

/** A first sentence for the reason, which the receptionist completes. */
export function reasonOf(result: TriageResult, t: T): string {
  const words = [
    result.severity
      ? t('COVID-19, {{severity}}.', { severity: t(severityLabels[result.severity]).toLowerCase() })
      : t('COVID-19.'),
  ]
  return [...words, decisiveRule(result, t) ?? ''].join(' ').trim()
}

/** The rule that decided where the patient is cared for, with the value that it found. */
export function decisiveRule({ fired, decidedBy, homeIsolation }: TriageResult, t: T): string | null {
  const deciding = homeIsolation === 'MEDICAL_OFFICER_EVALUATION' ? decidedBy.homeIsolation : decidedBy.site
  const rule = fired.find(({ id }) => id === deciding) ?? fired.find(({ id }) => id === decidedBy.severity)
  return rule ? sentenceOf(rule.text, rule.values, t) : null
}
