import type { Values } from '../shared/errors.js'
import { codesOfAllergy } from './allergy-rules.js'
import { reachesTheBody } from './dose-rules.js'
import { codesOf, type Knowledge } from './knowledge-rules.js'
import { ADULT, type CheckedMedicine, type SafetyInput, type Warning } from './safety-terms-rules.js'

/** What nobody but the doctor looks at: the rules are missing, too old, or do not know what they would need. */
export function notCheckedWarnings(input: SafetyInput, knowledge: Knowledge | null): Warning[] {
  const { prescribed, release, today } = input
  if (!knowledge || !release)
    return [
      ...ofNobodyAsked(input),
      ...prescribed.map((medicine) =>
        notChecked(`rules ${medicine.key}`, [medicine], noRules, { medicine: medicine.name }, 'SERIOUS'),
      ),
    ]
  const { version, reviewBy } = release
  const old =
    reviewBy !== null && today > reviewBy
      ? prescribed.map((medicine) =>
          notChecked(
            `rules ${medicine.key}`,
            [medicine],
            oldRules,
            { medicine: medicine.name, version, day: reviewBy },
            'SERIOUS',
          ),
        )
      : []
  return [
    ...old,
    ...ofNobodyAsked(input),
    ...ofAllergies(input, knowledge),
    ...ofRunning(input, knowledge),
    ...prescribed.flatMap((medicine) => ofMedicine(medicine, input, knowledge)),
  ]
}

const UNCHECKED = 'not checked'
const NOBODY_ASKED = 'allergies'

/** Whether this is what recording the allergies would answer. */
export const asksForAllergies = ({ subject }: Warning): boolean => subject === `${UNCHECKED} ${NOBODY_ASKED}`

const noRules = '{{medicine}}: nothing was checked, because there are no safety rules.'
const oldRules =
  '{{medicine}}: checked by the rules {{version}}, which were to be reviewed by {{day}} and may be wrong by now.'

/** Without an answer, that there are no allergies is only what nobody has said otherwise. */
function ofNobodyAsked({ allergiesAsked, prescribed }: SafetyInput): Warning[] {
  if (allergiesAsked || prescribed.length === 0) return []
  return [
    notChecked(
      NOBODY_ASKED,
      prescribed,
      'Nobody has recorded whether the patient has allergies, so none was checked: ask the patient.',
      {},
    ),
  ]
}

function ofAllergies({ allergies, prescribed }: SafetyInput, knowledge: Knowledge): Warning[] {
  if (prescribed.length === 0) return []
  return allergies
    .filter((allergy) => codesOfAllergy(allergy, knowledge).length === 0)
    .map(({ substance }) =>
      notChecked(
        `allergy ${substance}`,
        prescribed,
        'The allergy to {{substance}} cannot be checked by the rules: read it.',
        { substance },
      ),
    )
}

function ofMedicine(medicine: CheckedMedicine, { age }: SafetyInput, knowledge: Knowledge): Warning[] {
  const { key, name, ingredients } = medicine
  const values = { medicine: name }
  if (ingredients === null)
    return [
      notChecked(
        `free ${key}`,
        [medicine],
        '{{medicine}} is not from the catalogue: nothing about it was checked.',
        values,
      ),
    ]
  const unknown = codesOf(medicine).filter((code) => !knowledge.ingredients.has(code))
  return [
    ...unknown.map((code) =>
      notChecked(
        `ingredient ${code} ${key}`,
        [medicine],
        '{{medicine}}: the rules do not know {{ingredient}}, so nothing about it was checked.',
        { ...values, ingredient: code },
      ),
    ),
    ...(ingredients.length === 0
      ? [
          notChecked(
            `ingredients ${key}`,
            [medicine],
            '{{medicine}}: the catalogue does not say what is in it, so nothing about it was checked.',
            values,
          ),
        ]
      : []),
    ...ofDose(medicine, age, knowledge),
  ]
}

function ofDose(medicine: CheckedMedicine, age: number | null, knowledge: Knowledge): Warning[] {
  const { key, name } = medicine
  const limited = withMaximum(medicine, knowledge)
  const values = { medicine: name }
  if (age !== null && age < ADULT)
    return [
      notChecked(
        `child ${key}`,
        [medicine],
        '{{medicine}}: there is no dose rule for children. Check the dose by age and weight.',
        values,
      ),
    ]
  const unweighed = limited.filter(({ amountMg }) => amountMg === null)
  const uncounted = medicine.amount === null || medicine.timesADay === null
  if (unweighed.length > 0 || (uncounted && limited.length > 0))
    return [
      notChecked(
        `dose ${key}`,
        [medicine],
        '{{medicine}}: its dose was not checked against the maximum.',
        values,
      ),
    ]
  if (age === null && limited.length > 0)
    return [
      notChecked(
        `age ${key}`,
        [medicine],
        '{{medicine}}: the age is not recorded, so its dose was checked as an adult’s.',
        values,
      ),
    ]
  return []
}

const withMaximum = (medicine: CheckedMedicine, knowledge: Knowledge) =>
  (reachesTheBody(medicine) ? (medicine.ingredients ?? []) : []).filter(
    ({ code }) => (knowledge.ingredients.get(code)?.maxDailyMg ?? null) !== null,
  )

/** What is taken already and cannot be looked at: written freely, or in a dose that nobody counts. */
function ofRunning({ prescribed, running }: SafetyInput, knowledge: Knowledge): Warning[] {
  if (prescribed.length === 0) return []
  const ours = new Set(prescribed.filter(reachesTheBody).flatMap(codesOf))
  return running.flatMap((medicine) => {
    const { key, name, ingredients } = medicine
    const values = { medicine: name }
    if (ingredients === null || ingredients.length === 0)
      return [
        notChecked(
          `beside ${key}`,
          prescribed,
          'The patient takes {{medicine}}, which is not from the catalogue: nothing was checked against it.',
          values,
        ),
      ]
    const together = withMaximum(medicine, knowledge).filter(({ code }) => ours.has(code))
    const uncounted =
      medicine.amount === null ||
      medicine.timesADay === null ||
      together.some(({ amountMg }) => amountMg === null)
    if (together.length === 0 || !uncounted) return []
    return [
      notChecked(
        `together ${key}`,
        prescribed.filter(
          (each) =>
            reachesTheBody(each) && codesOf(each).some((code) => together.some((one) => one.code === code)),
        ),
        'The patient takes {{medicine}}, whose dose the rules cannot count: add it to the maximum yourself.',
        values,
      ),
    ]
  })
}

function notChecked(
  subject: string,
  about: CheckedMedicine[],
  text: string,
  values: Values,
  severity: 'CAUTION' | 'SERIOUS' = 'CAUTION',
): Warning {
  return {
    subject: `${UNCHECKED} ${subject}`,
    kind: 'NOT_CHECKED',
    severity,
    text,
    values,
    source: '',
    about: about.map(({ key }) => key),
  }
}
