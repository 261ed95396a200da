import type { Mood } from '../generated/prisma/enums.js'
import { type Symptom, symptoms } from '../triage/history-rules.js'
import { redFlagLabels } from '../triage/outcome-rules.js'

/** From the best to the worst. */
export const moods = ['VERY_GOOD', 'GOOD', 'OKAY', 'LOW', 'VERY_LOW'] as const satisfies Mood[]

export const moodLabels: Record<Mood, string> = {
  VERY_GOOD: 'Very good',
  GOOD: 'Good',
  OKAY: 'So-so',
  LOW: 'Low',
  VERY_LOW: 'Very low',
}

/** How well one feels, whole numbers; 10 is best. */
export const RATING = { from: 1, to: 10 } as const

/** What the patient can tick: as in a triage, but what the list lacks is told in their own words. */
export const reportSymptoms = symptoms.filter(({ code }) => code !== 'OTHER')
export const REPORT_SYMPTOMS: readonly Symptom[] = reportSymptoms.map(({ code }) => code)

const labels = new Map<string, string>(symptoms.map(({ code, label }) => [code, label]))

/** The words of a stored symptom. */
export const symptomLabel = (code: string): string => labels.get(code) ?? code

/** A report is the patient's own to change on its day, by the hospital's calendar; then it stays as it is. */
export const isOpenOn = (report: { day: string }, today: string): boolean => report.day === today

/** What cannot wait until somebody reads it: a sign of danger, or so little oxygen that a triage would not send home. */
export const needsHelpNow = ({ symptoms, spo2 }: { symptoms: readonly Symptom[]; spo2: number | null }) =>
  symptoms.some((code) => code in redFlagLabels) || (spo2 !== null && spo2 <= LOW_SPO2)

/** Per cent, on air: MoHFW home isolation guidelines (05/01/2022). */
const LOW_SPO2 = 93
