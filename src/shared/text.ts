/** One line as typed in a form: one space between words, none around, letters composed (NFC). */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u200b\ufeff]+/gu, ' ')
    .trim()
}

/** Several lines as typed in a text area: ends of lines alike, no space at their ends, at most one empty between. */
export function severalLines(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/**
 * Characters that nobody types and that hide or forge text: control characters (tab and line ends are text),
 * the marks that reverse reading direction, line separators, half of a surrogate pair, and non-characters.
 * The joiners U+200C and U+200D stay: Indian scripts need them.
 */
export function hasForbiddenCharacters(text: string): boolean {
  return forbidden.test(text)
}

/** What somebody typed, where the page goes on after it: with a full stop, unless it ends like a sentence. */
export const asSentence = (text: string): string => (/[.!?।…]$/u.test(text) ? text : `${text}.`)

/** For text that leaves in another medium (a PDF, a mail's subject) and may be older than today's rules. */
export function stripControlCharacters(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(allForbidden, '')
}

/** Characters as a person and PostgreSQL count them, where `length` counts some twice. */
export function lengthOf(text: string): number {
  return Array.from(text).length
}

/**
 * A telephone number as it is stored: '+' and 8 to 15 digits (E.164). Ten digits, with or without a 0 or 91
 * before them, are a number in India. Null for anything else. It checks the shape, not that somebody answers.
 */
export function parsePhone(text: string): string | null {
  if (text.length > 40 || !/^[+\d(][\d\s().-]*$/.test(text.trim())) return null
  const digits = text.replace(/[^+\d]/g, '').replace(/^00/, '+')
  const indian = /^(?:\+910?|91(?=\d{10}$)|0)?([1-9]\d{9})$/.exec(digits)
  if (indian) return `+91${indian[1]}`
  return /^\+(?!91)[1-9]\d{7,14}$/.test(digits) ? digits : null
}

/** '+91 98765 43210' for an Indian mobile; others as they are stored, for their groups differ in length. */
export function formatPhone(phone: string): string {
  return phone.replace(/^\+91([6-9]\d{4})(\d{5})$/, '+91 $1 $2')
}

const ranges =
  '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufdd0-\\ufdef\\ufff9-\\uffff\\p{Cs}'
const forbidden = new RegExp(`[${ranges}]`, 'u')
const allForbidden = new RegExp(`[${ranges}]`, 'gu')
