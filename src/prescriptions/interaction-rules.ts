import { classesOf, codesOf, type Knowledge, type Pair, pairsOf } from './knowledge-rules.js'
import type { SafetyInput, Warning } from './safety-terms-rules.js'

/** Interactions between two medicines, by ingredient or by class, in either order; what is in one product is its own. */
export function interactionWarnings(input: SafetyInput, knowledge: Knowledge): Warning[] {
  return pairsOf(input).flatMap((pair) =>
    knowledge.interactions
      .filter(({ a, b }) => meet(a, b, pair, knowledge) || meet(b, a, pair, knowledge))
      .map(({ a, b, severity, text, source }) => ({
        subject: `interaction ${[a, b].sort().join(' ')} ${pair.one.key} ${pair.other.key}`,
        kind: 'INTERACTION' as const,
        severity,
        text: '{{one}} with {{other}}: {{effect}}',
        values: { ...named(pair), effect: text },
        source: `${source} (${knowledge.version})`,
        about: pair.about,
      })),
  )
}

/** One has something of `a` and the other something of `b`, and not the very same ingredient: that is a duplicate. */
function meet(a: string, b: string, { one, other }: Pair, knowledge: Knowledge): boolean {
  const mine = codesOf(one).filter((code) => isParty(code, a, knowledge))
  const theirs = codesOf(other).filter((code) => isParty(code, b, knowledge))
  return mine.some((code) => theirs.some((their) => their !== code))
}

const isParty = (code: string, party: string, knowledge: Knowledge): boolean =>
  party.startsWith('class:') ? classesOf(knowledge, code).includes(party.slice(6)) : party === code

/** In the order of their names, so that the same two read the same. */
export const named = ({ one, other }: Pair) =>
  one.name <= other.name ? { one: one.name, other: other.name } : { one: other.name, other: one.name }
