import { inWords, sentenceOf } from '../triage/limit-pages.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { answers, HOME_SIGNS } from './answer-rules.js'
import { type AlertLevel, alertLevelLabels } from './home-alert-rules.js'
import type { Reason, ReportScore } from './monitoring-rules.js'
import { COURSES, courseLabels } from './report-rules.js'
import { alertStatus, alertTones, symptomLabel } from './report-words-pages.js'

/** Whose report it is, where staff read it. */
export interface OfPatient {
  id: string
  name: string
  banner: BannerPatient
}

const trail = ({ staff }: { staff: OfPatient | null }, t: T) =>
  staff
    ? [
        { label: t('Patients'), href: '/patients' },
        { label: staff.name, href: `/patients/${staff.id}` },
        { label: t('Care at home'), href: `/patients/${staff.id}/isolation` },
      ]
    : [{ label: t('Your care at home'), href: '/isolation' }]

export const homeReportFormPage = page<{
  staff: OfPatient | null
  form: Form
  action: string
  cancel: string
  /** The answer that says that rare values are right; null where nothing is asked. */
  confirm: string | null
  options: ReturnType<typeof homeReportOptions>
}>('isolation/report-form', ({ staff }, t) => (staff ? t('Report by telephone') : t('How are you now?')), {
  trail,
})

export const homeReportPage = page<{
  staff: OfPatient | null
  /** When it came, and from whom. */
  written: string
  answer: Components['components/callout']
  /** The rule does not apply to children, or something was missing. */
  notes: string[]
  reasons: {
    text: string
    threshold: string
    source: string
    policy: boolean
    status: Components['components/status']
  }[]
  told: Components['components/summary-list']['rows']
  ruleSet: string
  replaced: boolean
  actions: ActionLink[]
  flag: {
    href: string
    status: string
    bed: { action: string; alertId: string; key: string } | null
    request: string | null
  } | null
}>('isolation/report', ({ staff }, t) => (staff ? t('Report from home') : t('Your report')), { trail })

interface Around {
  phone: string
  checkHours: number
  forStaff: boolean
}

/** What to do at once, in the words of who reads. */
export function answerTo(level: AlertLevel, { phone, checkHours, forStaff }: Around, t: T) {
  const { heading, text, forStaff: instead } = answers[level]
  const words = { phone, hours: checkHours }
  return {
    tone: alertTones[level],
    heading: forStaff ? t(alertLevelLabels[level]) : t(heading),
    text: forStaff ? t(instead, words) : t(text, words),
  } satisfies Components['components/callout']
}

export const shownReason = ({ text, values, threshold, source, policy, level }: Reason, t: T) => ({
  text: sentenceOf(text, values, t),
  threshold: inWords(threshold, t, { ...courseLabels, yes: 'Yes' }),
  source: t(source),
  policy,
  status: alertStatus(level, t),
})

export function notesOf({ status, notApplicable }: ReportScore, t: T): string[] {
  if (notApplicable)
    return [
      t(
        'These rules are for adults. A child at home is looked at by a doctor for children, whatever they say.',
      ),
    ]
  return status === 'INCOMPLETE'
    ? [t('Something was not measured: what is missing is not taken for normal.')]
    : []
}

export const homeReportOptions = (t: T) => ({
  courses: COURSES.map((value) => ({ value, label: t(courseLabels[value]) })),
  symptoms: HOME_SIGNS.map((value) => ({ value, label: t(symptomLabel(value)) })),
  yesNo: [
    { value: 'no', label: t('No, room air') },
    { value: 'yes', label: t('Yes, oxygen') },
  ],
})
