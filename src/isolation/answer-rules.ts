import type { Symptom } from '../triage/history-rules.js'
import { ALERT_LEVELS, type AlertLevel } from './home-alert-rules.js'
import type { Reason } from './monitoring-rules.js'
import { type HomeReport, hasFever } from './report-rules.js'

/** What a quick report asks for: the signs of danger, what a medical officer looks at, and whatever else there is. */
export const HOME_SIGNS: readonly Symptom[] = [
  'BREATHLESSNESS',
  'CHEST_PAIN',
  'CONFUSION',
  'UNABLE_TO_WAKE',
  'SEVERE_FATIGUE',
  'BLUISH_LIPS',
  'SLURRED_SPEECH',
  'WEAKNESS_OF_LIMB_OR_FACE',
  'SEVERE_COUGH',
  'OTHER',
]

interface Answer {
  heading: string
  /** Sentence keys; {{phone}} is the hospital's, {{hours}} the hours until the next report. */
  text: string
  /** For those who read it beside the patient's record. */
  forStaff: string
}

/** What to do at once after a report, by its alert. Policy, after the WHO home care bundle. */
export const answers: Record<AlertLevel, Answer> = {
  EMERGENCY: {
    heading: 'Call an ambulance now: 112',
    text: 'This needs help at once. Call 112, or the hospital on {{phone}}. Do not travel alone, and do not wait for a call: your doctor and the hospital have been told.',
    forStaff: 'Call the patient and send an ambulance now. The doctor in charge and the desk have been told.',
  },
  URGENT: {
    heading: 'You need a doctor now',
    text: 'Your doctor and the hospital have been told and will call you. If nobody has called within 15 minutes, or it gets worse, call {{phone}}, or 112.',
    forStaff:
      'A doctor looks at this now: call the patient, and decide whether to admit. The doctor in charge and the desk have been told.',
  },
  RECHECK: {
    heading: 'Look again, and report again',
    text: 'Rest for a few minutes. Measure what you can: SpO2 with a warm finger, after one minute of sitting still. Then report again within the hour. If it stays or gets worse, call {{phone}} today.',
    forStaff:
      'The patient was asked to measure again and to report within the hour. Call them where that does not come.',
  },
  NONE: {
    heading: 'Nothing here needs anybody now',
    text: 'Go on as before, and report again in {{hours}} hours. If anything gets worse, do not wait: report at once, or call {{phone}}.',
    forStaff: 'Nothing in it asks for anything. The next report is due in {{hours}} hours.',
  },
}

/** Who was told to look again, or to wait for a doctor, reports within the hour; the others as their plan says. */
export const RECHECK_HOURS = 1
export const hoursUntilNext = (last: AlertLevel | null, checkHours: number): number =>
  last === null || last === 'NONE' ? checkHours : Math.min(RECHECK_HOURS, checkHours)

/** What is told to others at once, and not only to the patient. */
export const isRedFlag = (level: AlertLevel): level is 'URGENT' | 'EMERGENCY' =>
  level === 'URGENT' || level === 'EMERGENCY'

interface Judged {
  alert: AlertLevel | null
  reasons: readonly Pick<Reason, 'id' | 'level'>[]
}

/**
 * Whether a changed report alerts anew: it has a red flag that the version before did not have. The same one was told
 * already, and asking twice for one answer teaches people not to look.
 */
export function alertsAnew(before: Judged | null, after: Judged): boolean {
  if (!after.alert || !isRedFlag(after.alert)) return false
  const told = new Set(flagsOf(before))
  return flagsOf(after).some((flag) => !told.has(flag))
}

const flagsOf = (judged: Judged | null): string[] =>
  judged
    ? judged.reasons.filter(({ level }) => isRedFlag(level)).map(({ id, level }) => `${id} ${level}`)
    : []

/** How grave a red flag is among others of the same patient: by its level, and then by what it found. */
export const gravityOf = (judged: Judged): { grade: number; finds: string[] } => ({
  grade: ALERT_LEVELS.indexOf(judged.alert ?? 'NONE'),
  finds: flagsOf(judged),
})

/** Fever today: measured, told in days, or ticked. Isolation does not end before 3 whole days without it. */
export const tellsOfFever = (report: HomeReport): boolean =>
  hasFever(report) ||
  (report.feverDays === null ? report.symptoms?.includes('FEVER') === true : report.feverDays > 0)
