import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Candidate, doubt, FAR_ABOVE, loadOf, suggested } from '../../src/doctors/load-rules.js'

const until = new Date('2026-11-30T18:30:00Z')
const doctor = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  specialisationId: 'medicine',
  visits: 0,
  stays: 0,
  atHome: 0,
  leaveUntil: null,
  ...more,
})
const candidate = fc.record({
  id: fc.uuid(),
  specialisationId: fc.constantFrom('medicine', 'surgery'),
  visits: fc.nat(30),
  stays: fc.nat(15),
  atHome: fc.nat(15),
  leaveUntil: fc.option(fc.constant(until)),
})

describe('E-29 the suggested doctor', () => {
  test('has the least to do today; of equals the one with fewer patients in beds', () => {
    const busy = doctor('busy', { visits: 9 })
    const wards = doctor('wards', { stays: 4 })
    const home = doctor('home', { atHome: 3, visits: 1 })
    expect(suggested([busy, wards, home])?.id).toBe('home')
  })

  test('is never on leave, and nobody who could take the patient has less to do', () => {
    fc.assert(
      fc.property(fc.array(candidate), (doctors) => {
        const best = suggested(doctors)
        const working = doctors.filter(({ leaveUntil }) => leaveUntil === null)
        expect(best === null).toBe(working.length === 0)
        expect(best?.leaveUntil ?? null).toBeNull()
        for (const one of working) expect(loadOf(best as Candidate)).toBeLessThanOrEqual(loadOf(one))
      }),
    )
  })
})

describe('E-29 a choice that needs a reason', () => {
  test.each([
    ['on leave', doctor('x', { leaveUntil: until }), 'ON_LEAVE'],
    ['9 against 4', doctor('x', { visits: 9 }), 'FAR_ABOVE'],
    ['8 against 4: fewer than five more', doctor('x', { visits: 8 }), null],
    [
      'of another specialisation, alone in it',
      doctor('x', { visits: 30, specialisationId: 'surgery' }),
      null,
    ],
  ])('%s', (_, chosen, why) => {
    expect(doubt(chosen, [doctor('least', { visits: 4 }), chosen])?.why ?? null).toBe(why)
  })

  test('twelve against seven is five more, but not twice as much', () => {
    const chosen = doctor('x', { stays: 12 })
    expect(doubt(chosen, [doctor('least', { visits: 7 }), chosen])).toBeNull()
  })

  test('the suggested one never does, and whoever does has far more than somebody who could', () => {
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 1 }), (doctors) => {
        const best = suggested(doctors)
        if (best) expect(doubt(best, doctors)).toBeNull()
        for (const one of doctors) {
          const found = doubt(one, doctors)
          if (found?.why !== 'FAR_ABOVE') continue
          expect(
            doctors.some(
              (other) =>
                other.leaveUntil === null &&
                other.specialisationId === one.specialisationId &&
                loadOf(one) - loadOf(other) >= FAR_ABOVE.more &&
                loadOf(one) >= loadOf(other) * FAR_ABOVE.times,
            ),
          ).toBe(true)
        }
      }),
    )
  })
})
