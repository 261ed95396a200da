import type { WarningSeverity } from '../generated/prisma/enums.js'
import { plainLetters } from '../patients/rules.js'
import { classesOf, classNameOf, codesOf, type Knowledge, nameOf, reactTogether } from './knowledge-rules.js'
import type { CheckedAllergy, CheckedMedicine, SafetyInput, Warning } from './safety-terms-rules.js'

/**
 * Allergies against what is prescribed: to the ingredient itself, to its class, to another member of its class, to a
 * class that reacts together with its class; and, where an allergy is only in words, by these.
 */
export function allergyWarnings({ prescribed, allergies }: SafetyInput, knowledge: Knowledge): Warning[] {
  return allergies.flatMap((allergy) => {
    const codes = codesOfAllergy(allergy, knowledge)
    return prescribed.flatMap((medicine) => {
      const found = reasonsAgainst(medicine, allergy, codes, knowledge)
      return found.slice(0, 1).map((reason) => warningOf(medicine, allergy, reason, knowledge))
    })
  })
}

/** The ingredients and classes that an allergy is to; none where its words say nothing to the rules. */
export function codesOfAllergy({ substance, code }: CheckedAllergy, knowledge: Knowledge): string[] {
  if (code !== null && (knowledge.ingredients.has(code) || knowledge.classes.has(code))) return [code]
  const named = [...knowledge.ingredients.values(), ...knowledge.classes.values()]
  return named.filter(({ name }) => namesInCommon(substance, name)).map((each) => each.code)
}

interface Reason {
  severity: WarningSeverity
  text: string
  ingredient: string
  via: string
}

/** The gravest first. */
function reasonsAgainst(
  medicine: CheckedMedicine,
  { substance }: CheckedAllergy,
  allergyCodes: string[],
  knowledge: Knowledge,
): Reason[] {
  const ingredients = codesOf(medicine)
  const reasons = ingredients.flatMap((ingredient) =>
    allergyCodes.flatMap((code): Reason[] => {
      const classes = classesOf(knowledge, ingredient)
      if (code === ingredient) return [{ ...itself, ingredient, via: '' }]
      if (classes.includes(code)) return [{ ...ofTheClass, ingredient, via: code }]
      const own = knowledge.classes.has(code) ? [code] : classesOf(knowledge, code)
      const shared = own.find((each) => classes.includes(each) && isFamily(knowledge, each))
      if (shared) return [{ ...alike, ingredient, via: shared }]
      const crossing = classes.find((each) => own.some((mine) => reactTogether(knowledge, mine, each)))
      return crossing ? [{ ...reacting, ingredient, via: crossing }] : []
    }),
  )
  const byName = namesInCommon(substance, medicine.name) ? [{ ...inWords, ingredient: '', via: '' }] : []
  return [...reasons, ...byName].sort((one, other) => order.indexOf(one.text) - order.indexOf(other.text))
}

const itself = {
  severity: 'CONTRAINDICATED',
  text: '{{medicine}} has {{ingredient}}: the patient is allergic to {{substance}}.',
} as const
const inWords = {
  severity: 'CONTRAINDICATED',
  text: 'The patient is allergic to {{substance}}, and that is what {{medicine}} is called.',
} as const
const ofTheClass = {
  severity: 'CONTRAINDICATED',
  text: '{{medicine}} has {{ingredient}}, one of {{via}}: the patient is allergic to {{substance}}.',
} as const
const alike = {
  severity: 'SERIOUS',
  text: '{{medicine}} has {{ingredient}}, of the same class ({{via}}) as what the patient is allergic to: {{substance}}.',
} as const
const reacting = {
  severity: 'SERIOUS',
  text: '{{medicine}} has {{ingredient}}, of a class ({{via}}) to which people react who are allergic to {{substance}}.',
} as const
const order: string[] = [itself, inWords, ofTheClass, alike, reacting].map(({ text }) => text)

/**
 * A class whose members are relatives: two of it are a duplicate, or it reacts together with another. A class by what
 * its members do to the heart or the liver makes nobody allergic.
 */
const isFamily = (knowledge: Knowledge, code: string): boolean =>
  knowledge.duplicateClasses.has(code) || (knowledge.classes.get(code)?.crossReacts.length ?? 0) > 0

function warningOf(
  medicine: CheckedMedicine,
  { substance, code }: CheckedAllergy,
  { severity, text, ingredient, via }: Reason,
  knowledge: Knowledge,
): Warning {
  return {
    subject: `allergy ${code ?? ''} ${plainLetters(substance)} ${medicine.key}`,
    kind: 'ALLERGY',
    severity,
    text,
    values: {
      medicine: medicine.name,
      substance,
      ...(ingredient !== '' && { ingredient: nameOf(knowledge, ingredient) }),
      ...(via !== '' && { via: classNameOf(knowledge, via) }),
    },
    source: knowledge.source,
    about: [medicine.key],
  }
}

/** Words that say nothing of what somebody is allergic to. */
const empty = new Set([
  'drug',
  'medicine',
  'tablet',
  'injection',
  'allergy',
  'allergic',
  'to',
  'and',
  'or',
  'all',
  'group',
])

/** Whether all words of one name are in the other, whatever their capitals, accents and plurals. */
export function namesInCommon(one: string, other: string): boolean {
  const [mine, theirs] = [wordsOf(one), wordsOf(other)]
  if (mine.length === 0 || theirs.length === 0) return false
  return mine.every((word) => theirs.includes(word)) || theirs.every((word) => mine.includes(word))
}

function wordsOf(name: string): string[] {
  const words = plainLetters(name).split(/[^\p{L}\p{M}\p{N}]+/u)
  return words.map((word) => word.replace(/s$/, '')).filter((word) => word.length > 2 && !empty.has(word))
}
