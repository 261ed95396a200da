import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asked, estimate, lengthsOf, quartile } from '../../src/queue/estimate-rules.js'

const now = new Date('2026-11-23T05:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const consultations = (...lengths: number[]) =>
  lengths.map((length, index) => {
    const calledAt = minutesAgo(1000 + index * 60)
    return { calledAt, completedAt: new Date(calledAt.getTime() + length * 60_000) }
  })
const asked = (given: Partial<Asked>): Asked => ({
  ...{ ahead: 0, insideSince: null, beginsAt: null, recent: [], slotMinutes: 15, now },
  ...given,
})

test.each([
  ['next, nobody inside', {}, [0, 5]],
  ['three ahead at 8 to 12 minutes', { ahead: 3 }, [20, 40]],
  ['one ahead, and somebody just called in', { ahead: 1, insideSince: now }, [15, 25]],
  ['somebody inside for 6 minutes', { insideSince: minutesAgo(6) }, [0, 10]],
  ['somebody inside for an hour', { ahead: 1, insideSince: minutesAgo(60) }, [5, 20]],
  ['the doctor begins in half an hour', { ahead: 1, beginsAt: minutesAgo(-30) }, [35, 45]],
  ['the doctor should have begun', { beginsAt: minutesAgo(30) }, [0, 5]],
] as const)('E-10 the wait is told as a range: %s', (_case, given, [from, to]) => {
  const recent = consultations(6, 8, 8, 10, 10, 12, 12, 14)
  expect(quartile(lengthsOf(recent), 1)).toBe(8)
  expect(quartile(lengthsOf(recent), 3)).toBe(12)
  expect(estimate(asked({ recent, ...given }))).toEqual({ from, to, basis: 'consultations', count: 8 })
})

test('E-10 with fewer than five consultations the planned length counts, and it says so', () => {
  expect(estimate(asked({ ahead: 2, recent: consultations(5, 5, 5, 5) }))).toEqual({
    ...{ from: 15, to: 45, basis: 'slot', count: 0 },
  })
  expect(estimate(asked({ ahead: 2, recent: consultations(5, 5, 5, 5, 5) }))).toMatchObject({
    ...{ from: 10, to: 15, basis: 'consultations', count: 5 },
  })
})

test('E-10 the latest twenty count, and none that was forgotten or that nobody held', () => {
  expect(lengthsOf(consultations(...Array(20).fill(10), 99))).toEqual(Array(20).fill(10))
  expect(lengthsOf(consultations(10, 0, -30, 241, 1440, 240, 1))).toEqual([1, 10, 240])
})

test('G-K11 whatever the clock does, no estimate is negative, and each is a range', () => {
  const instant = fc.integer({ min: -3000, max: 3000 }).map(minutesAgo)
  const maybe = fc.option(instant, { nil: null })
  const recent = fc.array(fc.record({ calledAt: instant, completedAt: instant }), { maxLength: 30 })
  fc.assert(
    fc.property(fc.nat({ max: 60 }), maybe, maybe, recent, fc.integer({ min: 5, max: 240 }), (...given) => {
      const [ahead, insideSince, beginsAt, known, slotMinutes] = given
      const range = estimate({ ahead, insideSince, beginsAt, recent: known, slotMinutes, now })
      expect(range.from).toBeGreaterThanOrEqual(0)
      expect(range.to).toBeGreaterThan(range.from)
      const longer = estimate({ ahead: ahead + 1, insideSince, beginsAt, recent: known, slotMinutes, now })
      expect(longer.to).toBeGreaterThanOrEqual(range.to)
    }),
  )
})
