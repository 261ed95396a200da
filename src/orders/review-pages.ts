import type { Priority, ResultStatus, Sex } from '../generated/prisma/enums.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'

interface Waiting {
  orderId: string
  item: string
  priority: Priority
  status: ResultStatus
  recordedAt: Date
  isCritical: boolean
  isAbnormal: boolean
  toAcknowledge: boolean
  outside: string[]
  patient: {
    id: string
    name: string
    localName: string | null
    number: number
    sex: Sex | null
    dateOfBirth: Day | null
  }
}

/** Results that wait for a doctor, in the words of their dashboard. */
export const waitingResults = (
  results: readonly Waiting[],
  { t, format, base }: { t: T; format: Format; base: string },
): Components['components/waiting-results']['rows'] =>
  results.map(({ patient, ...result }) => ({
    href: `${base}/patients/${patient.id}/orders/${result.orderId}`,
    item: result.item,
    at: result.recordedAt,
    outside: result.outside.join(', '),
    toAcknowledge: result.toAcknowledge,
    statuses: [
      `result.${result.status}` as const,
      ...(result.priority === 'ROUTINE' ? [] : [`priority.${result.priority}` as const]),
      ...(result.isCritical
        ? ['flag.CRITICAL' as const]
        : result.isAbnormal
          ? ['flag.ABNORMAL' as const]
          : []),
    ],
    patient: {
      name: patient.name,
      localName: patient.localName,
      about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
      href: `${base}/patients/${patient.id}`,
    },
  }))
