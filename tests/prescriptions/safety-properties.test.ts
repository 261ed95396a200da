import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safetyWarnings } from '../../src/prescriptions/safety-rules.js'
import type {
  CheckedAllergy,
  CheckedMedicine,
  SafetyInput,
} from '../../src/prescriptions/safety-terms-rules.js'
import { addDays } from '../../src/shared/calendar.js'
import { grownUp, medicine, today } from './cases.js'
import { testRules } from './pharmacy.js'

const codes = [...testRules.ingredients.map(({ code }) => code), 'unheard']
const milligrams = fc.option(fc.integer({ min: 1, max: 2_000 }), { freq: 8 })
const aProduct = fc.dictionary(fc.constantFrom(...codes), milligrams, { maxKeys: 3 })
const amount = fc.option(
  fc.integer({ min: 1, max: 400 }).map((hundredths) => hundredths / 100),
  { freq: 8 },
)
const timesADay = fc.option(fc.integer({ min: 1, max: 6 }), { freq: 8 })
const site = fc.constantFrom(null, null, 'SKIN' as const, 'EYE' as const)

/** Medicines with keys of their own, as the catalogue gives them: one key is one product. */
const someMedicines = (prefix: string, maxLength: number) =>
  fc.array(fc.tuple(fc.option(aProduct, { freq: 8 }), amount, timesADay, site), { maxLength }).map((drawn) =>
    drawn.map(([ingredients, each, times, place], index) =>
      medicine(ingredients, {
        amount: each,
        timesADay: times,
        site: place,
        key: `${prefix}${index}`,
        name: `${prefix}${index}`,
      }),
    ),
  )

const anAllergy: fc.Arbitrary<CheckedAllergy> = fc.record({
  substance: fc.constantFrom('Penicillin', 'Amoxicillin', 'Royal jelly', 'NSAIDs', 'new1', ''),
  code: fc.option(fc.constantFrom(...codes, 'penicillins', 'nsaids')),
  severity: fc.constantFrom('UNKNOWN', 'MILD', 'SEVERE'),
})

const aCase: fc.Arbitrary<SafetyInput> = fc.record({
  prescribed: someMedicines('new', 4),
  running: someMedicines('old', 3),
  allergies: fc.array(anAllergy, { maxLength: 3 }),
  allergiesAsked: fc.boolean(),
  age: fc.option(fc.integer({ min: 0, max: 100 })),
  release: fc.option(
    fc
      .option(fc.integer({ min: -3, max: 3 }))
      .map((days) => ({ ...release, reviewBy: days === null ? null : addDays(today, days) })),
    { freq: 8 },
  ),
  today: fc.constant(today),
})
const release = { version: 'v1', source: 'Tests', reviewBy: null, rules: testRules }

const subjects = (input: SafetyInput) => safetyWarnings(input).map(({ subject }) => subject)

test('to add a medicine, an allergy or something that runs never takes a warning away', () => {
  fc.assert(
    fc.property(
      aCase,
      someMedicines('more', 2),
      someMedicines('elder', 1),
      anAllergy,
      (input, more, elder, allergy) => {
        const larger: SafetyInput = {
          ...input,
          prescribed: [...input.prescribed, ...more],
          running: [...input.running, ...elder],
          allergies: [...input.allergies, allergy],
        }
        expect(subjects(larger)).toEqual(expect.arrayContaining(subjects(input)))
      },
    ),
  )
})

test('the order does not matter, neither of what is prescribed nor of anything else', () => {
  fc.assert(
    fc.property(aCase, (input) => {
      const reversed: SafetyInput = {
        ...input,
        prescribed: [...input.prescribed].reverse(),
        running: [...input.running].reverse(),
        allergies: [...input.allergies].reverse(),
      }
      expect(subjects(reversed)).toEqual(subjects(input))
    }),
  )
})

test('an interaction is the same whichever of the two ran before', () => {
  fc.assert(
    fc.property(someMedicines('one', 1), someMedicines('other', 1), (one, other) => {
      const kinds = ['INTERACTION', 'DUPLICATE']
      const between = (prescribed: CheckedMedicine[], running: CheckedMedicine[]) =>
        safetyWarnings({ ...grownUp, prescribed, running })
          .filter(({ kind }) => kinds.includes(kind))
          .map(({ subject, severity, values }) => ({ subject, severity, values }))
      if (one.length === 0 || other.length === 0) return
      expect(between(one, other)).toEqual(between(other, one))
      expect(between([...one, ...other], [])).toEqual(between(one, other))
    }),
  )
})

