import type { SafetyRules } from '../catalogues/safety-rules.js'
import { plainLetters } from './rules.js'

/** What an allergy can be to, as far as the safety rules know it. */
export interface Substance {
  code: string
  name: string
  isClass: boolean
}

/** All of them by name. */
export function substancesIn(rules: SafetyRules | null): Substance[] {
  if (!rules) return []
  const classes = rules.classes.map(({ code, name }) => ({ code, name, isClass: true }))
  const ingredients = rules.ingredients.map(({ code, name }) => ({ code, name, isClass: false }))
  return [...classes, ...ingredients].sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** The one that is meant, whatever the capitals, accents and the plural; null where the rules have no such name. */
export function substanceNamed(typed: string, known: Substance[]): Substance | null {
  const wanted = keyOf(typed)
  const names = (each: Substance) => [
    each.code,
    each.name,
    each.name.replace(/\s*\([^()]*\)$/, ''),
    inBrackets(each.name),
  ]
  return known.find((each) => names(each).some((name) => name !== '' && keyOf(name) === wanted)) ?? null
}

const keyOf = (name: string) =>
  plainLetters(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .replace(/s$/, '')

/** 'Non-steroidal anti-inflammatory medicines (NSAIDs)' is called NSAIDs, too. */
const inBrackets = (name: string) => /\(([^()]+)\)$/.exec(name)?.[1] ?? ''
