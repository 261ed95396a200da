import type { Severity, TriageStatus } from '../generated/prisma/enums.js'
import { ageAndSex, photoOf, triageOf } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { StoredResult } from './assessment-rules.js'
import { shownRule } from './explanation-pages.js'
import { nextStep, nextSteps } from './next-step-rules.js'
import { reasonsForDoctor } from './site-decision-rules.js'
import { waitOf } from './waiting-rules.js'

type ShownToSign = Components['components/triages-to-sign']['rows'][number]

export const signOffsPage = page<{
  rows: ShownToSign[]
  total: number
  live: string
  newer: string | null
  older: string | null
}>('triage/sign-offs', 'Triages that wait for you')

interface ToSign {
  id: string
  since: Date
  status: TriageStatus
  severity: Severity | null
  result: StoredResult
  isOwn: boolean
  patient: Parameters<typeof ageAndSex>[0] &
    Parameters<typeof photoOf>[0] & {
      number: number
      name: string
      localName: string | null
      dateOfBirth: Day | null
    }
}

/** In plain words: who, what a doctor has to decide and why, and how long it waits. */
export function shownToSign(
  { id, since, result, isOwn, patient, ...triage }: ToSign,
  now: Date,
  { t, format, base }: { t: T; format: Format; base: string },
): ShownToSign {
  const record = `${base}/patients/${patient.id}`
  const wait = waitOf(since, now)
  return {
    patient: {
      name: patient.name,
      localName: patient.localName,
      about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
      photo: photoOf(patient, base),
      href: record,
    },
    triage: triageOf({ ...triage, decision: null }),
    isEmergency: result.urgency === 'EMERGENCY',
    question: t(nextSteps[nextStep(result)].staff.heading),
    why: reasonsForDoctor(result).map((rule) => shownRule(rule, [], t).text),
    since,
    wait: t(wait.text, wait.values),
    isOwn,
    href: `${record}/triage/${id}/decision`,
  }
}
