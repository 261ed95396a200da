import type { GovernmentIdKind } from '../generated/prisma/enums.js'
import { Refusal } from '../shared/errors.js'

export interface GovernmentId {
  kind: GovernmentIdKind
  number: string
}

/** What each kind looks like without its spaces and strokes, and what is said where it does not. */
const shapes: Record<GovernmentIdKind, { is: (number: string) => boolean; sentence: string }> = {
  // UIDAI: 12 digits, the first neither 0 nor 1, the last a check digit by Verhoeff's table.
  AADHAAR: {
    is: (number) => /^[2-9]\d{11}$/.test(number) && isVerhoeff(number),
    sentence: 'Check the Aadhaar number: it has 12 digits, like 2345 6789 0124, and one of these is wrong.',
  },
  // ICAO 9303: at most nine letters and digits. India's have a letter and seven digits.
  PASSPORT: {
    is: (number) => /^(?=.*\d)[A-Z0-9]{6,9}$/.test(number),
    sentence: 'Enter the number of the passport, from 6 to 9 letters and digits, like M1234567.',
  },
  // The Election Commission's EPIC: three letters and seven digits; old ones begin with the state.
  VOTER_ID: {
    is: (number) => /^(?:[A-Z]{3}\d{7}|[A-Z]{2}\d{9,14})$/.test(number),
    sentence: 'Enter the number of the voter ID: three letters and seven digits, like ABC1234567.',
  },
  // State, office, year and seven digits; old ones have letters between.
  DRIVING_LICENCE: {
    is: (number) => /^[A-Z]{2}\d{2}[A-Z]{0,4}\d{7,11}$/.test(number),
    sentence: 'Enter the number of the driving licence as it is printed, like MH12 20110012345.',
  },
  OTHER: {
    is: (number) => /^[A-Z0-9]{4,30}$/.test(number),
    sentence: 'Enter the id as letters and digits, from 4 to 30 of them.',
  },
}

/**
 * A government id as it is stored, so that one typed with spaces is the same: capitals and digits only. Throws a
 * Refusal beside the field. One that the record has already is not looked at again: it may be older than these rules.
 */
export function governmentId(
  kind: GovernmentIdKind | null,
  typed: string | null,
  former: GovernmentId | null = null,
): GovernmentId | null {
  if (kind === null && typed === null) return null
  if (kind === null) throw new Refusal('Choose what kind of id this is.', { field: 'governmentIdKind' })
  const field = 'governmentIdNumber'
  if (typed === null) throw new Refusal('Enter the number of the id, or choose no id.', { field })
  const number = typed.toUpperCase().replace(/[\s./-]/g, '')
  if (former?.kind === kind && former.number === number) return former
  if (!shapes[kind].is(number)) throw new Refusal(shapes[kind].sentence, { field })
  return { kind, number }
}

/** Whether the last digit is the check digit of those before it (J. Verhoeff, Error Detecting Decimal Codes, 1969). */
export function isVerhoeff(digits: string): boolean {
  return checksum([...digits].reverse().map(Number)) === 0
}

/** The check digit that belongs behind these. */
export function verhoeffDigit(digits: string): number {
  return inverse[checksum([0, ...[...digits].reverse().map(Number)])] ?? 0
}

const checksum = (fromTheRight: number[]): number =>
  fromTheRight.reduce((sum, digit, place) => product(sum, permuted(digit, place)), 0)

/** The product of the symmetries of a pentagon: 0 to 4 turn it, 5 to 9 turn it over. */
function product(one: number, other: number): number {
  if (one < 5) return other < 5 ? (one + other) % 5 : 5 + ((one + other) % 5)
  return other < 5 ? 5 + ((((one - other) % 5) + 5) % 5) : (one - other + 5) % 5
}

const inverse = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9]
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

const permuted = (digit: number, place: number): number =>
  Array.from({ length: place % 8 }).reduce<number>((moved) => permutation[moved] ?? 0, digit)
