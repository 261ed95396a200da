import type { PrintedKind } from '../generated/prisma/enums.js'

/** Crockford's 32: no I, L, O or U, so that nothing is read for something else. */
export const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 16 letters of 5 bits: 80 bits, which nobody guesses. */
export const CODE_LENGTH = 16

/** A code of random bytes, one letter of each. Throws RangeError for a wrong number of them. */
export function codeOf(bytes: Uint8Array): string {
  if (bytes.length !== CODE_LENGTH) throw new RangeError(`a code is made of ${CODE_LENGTH} bytes`)
  return Array.from(bytes, (byte) => CODE_LETTERS.charAt(byte % CODE_LETTERS.length)).join('')
}

/** A code as somebody typed it, whatever the case and the gaps, the letter O for zero and I or L for one; or null. */
export function parseCode(typed: string): string | null {
  if (typed.length > 60) return null
  const code = typed
    .toUpperCase()
    .replace(/[\s.\p{Dash}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return code.length === CODE_LENGTH && Array.from(code).every((letter) => CODE_LETTERS.includes(letter))
    ? code
    : null
}

/** As it is printed and read aloud: 'K7QF-2M9X-3RTA-8WHB' */
export const shownCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code

export const printedKindLabels: Record<PrintedKind, string> = {
  PRESCRIPTION: 'Prescription',
  TEST_REPORT: 'Test report',
  DISCHARGE_SUMMARY: 'Discharge summary',
  ISOLATION_CERTIFICATE: 'Certificate of home isolation',
  INVOICE: 'Invoice',
  RECEIPT: 'Receipt',
  CREDIT_NOTE: 'Credit note',
  STATEMENT: 'Statement of account',
}
