import { describe, expect, test } from 'vitest'
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
import { addDays } from '../../src/shared/calendar.js'
import { today } from './cases.js'

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
