import { describe, expect, test } from 'vitest'
import { namesInCommon } from '../../src/prescriptions/allergy-rules.js'
import {
  daysLeft,
  dosesADay,
  dosesInAll,
  inUnits,
  lastDay,
  quantityOf,
} from '../../src/prescriptions/dosage-rules.js'
import { doseInWords } from '../../src/prescriptions/medicine-rules.js'
import { frequencies } from '../../src/prescriptions/rules.js'
import { safetyWarnings } from '../../src/prescriptions/safety-rules.js'
import type { CheckedAllergy, SafetyInput } from '../../src/prescriptions/safety-terms-rules.js'
import { siteOf } from '../../src/prescriptions/site-rules.js'
import { keyOf, markOf, standingOf } from '../../src/prescriptions/warning-rules.js'
import { addDays, type day } from '../../src/shared/calendar.js'
import { grownUp, medicine, today } from './cases.js'

const check = (input: Partial<SafetyInput> & Pick<SafetyInput, 'prescribed'>) =>
  safetyWarnings({ ...grownUp, ...input }).map(({ kind, severity }) => `${kind} ${severity}`)

const allergic = (substance: string, code: string | null = null): CheckedAllergy => ({
  substance,
  code,
  severity: 'SEVERE',
})

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

describe('what stays where it is put', () => {
  const tablet = medicine({ diclofenac: 50 }, { timesADay: 3, key: 'tablet' })
  const gel = (site: 'SKIN' | 'EYE' | 'EAR' | null, key = 'gel') =>
    medicine({ diclofenac: 10 }, { amount: 4, timesADay: 4, key, name: key, site })
  test.each([
    ['SKIN', []],
    ['EYE', []],
    ['EAR', []],
    [null, ['DUPLICATE SERIOUS', 'MAXIMUM_DOSE SERIOUS']],
  ] as const)('a gel (%s) beside a tablet with the same ingredient at its maximum: %j', (site, expected) => {
    expect(check({ prescribed: [gel(site), tablet] }).sort()).toEqual(expected)
    expect(check({ prescribed: [gel(site)], running: [tablet] }).sort()).toEqual(expected)
    expect(check({ prescribed: [tablet], running: [gel(site)] }).sort()).toEqual(expected)
  })
  test('two for the same place are still a duplicate, two for different ones are not', () => {
    expect(check({ prescribed: [gel('SKIN'), gel('SKIN', 'other gel')] })).toEqual(['DUPLICATE SERIOUS'])
    expect(check({ prescribed: [gel('SKIN'), gel('EYE', 'drops')] })).toEqual([])
  })
  test('a gel is no second one of its class', () => {
    const ibuprofen = medicine({ ibuprofen: 400 })
    expect(check({ prescribed: [gel('SKIN'), ibuprofen] })).toEqual([])
    expect(check({ prescribed: [tablet, ibuprofen] })).toEqual(['DUPLICATE CAUTION'])
  })
  test('a strength that is no weight is not missed where nothing is added up', () => {
    const cream = { ...gel('SKIN'), ingredients: [{ code: 'diclofenac', amountMg: null }] }
    expect(check({ prescribed: [cream] })).toEqual([])
    expect(check({ prescribed: [tablet], running: [cream] })).toEqual([])
    expect(check({ prescribed: [{ ...cream, site: null }] })).toEqual(['NOT_CHECKED CAUTION'])
  })
  test('an allergy and an interaction hold all the same', () => {
    expect(check({ prescribed: [gel('SKIN')], allergies: [allergic('Diclofenac', 'diclofenac')] })).toEqual([
      'ALLERGY CONTRAINDICATED',
    ])
    expect(check({ prescribed: [gel('SKIN')], running: [medicine({ warfarin: 5 })] })).toEqual([
      'INTERACTION SERIOUS',
    ])
  })
  test.each([
    ['On the skin', null, 'SKIN'],
    ['on the skin ', null, 'SKIN'],
    ['Into the eye', null, 'EYE'],
    ['Into the eye', 'into the ear', 'EAR'],
    ['Into the ear', null, 'EAR'],
    // What is written reaches further than what the catalogue means, or the catalogue means the whole body.
    ['On the skin', 'By mouth', null],
    ['By mouth', 'On the skin', null],
    [null, 'On the skin', null],
    ['Through the skin', null, null],
    ['Into the nose', null, null],
    ['Inhaled', null, null],
    ['Into the rectum', null, null],
    ['Into the mouth', null, null],
  ])('of the route %j, written as %j: %s', (product, written, site) => {
    expect(siteOf(product, written)).toBe(site)
  })
})

