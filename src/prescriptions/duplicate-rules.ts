import { named } from './interaction-rules.js'
import { classesOf, classNameOf, codesOf, type Knowledge, nameOf, pairsOf } from './knowledge-rules.js'
import type { SafetyInput, Warning } from './safety-terms-rules.js'

/**
 * The same ingredient in two medicines, or two of a class of which one is enough. What stays in its place (`siteOf`) is
 * a duplicate only of what goes to the same place.
 */
export function duplicateWarnings(input: SafetyInput, knowledge: Knowledge): Warning[] {
  return pairsOf(input).flatMap((pair) => {
    if (pair.one.site !== pair.other.site) return []
    const [mine, theirs] = [codesOf(pair.one), codesOf(pair.other)]
    const between = `${pair.one.key} ${pair.other.key}`
    const common = { kind: 'DUPLICATE' as const, source: knowledge.source, about: pair.about }
    const same = mine
      .filter((code) => theirs.includes(code))
      .map((code) => ({
        ...common,
        subject: `duplicate ${code} ${between}`,
        severity: 'SERIOUS' as const,
        text: '{{one}} and {{other}} both have {{ingredient}}.',
        values: { ...named(pair), ingredient: nameOf(knowledge, code) },
      }))
    const kin = [...knowledge.duplicateClasses]
      .filter((each) =>
        mine.some(
          (code) =>
            classesOf(knowledge, code).includes(each) &&
            theirs.some((their) => their !== code && classesOf(knowledge, their).includes(each)),
        ),
      )
      .map((each) => ({
        ...common,
        subject: `duplicate class ${each} ${between}`,
        severity: 'CAUTION' as const,
        text: '{{one}} and {{other}} are of one class: {{class}}.',
        values: { ...named(pair), class: classNameOf(knowledge, each) },
      }))
    return [...same, ...kin]
  })
}
