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

/** Points on A4 that are left for a picture below the letterhead, about; the page upright and on its side. */
const upright = { width: 499, height: 590 }
const onItsSide = { width: 746, height: 350 }
/** Turning the page is worth it from so much more size on. */
const WORTH_IT = 1.1

/** Whether a picture is printed larger on a page that lies on its side. Any sizes above 0, in any one unit. */
export function printsBetterSideways(picture: { width: number; height: number }): boolean {
  const scaleOn = (page: typeof upright) => Math.min(page.width / picture.width, page.height / picture.height)
  return scaleOn(onItsSide) >= WORTH_IT * scaleOn(upright)
}
