import { codesOf, type Knowledge } from './knowledge-rules.js'
import { ADULT, type CheckedMedicine, type SafetyInput, type Warning } from './safety-terms-rules.js'

/**
 * The maximum of a day, in mg, over all products with the ingredient that are taken on the same day and reach the whole
 * body (`siteOf`). Equal to the maximum is within it. The maximum is an adult's: for a child it is only said when even
 * that is exceeded.
 */
export function doseWarnings({ age, ...input }: SafetyInput, knowledge: Knowledge): Warning[] {
  const prescribed = input.prescribed.filter(reachesTheBody)
  const running = input.running.filter(reachesTheBody)
  const codes = [...new Set(prescribed.flatMap(codesOf))]
  return codes.flatMap((code) => {
    const ingredient = knowledge.ingredients.get(code)
    if (!ingredient || ingredient.maxDailyMg === null) return []
    const containing = (all: CheckedMedicine[]) => all.filter((medicine) => codesOf(medicine).includes(code))
    const [ours, theirs] = [containing(prescribed), containing(running)]
    const total = [...ours, ...theirs].reduce((sum, medicine) => sum + millionths(medicine, code), 0)
    if (total <= Math.round(ingredient.maxDailyMg * MILLION)) return []
    return {
      subject: `maximum ${code}`,
      kind: 'MAXIMUM_DOSE' as const,
      severity: 'SERIOUS' as const,
      text:
        age !== null && age < ADULT
          ? '{{ingredient}}: {{total}} mg a day is more than even an adult takes, {{maximum}} mg, counting {{medicines}}.'
          : '{{ingredient}}: {{total}} mg a day is more than the maximum of {{maximum}} mg, counting {{medicines}}.',
      values: {
        ingredient: ingredient.name,
        total: total / MILLION,
        maximum: ingredient.maxDailyMg,
        medicines: [...new Set([...ours, ...theirs].map(({ name }) => name))].sort().join(', '),
      },
      source: knowledge.source,
      about: ours.map(({ key }) => key),
    }
  })
}

/** Only this counts towards a maximum. */
export const reachesTheBody = ({ site }: CheckedMedicine): boolean => site === null

/** A hundredth of a unit times a ten-thousandth of a mg: whole numbers, which add up exactly. */
const MILLION = 1_000_000

/** What a medicine gives of an ingredient in a day; 0 where that cannot be said, which is told as not checked. */
function millionths({ ingredients, amount, timesADay }: CheckedMedicine, code: string): number {
  const amountMg = ingredients?.find((each) => each.code === code)?.amountMg ?? null
  if (amountMg === null || amount === null || timesADay === null) return 0
  return Math.round(amount * 100) * timesADay * Math.round(amountMg * 10_000)
}
