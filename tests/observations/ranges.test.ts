import { expect, test } from 'vitest'
import { rangesOf } from '../../src/observations/range-rules.js'
import { isSameRound } from '../../src/observations/round-rules.js'
import { adult } from '../triage/patients.js'

const ranges = (readings: Parameters<typeof adult>[0]) => rangesOf(adult(readings).readings)

test.each([
  ['spo2', { spo2: 89 }, 'Very low'],
  ['spo2', { spo2: 90 }, 'Low'],
  ['spo2', { spo2: 93 }, 'Low'],
  ['spo2', { spo2: 94 }, 'In range'],
  ['spo2', { spo2: 98, oxygen: 'ON_OXYGEN' }, 'With oxygen: not comparable'],
  ['spo2', { spo2: 98, oxygen: null }, 'Air or oxygen not known'],
  ['spo2', { spo2: 85, oxygen: null }, 'Very low'],
  ['respiratoryRate', { respiratoryRate: 8 }, 'Very low'],
  ['respiratoryRate', { respiratoryRate: 9 }, 'In range'],
  ['respiratoryRate', { respiratoryRate: 23 }, 'In range'],
  ['respiratoryRate', { respiratoryRate: 24 }, 'High'],
  ['respiratoryRate', { respiratoryRate: 31 }, 'Very high'],
  ['temperature', { temperatureTenthsC: 350 }, 'Very low'],
  ['temperature', { temperatureTenthsC: 351 }, 'In range'],
  ['temperature', { temperatureTenthsC: 377 }, 'In range'],
  ['temperature', { temperatureTenthsC: 378 }, 'Fever'],
  ['pulse', { pulse: 40 }, 'Very low'],
  ['pulse', { pulse: 41 }, 'In range'],
  ['pulse', { pulse: 110 }, 'In range'],
  ['pulse', { pulse: 111 }, 'High'],
  ['pulse', { pulse: 131 }, 'Very high'],
  ['pressure', { systolic: 90 }, 'Very low'],
  ['pressure', { systolic: 91 }, 'Low'],
  ['pressure', { systolic: 100 }, 'Low'],
  ['pressure', { systolic: 101 }, 'In range'],
  ['pressure', { systolic: 219 }, 'In range'],
  ['pressure', { systolic: 220 }, 'Very high'],
  ['consciousness', { consciousness: 'C' }, 'Not alert'],
] as const)('E-41 %s of %o reads "%s"', (reading, given, word) => {
  expect(ranges(given)[reading]?.word).toBe(word)
})

test('E-41 what was not measured is in no range', () => {
  expect(ranges({ spo2: null, pulse: null })).toMatchObject({ spo2: null, pulse: null })
})

test('E-41 the limits of adults say nothing of a child’s breaths, pulse and pressure', () => {
  const of = (ageYears: number | null) =>
    rangesOf(adult({ pulse: 120, respiratoryRate: 30 }).readings, ageYears)
  expect(of(15)).toMatchObject({
    pulse: null,
    respiratoryRate: null,
    pressure: null,
    spo2: { word: 'In range' },
  })
  for (const age of [16, null]) expect(of(age).pulse?.word).toBe('High')
})

test('C-02 readings are of one round within half an hour, and never from the future', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  expect([0, 30, 30.1, -1].map((minutes) => isSameRound(minutesAgo(minutes), now))).toEqual([
    true,
    true,
    false,
    false,
  ])
})
