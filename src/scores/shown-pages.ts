import { OXIMETER_CAUTION } from '../observations/response-rules.js'
import { FOUR_C_CAUTIONS, fourCNeededLabels, fourCPartLabels } from '../triage/four-c-input-rules.js'
import { type FourCGroup, fourCGroupLabels } from '../triage/four-c-mortality-rules.js'
import type { FourCPoints, FourCResult } from '../triage/four-c-rules.js'
import { inWords, sentenceOf } from '../triage/limit-pages.js'
import { roomAirSpo2 } from '../triage/support-rules.js'
import type { WhoSeverity } from '../triage/who-criteria-rules.js'
import type { WhoInput } from '../triage/who-input-rules.js'
import { type ProgressionResult, progressionLabels } from '../triage/who-progression-rules.js'
import { type WhoResult, whoSeverityLabels } from '../triage/who-severity-rules.js'
import type { Tone } from '../web/components/telling.js'
import type { T } from '../web/words.js'
import type { ShownScore } from './pages.js'
import { type ScoreBrief, scoreKinds, type Worked } from './rules.js'
import { progressionNeeded, whoNeeded } from './wording-rules.js'

/** A score as a list speaks of it: word and tone, never a number alone. */
export function scoreStatus({ kind, status, total, grade }: ScoreBrief, t: T) {
  if (status === 'INCOMPLETE') return { text: t('Incomplete'), tone: 'attention' as const }
  if (status !== 'OK') return { text: t('Does not apply'), tone: 'neutral' as const }
  if (kind === 'WHO_PROGRESSION')
    return { text: t('Step {{step}}', { step: total ?? '' }), tone: stepTone(total ?? 0) }
  if (kind === 'FOUR_C') {
    const group = grade as FourCGroup
    return {
      text: t('{{total}} points: {{group}}', { total: total ?? '', group: t(fourCGroupLabels[group]) }),
      tone: groupTones[group],
    }
  }
  const severity = grade as WhoSeverity
  return { text: t(whoSeverityLabels[severity]), tone: severityTones[severity] }
}

export function shownScore(worked: Worked, brief: ScoreBrief, t: T): ShownScore {
  const named = { name: t(scoreKinds[worked.kind].label), status: scoreStatus(brief, t) }
  switch (worked.kind) {
    case 'FOUR_C':
      return { ...named, ...shownFourC(worked.result, t) }
    case 'WHO_SEVERITY':
      return { ...named, ...shownSeverity(worked.told, worked.result, t) }
    case 'WHO_PROGRESSION':
      return { ...named, ...shownProgression(worked.result, t) }
  }
}

type Shown = Omit<ShownScore, 'name' | 'status'>

function shownFourC(result: FourCResult, t: T): Shown {
  const { total, group, mortality, missing, minimumTotal, maximumTotal, parts } = result
  const between = { from: minimumTotal ?? '', to: maximumTotal ?? '' }
  return {
    says:
      total !== null && group !== null && mortality !== null
        ? {
            tone: groupTones[group],
            heading: t('{{total}} of 21 points: {{group}}', { total, group: t(fourCGroupLabels[group]) }),
            text: `${t(mortality.text, mortality.values)} ${t('United Kingdom, 2020, before vaccination.')}`,
          }
        : {
            tone: 'attention',
            heading: t('No total: something is missing'),
            text: t('It will lie between {{from}} and {{to}} points.', between),
          },
    missing: missing.map((item) => t(fourCNeededLabels[item])),
    gives: t('Points'),
    steps: [],
    parts: parts.map((part) => ({
      label: t(fourCPartLabels[part.part]),
      value: part.value === null ? t('not known') : foundIn(part, t),
      points: part.points === null ? t('0 to {{most}}', { most: part.most }) : String(part.points),
      limit: part.threshold === null || part.part === 'sex' ? '' : inWords(part.threshold, t),
      source: part.source,
      policy: part.policy,
    })),
    cautions: FOUR_C_CAUTIONS.map((caution) => t(caution)),
  }
}

const foundIn = ({ part, value }: FourCPoints, t: T): string =>
  part === 'spo2' ? `${value} %` : inWords(value ?? '', t)

function shownSeverity(told: WhoInput, result: WhoResult, t: T): Shown {
  const { severity, atLeast, urgency, fired, missing } = result
  const onAir = roomAirSpo2(told)
  return {
    says: severity
      ? {
          tone: severityTones[severity],
          heading: t(whoSeverityLabels[severity]),
          text: t(WHO_TEXTS[severity]),
        }
      : urgency
        ? {
            tone: urgency === 'ROUTINE' ? 'neutral' : 'danger',
            heading: t('No class under 18 years'),
            text: t(CHILD_TEXTS[urgency === 'ROUTINE' ? 'ROUTINE' : 'DANGER']),
          }
        : {
            tone: atLeast === 'NON_SEVERE' ? 'attention' : 'danger',
            heading: t('No class: something is missing'),
            text:
              atLeast === 'NON_SEVERE'
                ? t('Nothing known is severe, which is not the same as non-severe.')
                : t('{{least}} at least', { least: t(whoSeverityLabels[atLeast ?? 'NON_SEVERE']) }),
          },
    missing: missing.map((item) => t(whoNeeded[item])),
    gives: t('Class'),
    steps: [],
    parts: fired.map((rule) => ({
      label: sentenceOf(rule.text, rule.values, t),
      value: inWords(rule.value, t),
      points: t(whoSeverityLabels[rule.severity]),
      limit: inWords(rule.threshold, t),
      source: rule.source,
      policy: rule.policy,
    })),
    cautions: onAir !== null && onAir >= 88 && onAir <= 92 ? [t(OXIMETER_CAUTION, { value: onAir })] : [],
  }
}

function shownProgression({ scale, text, atLeast, atMost, missing }: ProgressionResult, t: T): Shown {
  return {
    says:
      scale !== null && text !== null
        ? { tone: stepTone(scale), heading: t('Step {{step}} of 10', { step: scale }), text: t(text) }
        : {
            tone: 'attention',
            heading: t('No step: something is missing'),
            text: t('It lies between step {{from}} and step {{to}}.', {
              from: atLeast ?? '',
              to: atMost ?? '',
            }),
          },
    missing: missing.map((item) => t(progressionNeeded[item])),
    gives: '',
    parts: [],
    steps: progressionLabels.map((label, number) => ({ number, text: t(label), current: number === scale })),
    cautions: [t('Older scales of 8 or 9 points number the same states differently.')],
  }
}

const groupTones: Record<FourCGroup, Tone> = {
  LOW: 'good',
  INTERMEDIATE: 'attention',
  HIGH: 'danger',
  VERY_HIGH: 'danger',
}

const severityTones: Record<WhoSeverity, Tone> = { NON_SEVERE: 'good', SEVERE: 'danger', CRITICAL: 'danger' }

const stepTone = (step: number): Tone => (step >= 6 ? 'danger' : step >= 4 ? 'attention' : 'info')

const WHO_TEXTS: Record<WhoSeverity, string> = {
  NON_SEVERE:
    'No criterion of severe or critical. SpO2 from 90 to 94 % on a falling trend can be an early severe illness.',
  SEVERE: 'A criterion of severe, and none of critical.',
  CRITICAL: 'A criterion of critical: intensive care.',
}

const CHILD_TEXTS = {
  DANGER: 'There is a sign of danger: call paediatrics at once.',
  ROUTINE: 'No sign of danger is known. Use the paediatric protocol and call paediatrics.',
}
