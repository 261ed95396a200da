import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '../../src/shared/calendar.js'
import { earliestEndDay, lastFeverOn } from '../../src/triage/isolation-period-rules.js'
import { adult } from './patients.js'

const today = day('2026-11-21')

test.each([
  ['38.4 °C now', { temperatureTenthsC: 384 }, { feverDays: 0, symptoms: [] }, today],
  ['37.8 °C now, which is above 100 °F', { temperatureTenthsC: 378 }, { feverDays: 0, symptoms: [] }, today],
  ['37.7 °C now and none told', { temperatureTenthsC: 377 }, { feverDays: 0, symptoms: [] }, null],
  ['two days told, not measured', { temperatureTenthsC: null }, { feverDays: 2, symptoms: [] }, today],
  [
    'ticked, without saying how long',
    { temperatureTenthsC: null },
    { feverDays: null, symptoms: ['FEVER'] },
    today,
  ],
  [
    'ticked, and 0 days above 100 °F',
    { temperatureTenthsC: null },
    { feverDays: 0, symptoms: ['FEVER'] },
    null,
  ],
  ['nothing known', { temperatureTenthsC: null }, { feverDays: null, symptoms: null }, null],
] as const)('C-03 the last fever: %s', (_, readings, told, expected) => {
  expect(lastFeverOn(adult(readings, told), today)).toBe(expected)
})

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
