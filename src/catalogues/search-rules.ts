import { hasForbiddenCharacters, lengthOf, oneLine } from '../shared/text.js'

const SHORTEST = 2
const SHORTEST_FORGIVEN = 4
const MOST_WORDS = 6
const LONGEST = 100

/**
 * What was typed into a search of a list: its words, all of them looked for, or null where it is too short to look
 * for. `forgiving`: long enough for a slip in it to be recognised.
 */
export function wordsOf(typed: string): { text: string; words: string[]; forgiving: boolean } | null {
  if (typed.length > LONGEST || hasForbiddenCharacters(typed)) return null
  const text = oneLine(typed)
  const words = text.split(' ').slice(0, MOST_WORDS)
  if (lengthOf(text) < SHORTEST) return null
  return { text, words, forgiving: lengthOf(text) >= SHORTEST_FORGIVEN }
}
