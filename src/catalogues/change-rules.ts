import type { CatalogueList } from './whole-list-rules.js'

/** What a new list does to one part of the list in force. Names in the order of the lists. */
export interface Change {
  /** What is counted, as a sentence for `t()`. */
  of: 'Tests' | 'Treatments' | 'Medicines' | 'Ingredients' | 'Classes' | 'Interactions'
  added: string[]
  changed: string[]
  /** In force and not in the new list: they become inactive, or of rules, are no more. */
  removed: string[]
  same: number
}

/** What would be new, changed and gone; `current` is null where no list is in force. */
export function changesBetween(current: CatalogueList | null, next: CatalogueList): Change[] {
  const before = new Map((current ? partsOf(current) : []).map((part) => [part.of, part.entries]))
  return partsOf(next).map(({ of, entries }) => {
    const former = new Map(before.get(of)?.map((entry) => [entry.key, entry]))
    const keys = new Set(entries.map(({ key }) => key))
    const changed = entries.filter(({ key, text }) => former.has(key) && former.get(key)?.text !== text)
    const added = entries.filter(({ key }) => !former.has(key))
    return {
      of,
      added: added.map(({ name }) => name),
      changed: changed.map(({ name }) => name),
      removed: [...former.values()].filter(({ key }) => !keys.has(key)).map(({ name }) => name),
      same: entries.length - added.length - changed.length,
    }
  })
}

interface Entry {
  key: string
  name: string
  /** All that it says, to be compared. */
  text: string
}

function partsOf(list: CatalogueList): { of: Change['of']; entries: Entry[] }[] {
  if (list.kind === 'MEDICINES')
    return [{ of: 'Medicines', entries: list.medicines.map(({ line: _, ...medicine }) => coded(medicine)) }]
  if (list.kind !== 'SAFETY_RULES')
    return [{ of: list.kind === 'TESTS' ? 'Tests' : 'Treatments', entries: list.items.map(coded) }]
  const { ingredients, classes, interactions, duplicateClasses } = list.rules
  const withDuplicates = classes.map((each) => ({ ...each, duplicate: duplicateClasses.includes(each.code) }))
  return [
    { of: 'Ingredients', entries: ingredients.map(coded) },
    { of: 'Classes', entries: withDuplicates.map(coded) },
    {
      of: 'Interactions',
      entries: interactions.map((rule) => ({
        key: [rule.a, rule.b].sort().join(' + '),
        name: `${rule.a} + ${rule.b}`,
        text: asText(rule),
      })),
    },
  ]
}

const coded = <E extends { code: string; name: string }>(entry: E): Entry => ({
  key: entry.code,
  name: `${entry.code} ${entry.name}`,
  text: asText(entry),
})

const asText = (entry: object) =>
  JSON.stringify(entry, (_name, value) => (typeof value === 'bigint' ? String(value) : value))
