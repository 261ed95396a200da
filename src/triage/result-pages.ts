import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { StatusName, Tone } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { BriefAssessment, FullAssessment, TriagedPatient } from './assessment-rules.js'
import { type ShownChange, type ShownCheck, shownChanges, shownChecks } from './cross-check-pages.js'
import { decidingRules, factsOf, type ShownRule, shownRule } from './explanation-pages.js'
import { trailTo } from './form-pages.js'
import { conditions, symptoms } from './history-rules.js'
import { answeredByStay, nextStep, nextSteps } from './next-step-rules.js'
import { careSiteLabels, type FiredRule, neededLabels, redFlagLabels } from './outcome-rules.js'
import type { HighRiskFeature } from './presentation-rules.js'
import { APPROVAL_NOTICE } from './rules.js'
import { decisionLabels, type SiteDecision } from './site-decision-rules.js'
import { testKindLabels } from './test-rules.js'
import { neededOfPatient, type Voice } from './wording-rules.js'

/** A triage as a patient, as staff and as clinical data entry read it: the same parts, in the words for each. */
export interface ResultModel {
  /** Whose it is, for staff. The patient knows; clinical data entry gets `person`. */
  staff: { patientId: string; banner: BannerPatient } | null
  person: { name: string; number: string; dateOfBirth: Day | null } | null
  recordedAt: Date
  recordedBy: string | null
  statuses: StatusName[]
  decidedBy: string[]
  next: { tone: Tone; heading: string; text: string; link: { label: string; href: string } | null }
  /** What doctors decided about it, the last first, which holds; the patient reads no reasons. */
  decisions: { site: string; kind: string; by: string; at: Date; reason: string | null }[]
  actions: ActionLink[]
  /** The page of a newer triage, which counts instead of this one. */
  newer: string | null
  missing: string[]
  redFlags: string[]
  highRisk: string[]
  cautions: ShownRule[]
  fired: ShownRule[]
  /** What other systems say, for staff; what would change the answer. */
  checks: ShownCheck[]
  changes: ShownChange[]
  facts: { label: string; value: string }[]
  told: { label: string; value: string | null }[]
  readings: Components['components/readings']['items']
  ruleSet: { system: string; version: string }
  notice: string
}

export const resultPage = page<ResultModel>('triage/result', 'Result of the triage', {
  trail: ({ staff }, t) => (staff ? trailTo(staff.patientId, staff.banner.name, t) : []),
})

/** The bed that a patient is in now, or when they left the last one: what would follow otherwise is done already. */
export interface KnownStay {
  inBed: string | null
  dischargedAt: Date | null
}

interface Around {
  voice: Voice
  phone: string
  staff?: ResultModel['staff']
  person?: TriagedPatient
  recordedBy?: string | null
  decisions: SiteDecision[]
  stay: KnownStay
  newer: string | null
  actions: ActionLink[]
  readings: ResultModel['readings']
}

export function shownResult(
  assessment: FullAssessment,
  around: Around,
  format: Pick<Format, 'day' | 'instant'>,
  t: T,
): ResultModel {
  const { result } = assessment
  const shown = (rule: FiredRule) => shownRule(rule, Object.values(result.decidedBy), t)
  const fired = result.fired.map(shown)
  return {
    staff: around.staff ?? null,
    person: around.person ? { ...around.person, number: patientNumber(around.person.number) } : null,
    recordedAt: assessment.createdAt,
    recordedBy: around.recordedBy ?? null,
    statuses: statusesOf(assessment),
    decidedBy: decidingRules(assessment).map((rule) => shown(rule).text),
    next: nextOf({ ...assessment, decision: around.decisions[0] ?? null }, around, format, t),
    decisions: around.decisions.map(({ site, kind, doctor, decidedAt, reason }) => ({
      site: t(careSiteLabels[site]),
      kind: t(decisionLabels[kind]),
      by: doctor,
      at: decidedAt,
      reason: around.voice === 'staff' ? reason : null,
    })),
    actions: around.actions,
    newer: around.newer,
    missing: missingLabels(assessment, t, around.voice),
    redFlags: result.redFlags.map((sign) => t(redFlagLabels[sign])),
    highRisk: result.highRiskFeatures.map((feature) => t(highRiskLabel(feature))),
    cautions: result.cautions.map(shown),
    fired,
    checks: around.voice === 'staff' ? shownChecks(result, t) : [],
    changes: shownChanges(result, t),
    facts: factsOf(assessment, t),
    told: toldRows(assessment, format.day, t),
    readings: around.readings,
    ruleSet: { system: t(result.ruleSet.system), version: assessment.ruleSetVersion },
    notice: t(APPROVAL_NOTICE),
  }
}

