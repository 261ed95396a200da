import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bySeverity, toldAllergies } from '../../src/patients/allergy-rules.js'
import { governmentId, isVerhoeff, verhoeffDigit } from '../../src/patients/government-id-rules.js'
import { hasPictures, isName, unknownName } from '../../src/patients/name-rules.js'
import { isUnidentified, maskedId, requirePossibleBirth, sameName } from '../../src/patients/rules.js'
import { searchFor } from '../../src/patients/search-rules.js'
import { day } from '../../src/shared/calendar.js'

describe('F-04 a government id', () => {
  test('is the same however it is typed', () => {
    expect(governmentId('AADHAAR', '2345 6789 0124')).toEqual({ kind: 'AADHAAR', number: '234567890124' })
    expect(governmentId('PASSPORT', 'm-123 4567')).toEqual({ kind: 'PASSPORT', number: 'M1234567' })
    expect(governmentId(null, null)).toBeNull()
  })

  test.each([
    ['AADHAAR', '1345 6789 0123', 'governmentIdNumber'],
    ['AADHAAR', '2345 6789 012', 'governmentIdNumber'],
    ['AADHAAR', '2345 6789 0123', 'governmentIdNumber'],
    ['PASSPORT', 'M12', 'governmentIdNumber'],
    ['PASSPORT', 'ABCDEFG', 'governmentIdNumber'],
    ['PASSPORT', 'M1234567; DROP', 'governmentIdNumber'],
    ['VOTER_ID', 'AB12345678', 'governmentIdNumber'],
    ['DRIVING_LICENCE', '1234', 'governmentIdNumber'],
    ['OTHER', 'x', 'governmentIdNumber'],
    ['VOTER_ID', null, 'governmentIdNumber'],
    [null, 'M1234567', 'governmentIdKind'],
  ] as const)('%s %s is refused beside its field', (kind, number, field) => {
    expect(() => governmentId(kind, number)).toThrow(expect.objectContaining({ field }))
  })

  test.each([
    ['PASSPORT', 'C01X00T47'],
    ['VOTER_ID', 'ABC1234567'],
    ['VOTER_ID', 'UP/12/034/0123456'],
    ['DRIVING_LICENCE', 'MH12 20110012345'],
    ['DRIVING_LICENCE', 'RJ-13/DLC/12/123456'],
    ['OTHER', 'RATION 12-345'],
  ] as const)('%s %s is taken', (kind, number) => {
    expect(governmentId(kind, number)?.kind).toBe(kind)
  })

  test('one that the record has already is not looked at again', () => {
    const former = { kind: 'AADHAAR' as const, number: '234567890123' }
    expect(governmentId('AADHAAR', '2345 6789 0123', former)).toEqual(former)
    expect(() => governmentId('AADHAAR', '2345 6789 0125', former)).toThrow()
  })

  test('a slip in one digit of an Aadhaar number, or two that changed places, is always found', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 11 })
    fc.assert(
      fc.property(digits, fc.nat(11), fc.integer({ min: 1, max: 9 }), (eleven, place, by) => {
        const right = [...eleven, verhoeffDigit(eleven.join(''))]
        expect(isVerhoeff(right.join(''))).toBe(true)
        const wrong = right.map((digit, index) => (index === place ? (digit + by) % 10 : digit))
        expect(isVerhoeff(wrong.join(''))).toBe(false)
        const [one, other] = [right[place % 11], right[(place % 11) + 1]]
        const swapped = right.map((digit, index) =>
          index === place % 11 ? other : index === (place % 11) + 1 ? one : digit,
        )
        expect(isVerhoeff(swapped.join(''))).toBe(one === other)
      }),
    )
    // The example of Verhoeff's table: 236 has the check digit 3.
    expect(verhoeffDigit('236')).toBe(3)
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
  ['None', { none: true, told: [] }],
  ['no known allergies.', { none: true, told: [] }],
  ['NKDA', { none: true, told: [] }],
  [
    'Penicillin (rash, fever), latex;\npeanuts, LATEX',
    {
      none: false,
      told: [
        { substance: 'Penicillin', reaction: 'rash, fever' },
        { substance: 'LATEX', reaction: null },
        { substance: 'peanuts', reaction: null },
      ],
    },
  ],
  [' , ', { none: false, told: [] }],
])('E-38 what is told of allergies as %j becomes %j', (text, told) => {
  expect(toldAllergies(text)).toEqual(told)
})

test('E-38 the worst allergy comes first, and one of unknown severity before a mild one', () => {
  const of = (severity: 'SEVERE' | 'MODERATE' | 'MILD' | 'UNKNOWN') => ({
    ...{ substance: severity, severity, code: null, reaction: null },
  })
  const sorted = [of('MILD'), of('UNKNOWN'), of('SEVERE'), of('MODERATE')].sort(bySeverity)
  expect(sorted.map(({ severity }) => severity)).toEqual(['SEVERE', 'MODERATE', 'UNKNOWN', 'MILD'])
})

describe('F-01 a name', () => {
  test.each([
    'A',
    'O',
    'Sukarno',
    'आशा',
    'محمد',
    'Nguyễn Thị',
    'x\u0301',
    'Ravi 2',
    'D’Souza',
    '李',
    'Unknown male, about 40',
  ])('can be %s', (name) => {
    expect(isName(name)).toBe(true)
    expect(hasPictures(name)).toBe(false)
  })

  test.each(['😀', '42', '---', '…'])('cannot be %s', (name) => {
    expect(isName(name) && !hasPictures(name)).toBe(false)
  })

  test('of whom nobody knows says what can be seen, and is known by it', () => {
    expect(unknownName('MALE', 40)).toBe('Unknown male, about 40')
    expect(unknownName(null, null)).toBe('Unknown person')
    expect([unknownName('FEMALE', 7), unknownName('OTHER', null)].every(isUnidentified)).toBe(true)
    expect(isUnidentified('Unknown Kumar')).toBe(false)
  })
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
