import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allergyList,
  governmentId,
  maskedId,
  requirePossibleBirth,
  sameName,
} from '../../src/patients/rules.js'
import { searchFor } from '../../src/patients/search-rules.js'
import { day } from '../../src/shared/calendar.js'

describe('F-04 a government id', () => {
  test('is the same however it is typed', () => {
    expect(governmentId('AADHAAR', '2345 6789 0123')).toEqual({ kind: 'AADHAAR', number: '234567890123' })
    expect(governmentId('PASSPORT', 'm-123 4567')).toEqual({ kind: 'PASSPORT', number: 'M1234567' })
    expect(governmentId(null, null)).toBeNull()
  })

  test.each([
    ['AADHAAR', '1345 6789 0123', 'governmentIdNumber'],
    ['AADHAAR', '2345 6789 012', 'governmentIdNumber'],
    ['PASSPORT', 'M12', 'governmentIdNumber'],
    ['PASSPORT', 'M1234567; DROP', 'governmentIdNumber'],
    ['VOTER_ID', null, 'governmentIdNumber'],
    [null, 'M1234567', 'governmentIdKind'],
  ] as const)('%s %s is refused beside its field', (kind, number, field) => {
    expect(() => governmentId(kind, number)).toThrow(expect.objectContaining({ field }))
  })

  test('is recognised by its last four characters only', () => {
    expect(maskedId('234567890123')).toBe('••••••••0123')
  })
})

test('F-02 a birth is neither in the future nor more than 130 years ago', () => {
  const today = day('2026-11-21')
  expect(() => requirePossibleBirth(day('2026-11-22'), today)).toThrow('not in the future')
  expect(() => requirePossibleBirth(day('1900-01-01'), today)).not.toThrow()
  expect(() => requirePossibleBirth(day('2026-11-21'), today)).not.toThrow()
  expect(() => requirePossibleBirth(null, today)).not.toThrow()
})

test.each([
  [null, null],
  ['None', []],
  ['no known allergies.', []],
  ['Penicillin, latex;\npeanuts', ['Penicillin', 'latex', 'peanuts']],
])('E-38 allergies recorded as %j are %j in the banner', (recorded, listed) => {
  expect(allergyList(recorded)).toEqual(listed)
})

test.each([
  ['Asha Kulkarni', 'kulkarni  ASHA', true],
  ['José da Silva', 'Jose Da Silva', true],
  ['आशा कुलकर्णी', 'आशा कुलकर्णी', true],
  ['आशा', 'आश', false],
  ['Asha Kulkarni', 'Usha Kulkarni', false],
])('G-C7 %s and %s are one name: %s', (one, other, same) => {
  expect(sameName(one, other)).toBe(same)
})

describe('E-24 what is searched for', () => {
  test.each([
    ['W-4211', ['w-004211']],
    ['w 004211', ['w-004211']],
    ['98765 43210', ['9876543210']],
    ['098765-43210', ['9876543210']],
    ['+91 (98765) 43210', ['919876543210']],
    ['  Asha   K Kulkarni ', ['Asha', 'Kulkarni']],
    ['आशा', ['आशा']],
  ])('%s', (typed, words) => {
    expect(searchFor(typed)?.words).toEqual(words)
  })

  test.each(['', ' ', 'a', 'a b c', '7', '+', 'x'.repeat(101), 'as\u0000ha'])(
    'G-W9 nothing for %j',
    (typed) => {
      expect(searchFor(typed)).toBeNull()
    },
  )

  test('G-W9 never a word under 2 characters, nor more than 6 of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (typed) => {
        const words = searchFor(typed)?.words ?? []
        expect(words.length).toBeLessThanOrEqual(6)
        for (const word of words) expect([...word].length).toBeGreaterThanOrEqual(2)
      }),
    )
  })
})
