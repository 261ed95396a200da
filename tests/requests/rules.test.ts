import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priorities } from '../../src/appointments/rules.js'
import type { RequestSource, Severity } from '../../src/generated/prisma/enums.js'
import {
  type Asked,
  type BedNeeds,
  byRank,
  careLevels,
  careOf,
  cares,
  raised,
  requestTransitions,
  worseNeed,
} from '../../src/requests/rules.js'

const need: fc.Arbitrary<BedNeeds> = fc.record({
  ...{ isolation: fc.boolean(), oxygen: fc.boolean() },
  levels: fc.constantFrom(...cares).map((care) => careLevels[care]),
})
const asked = (sources: RequestSource[]): fc.Arbitrary<Asked> =>
  fc.record({ need, priority: fc.constantFrom(...priorities), source: fc.constantFrom(...sources) })
const fits = (
  needed: BedNeeds,
  bed: { isolation: boolean; oxygen: boolean; level: 'WARD' | 'HDU' | 'ICU' },
) =>
  (!needed.isolation || bed.isolation) && (!needed.oxygen || bed.oxygen) && needed.levels.includes(bed.level)

test('property: a bed for what was put together of two needs has what either asks for, unless no level would do for both', () => {
  const beds = fc.record({
    ...{ isolation: fc.boolean(), oxygen: fc.boolean() },
    level: fc.constantFrom<('WARD' | 'HDU' | 'ICU')[]>('WARD', 'HDU', 'ICU'),
  })
  fc.assert(
    fc.property(need, need, beds, (one, other, bed) => {
      const worse = worseNeed(one, other)
      expect(worse).toEqual({ ...worseNeed(other, one), levels: expect.arrayContaining([...worse.levels]) })
      const incompatible = !one.levels.some((level) => other.levels.includes(level))
      if (fits(worse, bed))
        expect([one, other].filter((each) => fits(each, bed))).toHaveLength(incompatible ? 1 : 2)
      if (incompatible) expect(worse.levels).not.toContain('WARD')
    }),
  )
})

test('asked for again, the more urgent and the higher need count; a later triage replaces an earlier one', () => {
  const ward: Asked = {
    ...{ source: 'TRIAGE', priority: 'URGENT' },
    need: { isolation: true, oxygen: false, levels: careLevels.WARD },
  }
  const icu: Asked = {
    ...{ source: 'STAFF', priority: 'EMERGENCY' },
    need: { isolation: false, oxygen: true, levels: careLevels.HDU_ICU },
  }
  const both = { isolation: true, oxygen: true, levels: careLevels.HDU_ICU }
  expect(raised(ward, icu)).toEqual({ source: 'STAFF', priority: 'EMERGENCY', need: both })
  expect(raised(icu, ward)).toEqual({ source: 'STAFF', priority: 'EMERGENCY', need: both })
  expect(raised({ ...icu, source: 'TRIAGE' }, ward)).toEqual(ward)
  fc.assert(
    fc.property(asked(['STAFF', 'RED_FLAG']), asked(['TRIAGE', 'STAFF', 'RED_FLAG']), (open, again) => {
      const { priority, source } = raised(open, again)
      expect(priorities.indexOf(priority)).toBe(
        Math.max(priorities.indexOf(open.priority), priorities.indexOf(again.priority)),
      )
      expect(source === 'TRIAGE').toBe(false)
    }),
  )
})

test('property: the rank is one order for everybody: urgency before severity before the time of waiting', () => {
  const someone = fc.record({
    ...{ id: fc.uuid(), priority: fc.constantFrom(...priorities) },
    severity: fc.constantFrom<(Severity | null)[]>('MILD', 'MODERATE', 'SEVERE', null),
    requestedAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-01-02'), noInvalidDate: true }),
  })
  const grave = (severity: Severity | null) => ['MILD', 'MODERATE', 'SEVERE'].indexOf(severity ?? '')
  fc.assert(
    fc.property(fc.array(someone, { maxLength: 20 }), (list) => {
      const sorted = [...list].sort(byRank)
      expect([...list].reverse().sort(byRank)).toEqual(sorted)
      for (const [index, one] of sorted.entries()) {
        const next = sorted[index + 1]
        if (!next) continue
        const urgency = priorities.indexOf(one.priority) - priorities.indexOf(next.priority)
        const severity = grave(one.severity) - grave(next.severity)
        const waited = next.requestedAt.getTime() - one.requestedAt.getTime()
        expect(urgency || severity || waited).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('every care that can be asked for is told by its levels', () => {
  for (const care of cares) expect(careOf({ levels: careLevels[care] })).toBe(care)
})

test('G-C6 nothing follows the end of a request', () => {
  expect([requestTransitions.ADMITTED, requestTransitions.WITHDRAWN]).toEqual([{}, {}])
})
