import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { earliestEndDay, homeInstructions, hoursBetweenReadings } from '../../src/isolation/rules.js'
import { addDays, day } from '../../src/shared/calendar.js'

describe('C-03 home isolation ends 7 days after the positive test and after 3 whole days without fever', () => {
  test.each([
    ['no fever', '2026-03-01', null, '2026-03-08'],
    ['fever that ended early', '2026-03-01', '2026-03-02', '2026-03-08'],
    ['fever until the fourth day', '2026-03-01', '2026-03-04', '2026-03-08'],
    ['fever until the fifth day', '2026-03-01', '2026-03-05', '2026-03-09'],
    ['fever on the last day', '2026-03-01', '2026-03-08', '2026-03-12'],
    ['over the end of a leap February', '2028-02-25', '2028-02-28', '2028-03-03'],
    ['over the end of a year', '2026-12-28', null, '2027-01-04'],
  ])('%s', (_, tested, fever, end) => {
    expect(earliestEndDay(day(tested), fever === null ? null : day(fever))).toBe(end)
  })

  test('it is never earlier than either rule allows', () => {
    const tested = day('2026-03-01')
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 30 }), (days) => {
        const fever = addDays(tested, days)
        const end = earliestEndDay(tested, fever)
        expect(end >= addDays(tested, 7) && end >= addDays(fever, 4)).toBe(true)
        expect(end === addDays(tested, 7) || end === addDays(fever, 4)).toBe(true)
      }),
    )
  })
})

test('C-03 readings twice a day, every 6 hours with a high-risk feature, and the words agree', () => {
  expect(hoursBetweenReadings({ highRisk: false })).toBe(12)
  expect(hoursBetweenReadings({ highRisk: true })).toBe(6)
  expect(sentences(false)).toContain('Twice a day')
  expect(sentences(false)).not.toContain('Every 6 hours')
  expect(sentences(true)).toContain('Every 6 hours')
})

test('C-03 the patient is told every sign to call for', () => {
  const told = sentences(false)
  for (const sign of [
    'Difficulty in breathing',
    'More than 24 breaths',
    'SpO2 of 93 % or less in 3 readings within one hour',
    'SpO2 below 90 %',
    'Chest pain or pressure',
    'New confusion',
    'Cannot be woken',
    'Severe tiredness',
    'for more than 3 days',
    'Bluish lips',
    'Slurred speech',
    'Weakness',
  ]) {
    expect(told).toContain(sign)
  }
})

test('C-03 every part of the instructions has a heading, sentences and a source', () => {
  for (const { heading, sentences, source } of homeInstructions({ highRisk: true })) {
    expect(heading).toBeTruthy()
    expect(sentences.length).toBeGreaterThan(0)
    expect(source).toMatch(/MoHFW|Wardwell policy/)
  }
})

function sentences(highRisk: boolean): string {
  return homeInstructions({ highRisk })
    .flatMap((part) => part.sentences)
    .join('\n')
}