describe('what cannot be checked is said, and never passed over', () => {
  test('a medicine that stands in no catalogue, prescribed or running', () => {
    expect(check({ prescribed: [medicine(null)] })).toEqual(['NOT_CHECKED CAUTION'])
    expect(check({ prescribed: [medicine({ cetirizine: 10 })], running: [medicine(null)] })).toEqual([
      'NOT_CHECKED CAUTION',
    ])
  })
  test('an ingredient that the rules do not know, and a product without any', () => {
    expect(check({ prescribed: [medicine({ unheard: 5 })] })).toEqual(['NOT_CHECKED CAUTION'])
    expect(check({ prescribed: [medicine({})] })).toEqual(['NOT_CHECKED CAUTION'])
  })
  test('every medicine, where there are no rules', () => {
    const prescribed = [medicine({ cetirizine: 10 }), medicine({ warfarin: 5 })]
    expect(check({ prescribed, release: null })).toEqual(['NOT_CHECKED SERIOUS', 'NOT_CHECKED SERIOUS'])
  })
  test('every medicine, from the day after the rules were to be reviewed', () => {
    const on = (reviewBy: ReturnType<typeof day>) =>
      check({
        prescribed: [medicine({ warfarin: 5 }), medicine({ ibuprofen: 400 })],
        release: grownUp.release && { ...grownUp.release, reviewBy },
      })
    expect(on(today)).toEqual(['INTERACTION SERIOUS'])
    expect(on(addDays(today, -1))).toEqual([
      'INTERACTION SERIOUS',
      'NOT_CHECKED SERIOUS',
      'NOT_CHECKED SERIOUS',
    ])
  })
})

describe('a warning is passed', () => {
  const [warning] = safetyWarnings({
    ...grownUp,
    prescribed: [medicine({ amoxicillin: 500 })],
    allergies: [allergic('Penicillin', 'penicillins')],
  })
  if (!warning) throw new Error('no warning')
  const key = keyOf(warning)
  const all = { seen: [markOf(warning)], reasons: { [key]: 'Tolerated before' }, read: [key] }
  test.each([
    ['by whoever saw it, gave a reason, and ticked that they read what is contraindicated', all, 'PASSED'],
    ['not by who never saw it', { ...all, seen: [] }, 'NEW'],
    ['not by who saw it with other numbers', { ...all, seen: [`${key}.000000000000`] }, 'CHANGED'],
    ['not without a reason', { ...all, reasons: {} }, 'NO_REASON'],
    ['not without the tick', { ...all, read: [] }, 'NOT_READ'],
  ])('%s', (_who, answers, standing) => {
    expect(standingOf(warning, answers)).toBe(standing)
  })
  test('without the tick, where it is only serious', () => {
    const serious = { ...warning, severity: 'SERIOUS' as const }
    expect(standingOf(serious, { ...all, seen: [markOf(serious)], read: [] })).toBe('PASSED')
  })
})

describe('dosage', () => {
  test.each([
    ['OD', 1, 5],
    ['BD', 2, 10],
    ['TDS', 3, 15],
    ['QID', 4, 20],
    ['Q4H', 6, 30],
    ['Q6H', 4, 20],
    ['Q8H', 3, 15],
    ['Q12H', 2, 10],
    ['HS', 1, 5],
    ['ALTERNATE', 1, 3],
    ['WEEKLY', 1, 1],
    ['STAT', 1, 1],
    ['SOS', 4, 20],
  ])('%s is at most %d times a day and %d times in five days', (frequency, aDay, inFive) => {
    const schedule = { frequency, maxPerDay: frequency === 'SOS' ? 4 : null }
    expect(dosesADay(schedule)).toBe(aDay)
    expect(dosesInAll(schedule, 5)).toBe(inFive)
    expect(frequencies).toContain(frequency)
  })
  test('what nobody counted is not guessed', () => {
    expect(dosesADay({ frequency: '1-0-1', maxPerDay: null })).toBeNull()
    expect(dosesADay({ frequency: 'SOS', maxPerDay: null })).toBeNull()
    expect(quantityOf(1, { frequency: 'SOS', maxPerDay: null }, 5)).toBeNull()
  })
  test('a quantity is exact before it is rounded up', () => {
    expect(quantityOf(0.1, { frequency: 'TDS', maxPerDay: null }, 10)).toBe(3)
    expect(quantityOf(1.1, { frequency: 'OD', maxPerDay: null }, 10)).toBe(11)
    expect(quantityOf(0.01, { frequency: 'OD', maxPerDay: null }, 1)).toBe(1)
  })
  test('days: the first day counts', () => {
    expect(lastDay(today, 1)).toBe(today)
    expect(lastDay(today, 5)).toBe('2026-11-25')
    expect([daysLeft(today, 5, addDays(today, 4)), daysLeft(today, 5, addDays(today, 5))]).toEqual([1, 0])
  })
  test('words', () => {
    expect(inUnits(1, 'tablet')).toBe('1 tablet')
    expect(inUnits(0.5, 'tablet')).toBe('0.5 tablet')
    expect(inUnits(2, 'tablet')).toBe('2 tablets')
    expect(inUnits(2, 'patch')).toBe('2 patches')
    expect(inUnits(2, 'suppository')).toBe('2 suppositories')
    expect(inUnits(10, 'ml')).toBe('10 ml')
    const tablet = {
      id: '',
      name: '',
      strength: '',
      form: '',
      unit: 'tablet',
      ingredients: [{ code: 'p', amountMg: 500 }],
    }
    expect(doseInWords(2, 'tablet', tablet)).toBe('2 tablets (1000 mg)')
    expect(doseInWords(2, 'tablet', { ...tablet, ingredients: [{ code: 'i', amountMg: null }] })).toBe(
      '2 tablets',
    )
    expect(doseInWords(2, 'tablet', null)).toBe('2 tablets')
  })
})
