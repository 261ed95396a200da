import type { ResultFlag } from '../generated/prisma/enums.js'
import type { ResultOnPage } from '../web/components/orders.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { Trend } from './clinical-pages.js'
import { shownResult } from './entry-pages.js'

export const ownResultsPage = page<{
  expected: {
    item: string
    at: Date
    place: string | null
    preparation: string | null
    doctor: string
  }[]
  checkedAgain: string[]
  results: { href: string; item: string; at: Date; doctor: string; isAbnormal: boolean }[]
  newer: string | null
  older: string | null
}>('orders/own-list', 'Your results')

export const ownResultPage = page<{
  item: string
  number: string
  doctor: string
  takenAt: Date
  releasedAt: Date
  result: ResultOnPage
  trends: Trend[]
  report: string
}>('orders/own-result', ({ item }) => item, {
  trail: (_page, t) => [{ label: t('Your results'), href: '/results' }],
})

/** A result for the patient: in plain words, and without who typed it or what doctors said of it to each other. */
export function ownResult(
  result: Parameters<typeof shownResult>[0],
  t: T,
  documents: string | null,
): ResultOnPage {
  const shown = shownResult(result, t, documents)
  return {
    ...shown,
    by: null,
    acknowledgement: null,
    isCritical: false,
    values: shown.values.map((value, index) => {
      const { flag = null, number = null } = result.values[index] ?? {}
      if (flag) return { ...value, note: t(plainWords[flag]) }
      // Words are read as they are: nobody asks for their range.
      return { ...value, note: number === null ? null : t('There is no range to compare this with.') }
    }),
  }
}

const plainWords: Record<ResultFlag, string> = {
  NORMAL: 'As expected.',
  LOW: 'Lower than expected.',
  HIGH: 'Higher than expected.',
  ABNORMAL: 'Not as expected. Ask your doctor what it means for you.',
  CRITICAL_LOW: 'Much lower than expected. Your doctor knows of it.',
  CRITICAL_HIGH: 'Much higher than expected. Your doctor knows of it.',
  CRITICAL: 'This needs care. Your doctor knows of it.',
}
