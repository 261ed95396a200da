import type { BloodGroup, GovernmentIdKind, Sex } from '../generated/prisma/enums.js'
import { type Day, yearsBetween } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'

export const sexLabels: Record<Sex, string> = { FEMALE: 'Female', MALE: 'Male', OTHER: 'Other' }
export const sexes = ['FEMALE', 'MALE', 'OTHER'] as const

export const bloodGroupLabels: Record<BloodGroup, string> = {
  A_POSITIVE: 'A+',
  A_NEGATIVE: 'A−',
  B_POSITIVE: 'B+',
  B_NEGATIVE: 'B−',
  AB_POSITIVE: 'AB+',
  AB_NEGATIVE: 'AB−',
  O_POSITIVE: 'O+',
  O_NEGATIVE: 'O−',
}
export const bloodGroups = [
  'A_POSITIVE',
  'A_NEGATIVE',
  'B_POSITIVE',
  'B_NEGATIVE',
  'AB_POSITIVE',
  'AB_NEGATIVE',
  'O_POSITIVE',
  'O_NEGATIVE',
] as const

export const governmentIdLabels: Record<GovernmentIdKind, string> = {
  AADHAAR: 'Aadhaar',
  PASSPORT: 'Passport',
  VOTER_ID: 'Voter ID',
  DRIVING_LICENCE: 'Driving licence',
  OTHER: 'Other',
}
export const governmentIdKinds = ['AADHAAR', 'PASSPORT', 'VOTER_ID', 'DRIVING_LICENCE', 'OTHER'] as const

/** The number that people read aloud: 4211 → 'W-004211'. */
export const patientNumber = (number: number) => `W-${String(number).padStart(6, '0')}`

/** All but its last four characters hidden, for pages on which it is only recognised. */
export const maskedId = (number: string) => `${'•'.repeat(Math.max(0, number.length - 4))}${number.slice(-4)}`

const OLDEST = 130

/** Throws a Refusal for a birth in the future or more than 130 years ago. */
export function requirePossibleBirth(dateOfBirth: Day | null, today: Day): void {
  const field = 'dateOfBirth'
  if (dateOfBirth === null) return
  if (dateOfBirth > today) throw new Refusal('Enter a date of birth that is not in the future.', { field })
  if (yearsBetween(dateOfBirth, today) > OLDEST)
    throw new Refusal('Enter a date of birth in the last {{years}} years.', {
      field,
      values: { years: OLDEST },
    })
}

/** Registered as somebody whom nobody knows, and not corrected since. */
export const isUnidentified = (name: string): boolean =>
  /^Unknown (male|female|person)(, about \d+)?$/.test(name)

/** Whether two names are likely one person's: the same words in any order, whatever the capitals and accents. */
export function sameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other)
}

/** Small letters without accents; a mark is dropped only from Latin letters, for in Indian scripts vowels are marks. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{Mn}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
}

function nameKey(name: string): string {
  const words = plainLetters(name).split(/[^\p{L}\p{M}\p{N}]+/u)
  return words
    .filter((word) => word !== '')
    .sort()
    .join(' ')
}
