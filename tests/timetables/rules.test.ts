import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { leaveDays, leaveOn, leaveSpan, versionOf } from '../../src/timetables/rules.js'

const zones = ['Asia/Kolkata', 'Europe/London', 'Pacific/Auckland', 'America/New_York', 'Australia/Lord_Howe']
/** Hours at which no zone changes its clocks. */
const times = fc.option(fc.constantFrom('06:00', '09:30', '17:45').map(timeOfDay))

test('G-K12 leave reads as it was entered, whatever the zone and its clocks', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 364 }),
      fc.integer({ min: 1, max: 20 }),
      times,
      times,
      (zone, ahead, length, from, until) => {
        const firstDay = addDays(day('2026-01-01'), ahead)
        const leave = { firstDay, lastDay: addDays(firstDay, length), from, until }
        expect(leaveDays(leaveSpan(leave, zone), zone)).toEqual(leave)
      },
    ),
    { numRuns: 300 },
  )
})

test('a day is wholly on leave only when nothing of it is left', () => {
  const zone = 'Europe/London'
  const at = (on: string, time: string) => instantAt(day(on), timeOfDay(time), zone)
  // The night of the clocks: this day has 25 hours.
  const leaves = [
    { startsAt: at('2026-10-24', '12:00'), endsAt: at('2026-10-25', '10:00') },
    { startsAt: at('2026-10-25', '10:00'), endsAt: at('2026-10-26', '00:00') },
  ]
  expect(leaveOn(day('2026-10-24'), leaves, zone)).toBe('part')
  expect(leaveOn(day('2026-10-25'), leaves, zone)).toBe('whole')
  expect(leaveOn(day('2026-10-26'), leaves, zone)).toBe('none')
})

test('hours that differ have different versions', () => {
  expect(versionOf([{ weekday: 1, from: '09:00' }])).not.toBe(versionOf([{ weekday: 1, from: '09:15' }]))
  expect(versionOf([])).toBe(versionOf([]))
})
