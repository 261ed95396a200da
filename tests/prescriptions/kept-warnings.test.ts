import { describe, expect, test } from 'vitest'
import { safetyWarnings } from '../../src/prescriptions/safety-rules.js'
import { siteOf } from '../../src/prescriptions/site-rules.js'
import { keyOf, markOf, standingOf } from '../../src/prescriptions/warning-rules.js'
import { addDays, type day } from '../../src/shared/calendar.js'
import { allergic, check, grownUp, medicine, today } from './cases.js'

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
