import { describe, expect, test } from 'vitest'
import { namesInCommon } from '../../src/prescriptions/allergy-rules.js'
import { safetyWarnings } from '../../src/prescriptions/safety-rules.js'
import type { CheckedAllergy } from '../../src/prescriptions/safety-terms-rules.js'
import { allergic, check, grownUp, medicine } from './cases.js'

test('one safe medicine of an adult without allergies raises nothing', () => {
  expect(check({ prescribed: [medicine({ cetirizine: 10 })] })).toEqual([])
})

describe('allergies', () => {
  const against = (allergy: CheckedAllergy, prescribed = medicine({ amoxicillin: 500 })) =>
    check({ prescribed: [prescribed], allergies: [allergy] })

  test.each([
    ['to the ingredient', allergic('Amoxicillin', 'amoxicillin'), 'ALLERGY CONTRAINDICATED'],
    ['to its class', allergic('Penicillin', 'penicillins'), 'ALLERGY CONTRAINDICATED'],
    ['to another one of its class', allergic('Ampicillin', 'ampicillin'), 'ALLERGY SERIOUS'],
    [
      'to a class that reacts together with it',
      allergic('Cephalosporins', 'cephalosporins'),
      'ALLERGY SERIOUS',
    ],
    ['to one of a class that reacts together', allergic('Cefixime', 'cefixime'), 'ALLERGY SERIOUS'],
    ['only in words, of the ingredient', allergic('AMOXICILLIN'), 'ALLERGY CONTRAINDICATED'],
    ['only in words, of the class', allergic('penicillin injection'), 'ALLERGY CONTRAINDICATED'],
    ['with accents and capitals', allergic('Amoxicíllin '), 'ALLERGY CONTRAINDICATED'],
  ])('%s', (_what, allergy, expected) => {
    expect(against(allergy)).toEqual([expected])
  })

  test('the crossing is said by one class and holds for both', () => {
    expect(against(allergic('Penicillin', 'penicillins'), medicine({ cefixime: 200 }))).toEqual([
      'ALLERGY SERIOUS',
    ])
  })

  test('of a combination, also by its second ingredient', () => {
    const combination = medicine({ caffeine: 30, ibuprofen: 200 })
    expect(against(allergic('Ibuprofen', 'ibuprofen'), combination)).toEqual(['ALLERGY CONTRAINDICATED'])
  })

  test('a class by what its members do makes nobody allergic to its other members', () => {
    expect(against(allergic('Ondansetron', 'ondansetron'))).toEqual([])
  })

  test('one in words that no rule knows is named, whatever is prescribed', () => {
    const warnings = safetyWarnings({
      ...grownUp,
      prescribed: [medicine({ cetirizine: 10 })],
      allergies: [allergic('Royal jelly')],
    })
    expect(warnings).toMatchObject([
      {
        kind: 'NOT_CHECKED',
        text: 'The allergy to {{substance}} cannot be checked by the rules: read it.',
        values: { substance: 'Royal jelly' },
      },
    ])
  })

  test('one in words that is the name of the product itself is an allergy all the same', () => {
    const brand = medicine({ cetirizine: 10 }, { name: 'Allerstop 10 mg tablet' })
    expect(against(allergic('allerstop'), brand)).toEqual(['ALLERGY CONTRAINDICATED', 'NOT_CHECKED CAUTION'])
  })

  test('to something else raises nothing', () => {
    expect(against(allergic('Ibuprofen', 'ibuprofen'))).toEqual([])
  })

  test.each([
    ['Penicillin', 'Penicillins', true],
    ['Penicillin and sulfa', 'Penicillins', true],
    ['Crocin', 'Paracetamol', false],
    ['to', 'Paracetamol', false],
    ['', 'Paracetamol', false],
    ['पेनिसिलिन', 'पेनिसिलिन', true],
    ['पेनिसिलिन', 'Penicillins', false],
  ])('the names %s and %s: %s', (one, other, same) => {
    expect(namesInCommon(one, other)).toBe(same)
    expect(namesInCommon(other, one)).toBe(same)
  })
})

