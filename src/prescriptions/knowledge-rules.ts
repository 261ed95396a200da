import type { SafetyRules } from '../catalogues/safety-rules.js'
import type { CheckedMedicine, RuleRelease } from './safety-terms-rules.js'

type Ingredient = SafetyRules['ingredients'][number]
type MedicineClass = SafetyRules['classes'][number]

/** The rules, looked up by code. */
export interface Knowledge {
  ingredients: ReadonlyMap<string, Ingredient>
  classes: ReadonlyMap<string, MedicineClass>
  interactions: SafetyRules['interactions']
  duplicateClasses: ReadonlySet<string>
  /** How the rules are named as a source. */
  source: string
  version: string
}

const known = new WeakMap<SafetyRules, Knowledge>()

export function knowledgeOf({ rules, version, source }: RuleRelease): Knowledge {
  const before = known.get(rules)
  if (before) return before
  const knowledge: Knowledge = {
    ingredients: new Map(rules.ingredients.map((ingredient) => [ingredient.code, ingredient])),
    classes: new Map(rules.classes.map((each) => [each.code, each])),
    interactions: rules.interactions,
    duplicateClasses: new Set(rules.duplicateClasses),
    source: `${version}: ${source}`,
    version,
  }
  known.set(rules, knowledge)
  return knowledge
}

export const codesOf = ({ ingredients }: CheckedMedicine): string[] =>
  (ingredients ?? []).map(({ code }) => code)

export const nameOf = (knowledge: Knowledge, code: string): string =>
  knowledge.ingredients.get(code)?.name ?? code

export const classesOf = (knowledge: Knowledge, code: string): string[] =>
  knowledge.ingredients.get(code)?.classes ?? []

export const classNameOf = (knowledge: Knowledge, code: string): string =>
  knowledge.classes.get(code)?.name ?? code

/** Classes that react to one another, whichever of the two says so. */
export function reactTogether(knowledge: Knowledge, one: string, other: string): boolean {
  const says = (from: string, to: string) => knowledge.classes.get(from)?.crossReacts.includes(to) === true
  return says(one, other) || says(other, one)
}

/** A medicine that is prescribed now beside another one: prescribed with it, or taken already. */
export interface Pair {
  one: CheckedMedicine
  other: CheckedMedicine
  /** The keys of those of the two that are prescribed now. */
  about: string[]
}

/** Every two of which at least one is prescribed now; each pair once. */
export function pairsOf({
  prescribed,
  running,
}: {
  prescribed: CheckedMedicine[]
  running: CheckedMedicine[]
}): Pair[] {
  return prescribed.flatMap((one, index) => [
    ...prescribed.slice(index + 1).map((other) => ({ ...inOrder(one, other), about: [one.key, other.key] })),
    ...running.map((other) => ({ ...inOrder(one, other), about: [one.key] })),
  ])
}

/** The same two medicines make the same pair, whichever comes first. */
const inOrder = (one: CheckedMedicine, other: CheckedMedicine) =>
  one.key <= other.key ? { one, other } : { one: other, other: one }