/** The class as a word that is never alone a colour; what is missing is said beside what is certain. */
export function statusesOf({
  status,
  severity,
  highRisk,
}: Pick<BriefAssessment, 'status' | 'severity' | 'highRisk'>): StatusName[] {
  return [
    ...(severity ? [`severity.${severity}` as const] : []),
    ...(status === 'OK' ? [] : [`triage.${status}` as const]),
    ...(highRisk ? (['risk.HIGH'] as const) : []),
  ]
}

export function missingLabels(
  { result }: Pick<BriefAssessment, 'result'>,
  t: T,
  voice: Voice = 'staff',
): string[] {
  const labels = voice === 'patient' ? neededOfPatient : neededLabels
  return result.missing.map((item) => t(labels[item]))
}

/** What follows, in the words for the reader; a patient can call from there. */
export function nextOf(
  triage: Pick<BriefAssessment, 'result' | 'createdAt' | 'decision'>,
  { voice, phone, stay: { inBed, dischargedAt } }: Pick<Around, 'voice' | 'phone' | 'stay'>,
  format: Pick<Format, 'instant'>,
  t: T,
): ResultModel['next'] {
  const call = { label: t('Call {{phone}}', { phone }), href: `tel:${phone.replaceAll(' ', '')}` }
  if (inBed !== null) {
    const heading = voice === 'patient' ? t('You are in the hospital') : t('Admitted already')
    const text = t('In a bed of the hospital now: {{bed}}. The doctors in charge decide what follows.', {
      bed: inBed,
    })
    return { tone: 'info', heading, text, link: null }
  }
  if (answeredByStay(triage, dischargedAt)) {
    const values = { until: format.instant(dischargedAt), phone }
    const text =
      voice === 'patient'
        ? t('You were in the hospital until {{until}}. If you feel ill again, call {{phone}}.', values)
        : t('Discharged on {{until}}. Whoever is ill again is triaged again.', values)
    const heading =
      voice === 'patient' ? t('Your stay has answered this') : t('A stay has answered this triage')
    return { tone: 'neutral', heading, text, link: voice === 'patient' ? call : null }
  }
  const step = nextSteps[nextStep(triage.result, triage.decision?.site)]
  const { heading, text } = step[voice]
  return {
    tone: step.tone,
    heading: t(heading),
    text: t(text, { phone }),
    link: voice === 'patient' ? call : null,
  }
}

export const symptomLabels = (codes: readonly string[], t: T) => labelsIn(symptoms, codes, t)

function toldRows(assessment: FullAssessment, format: (day: Day) => string, t: T): ResultModel['told'] {
  const { told } = assessment.result
  const yesOrNo = (answer: boolean | null) => (answer === null ? null : answer ? t('Yes') : t('No'))
  const listed = (codes: readonly string[] | null, labels: string[]) =>
    codes === null ? null : labels.length > 0 ? labels.join(', ') : t('None')
  const test = {
    day: format(assessment.testedOn),
    kind: t(testKindLabels[assessment.testKind]),
    laboratory: assessment.laboratory,
  }
  return [
    { label: t('Positive test'), value: t('{{kind}} on {{day}}, {{laboratory}}', test) },
    {
      label: t('Age that day'),
      value: told.ageYears === null ? null : t('{{count}} years', { count: told.ageYears }),
    },
    { label: t('Symptoms'), value: listed(told.symptoms, symptomLabels(told.symptoms ?? [], t)) },
    { label: t('Breathless'), value: yesOrNo(told.breathlessness) },
    { label: t('Days of fever'), value: told.feverDays === null ? null : String(told.feverDays) },
    {
      label: t('Conditions'),
      value: listed(told.conditions, labelsIn(conditions, told.conditions ?? [], t)),
    },
    ...(told.pregnant ? [{ label: t('Pregnant'), value: t('Yes') }] : []),
    { label: t('A place at home in which to isolate'), value: yesOrNo(told.homeFacility) },
    { label: t('A caregiver day and night'), value: yesOrNo(told.caregiver) },
  ]
}

const highRiskLabel = (feature: HighRiskFeature) =>
  feature === 'AGE_OVER_60'
    ? 'Over 60 years'
    : (conditions.find(({ code }) => code === feature)?.label ?? feature)

const labelsIn = (entries: readonly { code: string; label: string }[], codes: readonly string[], t: T) =>
  entries.filter(({ code }) => codes.includes(code)).map(({ label }) => t(label))
