import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Session, Span } from '../../src/availability/slot-rules.js'
import { addDays, type Day, day, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { leaveDays, leaveOn, leaveSpan, losesTurn, versionOf } from '../../src/timetables/rules.js'

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

const monday = day('2026-06-01')
const clock = (time: string) => instantAt(monday, timeOfDay(time), 'Europe/London')
const between = (from: string, until: string): Span => ({ startsAt: clock(from), endsAt: clock(until) })
const session: Session = {
  ...{ startsAt: timeOfDay('09:00'), endsAt: timeOfDay('12:00'), slotMinutes: 15, bufferMinutes: 0 },
  ...{ urgentSlots: 0, room: null, visitKind: 'IN_PERSON' },
}
const usual = { weekly: [{ ...session, weekday: 1 }], exceptions: new Map<Day, Session[]>() }
const noHours = new Map<Day, Session[]>([[monday, []]])
const untilTen = new Map([[monday, [{ ...session, endsAt: timeOfDay('10:00') }]]])

test.each<[string, string, string, Given, boolean]>([
  ['leave has begun since their time', '09:00', '10:00', { leaves: ['09:55', '11:00'] }, true],
  ['leave begins before they would be through', '09:00', '10:00', { leaves: ['10:10', '11:00'] }, true],
  ['leave begins later', '09:00', '10:00', { leaves: ['11:00', '12:00'] }, false],
  ['leave over their time has passed', '09:00', '10:00', { leaves: ['09:00', '09:30'] }, false],
  ['their time is to come, and free of leave', '11:00', '10:00', { leaves: ['10:00', '10:30'] }, false],
  ['their time is to come, and leave is on it', '11:00', '10:00', { leaves: ['11:10', '12:00'] }, true],
  ['the hours are over, and the doctor goes on', '11:30', '12:10', {}, false],
  ['there are no hours any more', '09:00', '10:00', { exceptions: noHours }, true],
  ['the hours now end before their time', '10:30', '11:00', { exceptions: untilTen }, true],
  ['the hours now end after their time', '09:30', '10:10', { exceptions: untilTen }, false],
  ['they came outside the hours', '13:00', '13:20', { walkIn: true }, false],
  [
    'they came, and there are no hours any more',
    '09:00',
    '10:00',
    { walkIn: true, exceptions: noHours },
    true,
  ],
  ['they came, and leave began', '09:00', '10:00', { walkIn: true, leaves: ['10:00', '11:00'] }, true],
])('E-43 whether who has arrived is seen still, where %s', (_name, from, now, given, lost) => {
  const { leaves, exceptions = usual.exceptions, walkIn = false } = given
  const startsAt = clock(from)
  const visit = { startsAt, endsAt: new Date(startsAt.getTime() + 15 * 60_000), day: monday, walkIn }
  const hours = {
    timetable: { ...usual, exceptions, holidays: new Set<Day>() },
    leaves: leaves ? [between(...leaves)] : [],
  }
  expect(losesTurn(visit, hours, clock(now), 'Europe/London')).toBe(lost)
})

interface Given {
  leaves?: [string, string]
  exceptions?: Map<Day, Session[]>
  walkIn?: boolean
}
