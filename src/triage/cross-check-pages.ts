import { bandLabels, notApplicableTexts } from '../observations/response-rules.js'
import type { T } from '../web/words.js'
import type { StoredResult } from './assessment-rules.js'
import type { Change } from './change-rules.js'
import { sentenceOf } from './limit-pages.js'
import { nihSeverityLabels } from './nih-severity-rules.js'
import { careSiteLabels, type FiredRule, homeIsolationLabels, severityLabels } from './outcome-rules.js'
import { whoSeverityLabels } from './who-severity-rules.js'

/** What another system says of the same patient, under its name and version. */
export interface ShownCheck {
  system: string
  answer: string
  why: string[]
}

/** A finding with which the answer would be another one, and that answer. */
export interface ShownChange {
  finding: string
  answer: string
}

/** None of a triage from before they were kept. */
export function shownChecks({ crossChecks }: StoredResult, t: T): ShownCheck[] {
  if (!crossChecks) return []
  const { who, nih, news2 } = crossChecks
  const fired = (rules: readonly Pick<FiredRule, 'text' | 'values'>[]) =>
    rules.map(({ text, values }) => sentenceOf(text, values, t))
  const system = ({ instrument, version }: { instrument: string; version: string }) =>
    `${t(instrument)} · ${version}`
  return [
    {
      system: system(who.ruleSet),
      answer:
        who.status === 'NOT_APPLICABLE'
          ? t('No class under 18 years')
          : leastKnown(who.severity, who.atLeast, 'NON_SEVERE', whoSeverityLabels, t),
      why: fired(who.fired),
    },
    {
      system: system(nih.ruleSet),
      answer:
        nih.status === 'NOT_APPLICABLE'
          ? t('No class under 18 years')
          : leastKnown(nih.severity, nih.atLeast, 'MILD', nihSeverityLabels, t),
      why: fired(nih.fired),
    },
    { system: system(news2.ruleSet), answer: news2Answer(news2, t), why: [] },
  ]
}

export function shownChanges({ changes = [] }: StoredResult, t: T): ShownChange[] {
  return changes.map((change) => ({ finding: t(change.text, change.values), answer: answerOf(change, t) }))
}

function answerOf({ severity, site, homeIsolation }: Change, t: T): string {
  const parts = [
    ...(severity ? [t(severityLabels[severity])] : []),
    ...(site ? [t(careSiteLabels[site])] : []),
    ...(site === 'HOME' && homeIsolation === 'MEDICAL_OFFICER_EVALUATION'
      ? [t(homeIsolationLabels[homeIsolation])]
      : []),
  ]
  return parts.join(', ')
}

/** A class, or how much of it is certain; the mildest one is never certain while something is unknown. */
function leastKnown<Class extends string>(
  decided: Class | null,
  atLeast: Class | null,
  mildest: Class,
  labels: Record<Class, string>,
  t: T,
): string {
  if (decided) return t(labels[decided])
  if (atLeast === null || atLeast === mildest)
    return t('Nothing worse than {{mildest}} is known, but not everything was asked', {
      mildest: t(labels[mildest]).toLowerCase(),
    })
  return t('{{least}} at least', { least: t(labels[atLeast]) })
}

function news2Answer(news2: NonNullable<StoredResult['crossChecks']>['news2'], t: T): string {
  if (news2.notApplicable) return t(notApplicableTexts[news2.notApplicable])
  if (news2.total !== null && news2.band !== null) {
    const band = t(bandLabels[news2.band]).toLowerCase()
    return t('NEWS2 {{total}}: {{band}}', { total: news2.total, band })
  }
  return t('NEWS2 incomplete, at least {{atLeast}}', { atLeast: news2.minimumTotal ?? 0 })
}
