import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CODE_LENGTH, codeOf, parseCode, shownCode } from '../../src/verification/rules.js'

const bytes = fc.uint8Array({ minLength: CODE_LENGTH, maxLength: CODE_LENGTH })

test('E-13 a code is 80 bits in letters that cannot be taken for each other', () => {
  fc.assert(fc.property(bytes, (random) => /^[0-9A-HJKMNP-TV-Z]{16}$/.test(codeOf(random))))
  const seen = new Set(Array.from({ length: 32 }, (_, byte) => codeOf(new Uint8Array(16).fill(byte))))
  expect(seen.size).toBe(32)
  expect(() => codeOf(new Uint8Array(15))).toThrow(RangeError)
})

test('E-13 a code is read however somebody types it: case, gaps, hyphens, O for zero, I and L for one', () => {
  fc.assert(
    fc.property(
      bytes,
      fc.constantFrom(' ', '-', '.', '–', '\u00a0', ''),
      fc.boolean(),
      (random, gap, small) => {
        const code = codeOf(random)
        const typed = shownCode(code)
          .replaceAll('-', gap)
          .replaceAll('0', small ? 'o' : 'O')
        expect(parseCode(`  ${small ? typed.toLowerCase() : typed} `)).toBe(code)
        expect(parseCode(code.replaceAll('1', 'I'))).toBe(code)
        expect(parseCode(code.replaceAll('1', 'l'))).toBe(code)
      },
    ),
  )
})

test('E-13 what is no code is not looked for', () => {
  const wrong = [
    '',
    'K7QF',
    'K7QF-2M9X-3RTA-8WH',
    'K7QF-2M9X-3RTA-8WHBB',
    'K7QF-2M9X-3RTA-8WHU',
    '0'.repeat(61),
  ]
  for (const typed of wrong) expect(parseCode(typed), typed).toBeNull()
})
