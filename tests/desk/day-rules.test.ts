import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slotsOn } from '../../src/availability/slot-rules.js'
import { absenceOn, cellsOf, rowsOf } from '../../src/desk/day-rules.js'
import { day, startOfDay, timeOfDay } from '../../src/shared/calendar.js'

const zone = 'Asia/Kolkata'
const monday = day('2026-11-23')
const session = {
  ...{ startsAt: timeOfDay('10:00'), endsAt: timeOfDay('11:00'), slotMinutes: 15, bufferMinutes: 0 },
  ...{ urgentSlots: 1, room: null, visitKind: 'IN_PERSON' as const },
}
const timetable = { weekly: [{ ...session, weekday: 1 }], exceptions: new Map(), holidays: new Set<never>() }
const at = (clock: string) => new Date(`2026-11-23T${clock}:00+05:30`)
const span = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) })
const visit = (from: string, to: string, more: object = {}) => ({
  ...{ ...span(from, to), status: 'CONFIRMED' as const, walkIn: false },
  ...more,
})
const early = at('07:00')
const kinds = (busy: object[], leaves: object[], visits: object[], now = early) =>
  cellsOf(
    monday,
    { timetable, busy: busy as never, leaves: leaves as never },
    visits as never,
    now,
    zone,
  ).map(({ kind }) => kind)

test('a day holds its free slots, its visits, what is held, and what is away or past', () => {
  expect(kinds([], [], [])).toEqual(['FREE', 'FREE', 'FREE', 'FREE'])
  const taken = visit('10:15', '10:30')
  expect(kinds([taken], [], [taken])).toEqual(['FREE', 'VISIT', 'FREE', 'FREE'])
  expect(kinds([span('10:15', '10:30')], [], [])).toEqual(['FREE', 'HELD', 'FREE', 'FREE'])
  expect(kinds([], [span('10:30', '13:00')], [])).toEqual(['FREE', 'FREE', 'AWAY', 'AWAY'])
  expect(kinds([], [], [], at('10:20'))).toEqual(['PAST', 'PAST', 'FREE', 'FREE'])
})

test('a cancelled visit has left its slot; a walk-in takes none; a visit outside the hours is still there', () => {
  expect(kinds([], [], [visit('10:00', '10:15', { status: 'CANCELLED' })])).toEqual([
    'FREE',
    'FREE',
    'FREE',
    'FREE',
  ])
  expect(kinds([], [], [visit('10:00', '10:15', { walkIn: true })])).toHaveLength(5)
  expect(kinds([], [], [visit('15:00', '15:15')])).toEqual(['FREE', 'FREE', 'FREE', 'FREE', 'VISIT'])
})

test('rows stand at every time at which something begins, each cell in its column', () => {
  const one = cellsOf(monday, { timetable, busy: [], leaves: [] }, [], early, zone)
  const other = cellsOf(monday, { timetable, busy: [], leaves: [] }, [visit('10:05', '10:20')], early, zone)
  const rows = rowsOf([one, other], zone)
  expect(rows.map(({ time }) => time)).toEqual(['10:00', '10:05', '10:15', '10:30', '10:45'])
  expect(rows.map(({ cells }) => cells.map((cell) => cell.length))).toEqual([
    [1, 0],
    [0, 1],
    [1, 0],
    [1, 1],
    [1, 1],
  ])
})

test('a time at which nobody came and nobody can is no row', () => {
  const cells = cellsOf(
    monday,
    { timetable, busy: [], leaves: [] },
    [visit('10:00', '10:15')],
    at('10:40'),
    zone,
  )
  expect(rowsOf([cells], zone).map(({ time }) => time)).toEqual(['10:00', '10:45'])
})

test('nothing is lost or shown twice: every visit once, every other slot once', () => {
  const minutes = fc.integer({ min: 0, max: 23 * 4 })
  fc.assert(
    fc.property(fc.array(minutes, { maxLength: 12 }), (starts) => {
      const visits = starts.map((quarter) => {
        const startsAt = new Date(startOfDay(monday, zone).getTime() + quarter * 900_000)
        return { ...visit('10:00', '10:15'), startsAt, endsAt: new Date(startsAt.getTime() + 900_000) }
      })
      const cells = cellsOf(monday, { timetable, busy: visits, leaves: [] }, visits, early, zone)
      const free = slotsOn(monday, timetable, zone).filter(
        (slot) => !visits.some(({ startsAt }) => startsAt.getTime() === slot.startsAt.getTime()),
      )
      expect(cells.filter(({ kind }) => kind === 'VISIT')).toHaveLength(visits.length)
      expect(cells.filter(({ kind }) => kind !== 'VISIT')).toHaveLength(free.length)
      const shown = rowsOf([cells], zone).flatMap((row) => row.cells.flat())
      expect(shown).toHaveLength(cells.length)
    }),
  )
})

test('a day says why it has no hours', () => {
  const whole = { startsAt: startOfDay(monday, zone), endsAt: startOfDay(day('2026-11-24'), zone) }
  const holiday = { ...timetable, holidays: new Set([monday]) }
  expect(absenceOn(monday, { timetable, leaves: [] }, whole)).toBeNull()
  expect(absenceOn(monday, { timetable: holiday, leaves: [] }, whole)).toBe('HOLIDAY')
  const works = { ...holiday, exceptions: new Map([[monday, [session]]]) }
  expect(absenceOn(monday, { timetable: works, leaves: [] }, whole)).toBeNull()
  expect(absenceOn(monday, { timetable, leaves: [whole] }, whole)).toBe('AWAY')
  expect(absenceOn(monday, { timetable, leaves: [span('10:00', '10:30')] }, whole)).toBe('PARTLY_AWAY')
  expect(absenceOn(day('2026-11-24'), { timetable, leaves: [] }, { ...whole, startsAt: whole.endsAt })).toBe(
    'NOT_WORKING',
  )
})
