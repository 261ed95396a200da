import type { Sex } from '../generated/prisma/enums.js'

/**
 * Whether this is something that a person can be called: at least one letter of any script. One letter, one word, 200
 * characters, apostrophes, digits ('Ravi 2') and marks on letters are all names that people have.
 */
export const isName = (typed: string): boolean => /\p{L}/u.test(typed)

/** Pictures, of which no wristband and no invoice can be printed. */
export const hasPictures = (typed: string): boolean =>
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\u{1f1e6}-\u{1f1ff}]/u.test(typed)

const words: Record<Sex, string> = { FEMALE: 'female', MALE: 'male', OTHER: 'person' }

/** Whoever cannot say who they are: 'Unknown male, about 40', 'Unknown person'. */
export function unknownName(sex: Sex | null, about: number | null): string {
  const who = `Unknown ${words[sex ?? 'OTHER']}`
  return about === null ? who : `${who}, about ${about}`
}
