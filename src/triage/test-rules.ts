import type { TestKind } from '../generated/prisma/enums.js'
import { type Day, daysBetween } from '../shared/calendar.js'
import type { Values } from '../shared/errors.js'

export const TEST_KINDS = [
  'RT_PCR',
  'RAPID_ANTIGEN',
  'CBNAAT',
  'TRUENAT',
] as const satisfies readonly TestKind[]

export const testKindLabels: Record<TestKind, string> = {
  RT_PCR: 'RT-PCR',
  RAPID_ANTIGEN: 'Rapid antigen',
  CBNAAT: 'CBNAAT',
  TRUENAT: 'TrueNat',
}

/** Days after which a positive test says nothing about today. Our policy. */
export const OLDEST_TEST_DAYS = 60

/** What is wrong with the date of a positive test, as a sentence key with its values; null where nothing is. */
export function testDayProblem(testedOn: Day, today: Day): { text: string; values: Values } | null {
  const days = daysBetween(testedOn, today)
  if (days < 0) return { text: 'The date of the test is in the future.', values: {} }
  if (days > OLDEST_TEST_DAYS)
    return {
      text: 'The test was {{days}} days ago. A test older than {{most}} days does not count: test again.',
      values: { days, most: OLDEST_TEST_DAYS },
    }
  return null
}
