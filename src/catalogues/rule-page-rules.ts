import type { SafetyRules } from './safety-rules.js'

export const ruleParts = ['interactions', 'ingredients', 'classes'] as const
export type RulePart = (typeof ruleParts)[number]

/** A line of the safety rules, to be read. `key` names it within its part. */
export type RuleRow =
  | ({
      part: 'interactions'
      key: string
      aName: string
      bName: string
    } & SafetyRules['interactions'][number])
  | ({ part: 'ingredients'; key: string; classNames: string[] } & SafetyRules['ingredients'][number])
  | ({
      part: 'classes'
      key: string
      crossNames: string[]
      duplicate: boolean
      ingredients: number
    } & SafetyRules['classes'][number])

/** One part of the rules in its order: what has every word of `q` in its names and codes. */
export function rowsOf(rules: SafetyRules, part: RulePart, q: string): RuleRow[] {
  const words = q.toLowerCase().split(/\s+/)
  return allRows(rules, part).filter((row) => {
    const text = JSON.stringify(row).toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** The page of rows after, or before, the row of that key. */
export function pageAt<Row extends { key: string }>(
  rows: Row[],
  { after, before }: { after: string | null; before: string | null },
  size: number,
): { rows: Row[]; newer: boolean; older: boolean } {
  const place = (key: string | null) => rows.findIndex((row) => row.key === key)
  const end = after === null && before !== null ? place(before) : -1
  const begin = end >= 0 ? Math.max(0, end - size) : place(after) + 1
  const until = end >= 0 ? end : begin + size
  return { rows: rows.slice(begin, until), newer: begin > 0, older: until < rows.length }
}

function allRows(rules: SafetyRules, part: RulePart): RuleRow[] {
  const classNames = new Map(rules.classes.map(({ code, name }) => [code, name]))
  const named = (codes: string[]) => codes.map((code) => classNames.get(code) ?? code)
  if (part === 'ingredients')
    return rules.ingredients.map((each) => ({
      ...each,
      part,
      key: each.code,
      classNames: named(each.classes),
    }))
  if (part === 'classes')
    return rules.classes.map((each) => ({
      ...each,
      part,
      key: each.code,
      crossNames: named(each.crossReacts),
      duplicate: rules.duplicateClasses.includes(each.code),
      ingredients: rules.ingredients.filter(({ classes }) => classes.includes(each.code)).length,
    }))
  const ingredientNames = new Map(rules.ingredients.map(({ code, name }) => [code, name]))
  const nameOf = (party: string) =>
    party.startsWith('class:')
      ? (classNames.get(party.slice(6)) ?? party)
      : (ingredientNames.get(party) ?? party)
  return rules.interactions.map((each) => ({
    ...each,
    part,
    key: `${each.a} ${each.b}`,
    aName: nameOf(each.a),
    bName: nameOf(each.b),
  }))
}
