import { hasForbiddenCharacters, lengthOf, oneLine } from '../shared/text.js'
import { patientNumber } from './rules.js'

export interface Search {
  /** All of them are looked for, each anywhere in a name, a telephone number or a patient number. */
  words: string[]
  /** The same as one text, to compare with names that are written a little differently; null for numbers. */
  alike: string | null
}

const SHORTEST_WORD = 2
const SHORTEST_ALIKE = 4
const MOST_WORDS = 6
const LONGEST = 100

/**
 * What was typed into a search of patients, or null where it is too short to look for: fewer than 2 characters
 * in every word. 'w 4211' and 'W-004211' are the number W-004211; '098765-43210' is a telephone number.
 */
export function searchFor(typed: string): Search | null {
  if (typed.length > LONGEST || hasForbiddenCharacters(typed)) return null
  const text = oneLine(typed)
  const [, number] = /^w[\s-]*(\d{1,9})$/i.exec(text) ?? []
  if (number) return { words: [patientNumber(Number(number)).toLowerCase()], alike: null }
  if (/^[\d\s+().-]+$/.test(text)) return telephone(text)
  const words = text
    .split(' ')
    .filter((word) => lengthOf(word) >= SHORTEST_WORD)
    .slice(0, MOST_WORDS)
  if (words.length === 0) return null
  const alike = words.join(' ')
  return { words, alike: lengthOf(alike) >= SHORTEST_ALIKE ? alike : null }
}

function telephone(text: string): Search | null {
  const digits = text.replace(/\D/g, '').replace(/^0+(?=\d{5})/, '')
  return digits.length >= SHORTEST_WORD ? { words: [digits], alike: null } : null
}