test('one medicine within its maximum raises nothing in an adult without allergies', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...testRules.ingredients),
      fc.integer({ min: 1, max: 6 }),
      (ingredient, times) => {
        const most = ingredient.maxDailyMg ?? 600
        const one = medicine(
          { [ingredient.code]: Math.floor((most / times) * 10_000) / 10_000 },
          { timesADay: times },
        )
        expect(subjects({ ...grownUp, prescribed: [one] })).toEqual([])
      },
    ),
  )
})

test('the maximum is summed over all products, however the sum is cut into them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 1_500 }), { maxLength: 3 }),
      (ours, theirs) => {
        const products = (parts: number[], prefix: string) =>
          parts.map((mg, index) => medicine({ paracetamol: mg }, { key: `${prefix}${index}` }))
        const above = safetyWarnings({
          ...grownUp,
          prescribed: products(ours, 'new'),
          running: products(theirs, 'old'),
        }).find(({ kind }) => kind === 'MAXIMUM_DOSE')
        const total = [...ours, ...theirs].reduce((sum, mg) => sum + mg, 0)
        expect(above?.values.total).toBe(total > 4000 ? total : undefined)
      },
    ),
  )
})

test('where rules are missing or out of date, no medicine goes without a warning', () => {
  fc.assert(
    fc.property(aCase, (input) => {
      const outOfDate = { ...release, reviewBy: addDays(today, -1) }
      for (const each of [null, outOfDate]) {
        const warned = safetyWarnings({ ...input, release: each })
          .filter(({ kind }) => kind === 'NOT_CHECKED')
          .flatMap(({ about }) => about)
        for (const { key } of input.prescribed) expect(warned).toContain(key)
      }
    }),
  )
})

test('a warning is about something that is prescribed, and nothing is warned of when nothing is', () => {
  fc.assert(
    fc.property(aCase, (input) => {
      const keys = input.prescribed.map(({ key }) => key)
      const warnings = safetyWarnings(input)
      for (const { about } of warnings) {
        expect(about.length).toBeGreaterThan(0)
        expect(keys).toEqual(expect.arrayContaining(about))
      }
      if (keys.length === 0) expect(warnings).toEqual([])
    }),
  )
})

test('what stays on the skin or in the eye changes nothing about the maxima and the duplicates of what is swallowed', () => {
  const systemic = someMedicines('whole', 4).map((all) => all.map((one) => ({ ...one, site: null })))
  const local = someMedicines('local', 3).map((all) =>
    all.map((one, index) => ({ ...one, site: index % 2 === 0 ? ('SKIN' as const) : ('EYE' as const) })),
  )
  const counted = (input: SafetyInput) =>
    safetyWarnings(input)
      .filter(({ kind }) => kind === 'MAXIMUM_DOSE' || kind === 'DUPLICATE')
      .map(({ subject, values }) => ({ subject, values }))
  fc.assert(
    fc.property(systemic, systemic, local, local, (ours, theirs, creams, drops) => {
      const alone = {
        ...grownUp,
        prescribed: ours,
        running: theirs.map((one) => ({ ...one, key: `old ${one.key}` })),
      }
      const beside = {
        ...alone,
        prescribed: [...ours, ...creams.slice(0, 1)],
        running: [...alone.running, ...drops.slice(1).map((one) => ({ ...one, key: `old ${one.key}` }))],
      }
      const found = counted(beside).filter(({ subject }) => !subject.includes('local'))
      expect(found).toEqual(counted(alone))
      const mixed = counted(beside).filter(
        ({ subject }) => subject.includes('whole') && subject.includes('local'),
      )
      expect(mixed).toEqual([])
    }),
  )
})

test('an allergy is the same, wherever the medicine goes', () => {
  fc.assert(
    fc.property(aCase, (input) => {
      const allergies = (each: SafetyInput) =>
        safetyWarnings(each)
          .filter(({ kind }) => kind === 'ALLERGY' || kind === 'INTERACTION')
          .map(({ subject, severity }) => ({ subject, severity }))
      const onTheSkin = (all: CheckedMedicine[]) => all.map((one) => ({ ...one, site: 'SKIN' as const }))
      expect(
        allergies({ ...input, prescribed: onTheSkin(input.prescribed), running: onTheSkin(input.running) }),
      ).toEqual(allergies(input))
    }),
  )
})

test('while nobody has asked about allergies, every prescription says so', () => {
  fc.assert(
    fc.property(aCase, (input) => {
      const said = (allergiesAsked: boolean) =>
        safetyWarnings({ ...input, allergiesAsked }).filter(
          ({ kind, text }) => kind === 'NOT_CHECKED' && text.startsWith('Nobody has recorded whether'),
        )
      expect(said(true)).toEqual([])
      expect(said(false).flatMap(({ about }) => about)).toEqual(input.prescribed.map(({ key }) => key).sort())
    }),
  )
})