describe('interactions', () => {
  const [warfarin, ibuprofen] = [medicine({ warfarin: 5 }), medicine({ ibuprofen: 400 })]
  test('between an ingredient and a class, within one prescription and against what runs', () => {
    expect(check({ prescribed: [warfarin, ibuprofen] })).toEqual(['INTERACTION SERIOUS'])
    expect(check({ prescribed: [ibuprofen, warfarin] })).toEqual(['INTERACTION SERIOUS'])
    expect(check({ prescribed: [warfarin], running: [ibuprofen] })).toEqual(['INTERACTION SERIOUS'])
    expect(check({ prescribed: [ibuprofen], running: [warfarin] })).toEqual(['INTERACTION SERIOUS'])
  })
  test('between two ingredients, the gravest first, with the source of the rule', () => {
    const warnings = safetyWarnings({
      ...grownUp,
      prescribed: [ibuprofen, warfarin],
      running: [medicine({ cefixime: 200 })],
    })
    expect(warnings.map(({ severity }) => severity)).toEqual(['CONTRAINDICATED', 'SERIOUS'])
    expect(warnings[0]?.source).toBe('Nobody (v1)')
    expect(warnings[0]?.values).toMatchObject({ one: 'cefixime', other: 'warfarin' })
  })
  test('within a class, but not of an ingredient with itself', () => {
    const [one, other] = [medicine({ ondansetron: 4 }), medicine({ amoxicillin: 500 })]
    expect(check({ prescribed: [one, other] })).toEqual(['INTERACTION CAUTION'])
    expect(check({ prescribed: [one], running: [{ ...one, key: 'again' }] })).toEqual(['DUPLICATE SERIOUS'])
  })
  test('what is in one product is not an interaction of it with itself', () => {
    expect(check({ prescribed: [medicine({ warfarin: 1, ibuprofen: 100 })] })).toEqual([])
  })
  test('what already runs together is not this prescription’s', () => {
    expect(check({ prescribed: [medicine({ cetirizine: 10 })], running: [warfarin, ibuprofen] })).toEqual([])
  })
})

describe('given twice', () => {
  test('the same ingredient, also inside a combination, also what runs', () => {
    const [plain, combined] = [medicine({ paracetamol: 500 }), medicine({ paracetamol: 325, caffeine: 30 })]
    expect(check({ prescribed: [plain, combined] })).toEqual(['DUPLICATE SERIOUS'])
    expect(check({ prescribed: [combined], running: [plain] })).toEqual(['DUPLICATE SERIOUS'])
    expect(check({ prescribed: [plain, plain] })).toEqual(['DUPLICATE SERIOUS'])
  })
  test('two of a class of which one is enough; of other classes nobody minds', () => {
    expect(check({ prescribed: [medicine({ ibuprofen: 400 }), medicine({ diclofenac: 50 })] })).toEqual([
      'DUPLICATE CAUTION',
    ])
    expect(check({ prescribed: [medicine({ cefixime: 200 }), medicine({ cetirizine: 10 })] })).toEqual([])
  })
})

describe('maximum daily dose', () => {
  const taken = (times: number, amount = 1, mg = 500) =>
    medicine({ paracetamol: mg }, { timesADay: times, amount })
  test.each([
    [8, 1, 500, []],
    [8, 1, 500.0001, ['MAXIMUM_DOSE SERIOUS']],
    [4, 2, 500, []],
    [4, 2.01, 500, ['MAXIMUM_DOSE SERIOUS']],
    [9, 1, 500, ['MAXIMUM_DOSE SERIOUS']],
    [3, 0.1, 13333.3333, []],
    [24, 0.01, 16666.6666, []],
  ])('%d times %d of %d mg, when 4000 mg are the maximum', (times, amount, mg, expected) => {
    expect(check({ prescribed: [taken(times, amount, mg)] })).toEqual(expected)
  })
  test('is summed over all products with the ingredient, those that run too', () => {
    const [tablets, coldrelief] = [
      taken(4, 1, 650),
      medicine({ paracetamol: 325, caffeine: 30 }, { timesADay: 4 }),
    ]
    const sum = safetyWarnings({ ...grownUp, prescribed: [coldrelief], running: [tablets, taken(4, 1, 50)] })
    expect(sum.find(({ kind }) => kind === 'MAXIMUM_DOSE')?.values).toMatchObject({
      total: 4100,
      maximum: 4000,
    })
    const within = safetyWarnings({ ...grownUp, prescribed: [coldrelief], running: [tablets] })
    expect(within.map(({ kind }) => kind)).toEqual(['DUPLICATE'])
  })
  test('of what runs without this prescription is not its matter', () => {
    expect(check({ prescribed: [medicine({ cetirizine: 10 })], running: [taken(9)] })).toEqual([])
  })
  test('that cannot be counted is said to be not checked', () => {
    expect(check({ prescribed: [medicine({ paracetamol: null })] })).toEqual(['NOT_CHECKED CAUTION'])
    expect(check({ prescribed: [medicine({ paracetamol: 500 }, { amount: null })] })).toEqual([
      'NOT_CHECKED CAUTION',
    ])
    expect(check({ prescribed: [taken(1)], running: [{ ...taken(1), timesADay: null }] })).toEqual([
      'DUPLICATE SERIOUS',
      'NOT_CHECKED CAUTION',
    ])
    expect(check({ prescribed: [medicine({ insulin: null })] })).toEqual([])
  })
  test.each([
    [17, 1, ['NOT_CHECKED CAUTION']],
    [18, 1, []],
    [0, 1, ['NOT_CHECKED CAUTION']],
    [17, 9, ['MAXIMUM_DOSE SERIOUS', 'NOT_CHECKED CAUTION']],
    [null, 1, ['NOT_CHECKED CAUTION']],
  ])('for a person of %s years, %d times a day: %j', (age, times, expected) => {
    expect(check({ prescribed: [taken(times)], age })).toEqual(expected)
  })
})
