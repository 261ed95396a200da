import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cause, standing } from '../../src/alerts/cause-rules.js'

const cause = (grade: number, finds: string[] = [], struck = false): Cause => ({
  ...{ subjectId: `${grade} ${finds}`, at: '2026-11-02T08:00:00.000Z', text: 'x', facts: {}, grade, finds },
  ...(struck && { struckAt: '2026-11-02T08:05:00.000Z' }),
})
const someCause = fc
  .tuple(fc.integer({ min: 7, max: 20 }), fc.subarray(['a', 'b', 'c']), fc.boolean())
  .map(([grade, finds, struck]) => cause(grade, finds, struck))
const someCauses = fc.array(someCause, { maxLength: 12 })

describe('C-05 what an alert stands for', () => {
  test('a higher score takes the place of a lower one; the same and a lower one do not', () => {
    const [seven, nine, again, eight] = [cause(7), cause(9), cause(9), cause(8)]
    expect(standing([seven, nine, again, eight])).toBe(nine)
    expect(standing([nine, seven])).toBe(nine)
  })

  test('of the same grade only what finds something that none before it had', () => {
    const [chest, both, chestAgain] = [cause(2, ['chest']), cause(2, ['chest', 'rr']), cause(2, ['rr'])]
    expect(standing([chest, both, chestAgain])).toBe(both)
    expect(standing([cause(3, ['spo2']), chest])).toMatchObject({ grade: 3 })
  })

  test('it is the gravest of those that were not struck out, and null without any', () => {
    fc.assert(
      fc.property(someCauses, (causes) => {
        const left = causes.filter(({ struckAt }) => !struckAt)
        const stands = standing(causes)
        if (left.length === 0) expect(stands).toBeNull()
        else {
          expect(left).toContain(stands)
          expect(stands?.grade).toBe(Math.max(...left.map(({ grade }) => grade)))
        }
      }),
    )
  })

  test('one more never makes it less grave, and it stands for that or for what it did', () => {
    fc.assert(
      fc.property(someCauses, someCause, (causes, next) => {
        const [before, after] = [standing(causes), standing([...causes, next])]
        expect(after?.grade ?? 0).toBeGreaterThanOrEqual(before?.grade ?? 0)
        expect([before, next]).toContain(after)
        if (after === next && before) expect(next.struckAt).toBeUndefined()
      }),
    )
  })
})
