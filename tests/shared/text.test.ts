import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatPhone,
  hasForbiddenCharacters,
  lengthOf,
  oneLine,
  parsePhone,
  severalLines,
  stripControlCharacters,
} from '../../src/shared/text.js'

const anyText = fc.string({ unit: 'binary', maxLength: 60 })

test('a name is stored without stray spaces, in one way of writing its accents', () => {
  expect(oneLine('  Ananya \t  Krishnan\r\n')).toBe('Ananya Krishnan')
  expect(oneLine('Jose\u0301')).toBe('José')
  expect(oneLine('\u00a0\u200b\ufeff')).toBe('')
})

test('tidying a text twice changes nothing more', () => {
  fc.assert(
    fc.property(anyText, (typed) => {
      expect(oneLine(oneLine(typed))).toBe(oneLine(typed))
      expect(severalLines(severalLines(typed))).toBe(severalLines(typed))
    }),
  )
})

test('a note keeps its paragraphs, whatever the browser ends its lines with', () => {
  expect(severalLines('  Fever  since\r\n Monday.\r\n\r\n\r\n\r\nNo cough. ')).toBe(
    'Fever since\nMonday.\n\nNo cough.',
  )
  expect(severalLines('a\rb\nc')).toBe('a\nb\nc')
})

test('G-O1 characters that hide or forge text are found, and taken out of what is printed', () => {
  for (const hidden of [
    '\0',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u202e',
    '\u2066',
    '\u2028',
    '\ufffe',
    '\ud800',
  ]) {
    expect(hasForbiddenCharacters(`Ana${hidden}nya`), JSON.stringify(hidden)).toBe(true)
    expect(stripControlCharacters(`Ana${hidden}nya`)).toBe('Ananya')
  }
  fc.assert(
    fc.property(anyText, (text) => {
      expect(hasForbiddenCharacters(stripControlCharacters(text))).toBe(false)
    }),
  )
})

test('names in any script are text, with the joiners that Indian scripts need', () => {
  for (const name of ['अनन्या कृष्णन', 'அனன்யா', 'ক্ষ\u200dক', 'क्\u200cष', 'محمد', '李雷', '😀', 'O’Brien\tJr\n'])
    expect(hasForbiddenCharacters(name), name).toBe(false)
})

test('an emoji is one character', () => {
  expect(lengthOf('😀a')).toBe(2)
})

test('an Indian number is stored one way, however it was typed', () => {
  for (const typed of [
    '98765 43210',
    '098765-43210',
    '+91 98765 43210',
    '919876543210',
    '0091 98765.43210',
    ' +91 (98765) 43210 ',
    '+91 098765 43210',
  ])
    expect(parsePhone(typed), typed).toBe('+919876543210')
  expect(parsePhone('(044) 2829 0200')).toBe('+914428290200')
  expect(parsePhone('+44 20 7946 0018')).toBe('+442079460018')
})

test('what cannot be dialled is not a telephone number', () => {
  for (const odd of [
    '',
    '12345',
    '98765 4321',
    '98765 432101',
    '+91 12345',
    '+91987654321012',
    'call me',
    '98765+43210',
    '9876543210 ext 4',
    '+1234567',
    '+1234567890123456',
    '0000000000',
    '9'.repeat(41),
  ])
    expect(parsePhone(odd), odd).toBeNull()
})

test('a stored number is read in groups, and typing what is read gives the same number', () => {
  expect(formatPhone('+919876543210')).toBe('+91 98765 43210')
  expect(formatPhone('+442079460018')).toBe('+442079460018')
  fc.assert(
    fc.property(fc.bigInt({ min: 1_000_000_000n, max: 9_999_999_999n }), (digits) => {
      expect(parsePhone(formatPhone(`+91${digits}`))).toBe(`+91${digits}`)
    }),
  )
})
