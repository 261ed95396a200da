import type { DocumentKind } from '../generated/prisma/enums.js'
import { type Day, daysBetween } from '../shared/calendar.js'

export const documentKinds = [
  'LAB_REPORT',
  'SCAN',
  'PRESCRIPTION',
  'REFERRAL',
  'DISCHARGE',
  'CONSENT',
  'OTHER',
] as const satisfies DocumentKind[]

export const documentKindLabels: Record<DocumentKind, string> = {
  LAB_REPORT: 'Laboratory report',
  SCAN: 'Scan or X-ray',
  PRESCRIPTION: 'Prescription from elsewhere',
  REFERRAL: 'Letter or referral',
  DISCHARGE: 'Discharge summary from elsewhere',
  CONSENT: 'Consent',
  OTHER: 'Something else',
}

/** Why a document cannot be of that day; null where it can. */
export function documentDayProblem(day: Day, today: Day): string | null {
  return daysBetween(today, day) > 0 ? 'Enter a date that is not in the future.' : null
}
