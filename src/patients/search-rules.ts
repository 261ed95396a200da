import { type Day, parseDay } from '../shared/calendar.js'
import { hasForbiddenCharacters, lengthOf, oneLine } from '../shared/text.js'
import { patientNumber, plainLetters } from './rules.js'

export interface Search {
  /** All of them are looked for, each anywhere in a name, a telephone number or a patient number. */
  words: string[]
  /** Whether names that are written a little differently may be meant: not for numbers, nor for very short words. */
  forgiving: boolean
  /** Instead of words: everybody born on that day. */
  born?: Day
  /** '4211' may be a patient's number, too: W-004211 comes first then. */
  number?: number
}

const SHORTEST_WORD = 2
const SHORTEST_FORGIVEN = 4
const MOST_WORDS = 6
const LONGEST = 100

/**
 * What was typed into a search of patients, or null where it is too short to look for: fewer than 2 characters
 * in every word. 'w 4211' and 'W-004211' are the number W-004211; '098765-43210' is a telephone number;
 * '1984-05-17', '17/05/1984' and '17.5.1984' are a date of birth, the day before the month as India writes it.
 */
export function searchFor(typed: string): Search | null {
  if (typed.length > LONGEST || hasForbiddenCharacters(typed)) return null
  const text = oneLine(typed)
  const [, number] = /^w[\s-]*(\d{1,9})$/i.exec(text) ?? []
  if (number) return { words: [patientNumber(Number(number)).toLowerCase()], forgiving: false }
  const born = dateOfBirth(text)
  if (born) return { words: [], forgiving: false, born }
  if (/^[\d\s+().-]+$/.test(text)) return telephone(text)
  const words = text
    .split(' ')
    .filter((word) => lengthOf(word) >= SHORTEST_WORD)
    .slice(0, MOST_WORDS)
  if (words.length === 0) return null
  return { words, forgiving: words.some((word) => lengthOf(word) >= SHORTEST_FORGIVEN) }
}

/**
 * The beginning and the end of a word, of which a single slip (a letter wrong, missing, too much, or two that
 * changed places) leaves at least one as it is; null for a word too short to be forgiven.
 */
export function partsOf(word: string): { begin: string; end: string } | null {
  const letters = [...word]
  if (letters.length < SHORTEST_FORGIVEN) return null
  const part = Math.max(2, Math.floor((letters.length - 1) / 2))
  return { begin: letters.slice(0, part).join(''), end: letters.slice(-part).join('') }
}

/**
 * How many slips lie between what was typed and a text, over all words; null where any word is further from every
 * word of the text than may be forgiven: 1 slip in 4 to 6 letters, 2 in more, none in fewer.
 */
export function slipsBetween(words: readonly string[], text: string): number | null {
  const others = plainLetters(text).split(' ')
  const slips = words.map((word) => slipsToNearest(plainLetters(word), others))
  return slips.every((each) => each !== null) ? slips.reduce((sum, each) => sum + each, 0) : null
}

function slipsToNearest(word: string, others: string[]): number | null {
  if (others.some((other) => other.includes(word))) return 0
  const length = lengthOf(word)
  const forgiven = length < SHORTEST_FORGIVEN ? 0 : length <= 6 ? 1 : 2
  const nearest = Math.min(...others.map((other) => distance(word, other)))
  return nearest <= forgiven ? nearest : null
}

/** Letters wrong, missing, too many, or swapped with their neighbour (optimal string alignment). */
function distance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]]
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = above
    above = current
  }
  return above[b.length] ?? 0
}

function dateOfBirth(text: string): Day | null {
  const [, d = '', m = '', y = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? []
  return parseDay(y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : text)
}

function telephone(text: string): Search | null {
  const digits = text.replace(/\D/g, '').replace(/^0+(?=\d{5})/, '')
  if (digits.length < SHORTEST_WORD) return null
  const number = /^\d{2,9}$/.test(text) ? { number: Number(text) } : {}
  return { words: [digits], forgiving: false, ...number }
}
