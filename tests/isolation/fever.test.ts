import { expect, test } from 'vitest'
import { lastFeverOn } from '../../src/isolation/fever-rules.js'
import { day } from '../../src/shared/calendar.js'
import { adult } from '../triage/patients.js'

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
