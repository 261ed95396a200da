import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  freeSlots,
  joined,
  judge,
  overlap,
  type Session,
  type Slot,
  type Span,
  sessionsOn,
  slotsOn,
  type Timetable,
  withinHours,
} from '../../src/availability/slot-rules.js'
import { addDays, type Day, day, instantAt, timeIn, timeOfDay } from '../../src/shared/calendar.js'

const kolkata = 'Asia/Kolkata'
const session = (from: string, until: string, more: Partial<Session> = {}): Session => ({
  startsAt: timeOfDay(from),
  endsAt: timeOfDay(until),
  slotMinutes: 15,
  bufferMinutes: 0,
  urgentSlots: 0,
  room: null,
  visitKind: 'IN_PERSON',
  ...more,
})
const monday = day('2026-11-23')
const weekly = (...sessions: Session[]): Timetable => ({
  weekly: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => sessions.map((one) => ({ ...one, weekday }))),
  exceptions: new Map(),
  holidays: new Set(),
})
const at = (on: Day, time: string, zone = kolkata) => instantAt(on, timeOfDay(time), zone)
const times = (slots: Iterable<Slot>, zone = kolkata) =>
  [...slots].map(({ startsAt, endsAt }) => `${timeIn(startsAt, zone)}–${timeIn(endsAt, zone)}`)
const nothing = { busy: [], leaves: [], elsewhere: [] }
const anyTime = { earliest: new Date(0), lastDay: day('2100-01-01'), urgent: false, now: new Date(0) }

test.each([
  [
    'an hour of quarters',
    session('09:00', '10:00'),
    ['09:00–09:15', '09:15–09:30', '09:30–09:45', '09:45–10:00'],
  ],
  [
    'a buffer between visits',
    session('09:00', '10:00', { bufferMinutes: 10 }),
    ['09:00–09:15', '09:25–09:40'],
  ],
  [
    'a rest that is no whole visit',
    session('09:00', '09:50', { slotMinutes: 20 }),
    ['09:00–09:20', '09:20–09:40'],
  ],
  [
    'no buffer after the last',
    session('09:00', '09:40', { bufferMinutes: 10 }),
    ['09:00–09:15', '09:25–09:40'],
  ],
  ['less than one visit', session('09:00', '09:10'), []],
])('T-22 E-36 %s', (_, hours, expected) => {
  expect(times(slotsOn(monday, weekly(hours), kolkata))).toEqual(expected)
})

test('E-36 a break is the time between two sessions, and the last slots of a session are kept for urgent visits', () => {
  const hours = weekly(
    session('09:00', '09:30', { urgentSlots: 1 }),
    session('14:00', '14:30', { room: '7' }),
  )
  const days = { from: monday, to: monday }
  expect(times(freeSlots(days, hours, nothing, anyTime, kolkata))).toEqual([
    '09:00–09:15',
    '14:00–14:15',
    '14:15–14:30',
  ])
  const urgent = [...freeSlots(days, hours, nothing, { ...anyTime, urgent: true }, kolkata)]
  expect(times(urgent)).toEqual(['09:00–09:15', '09:15–09:30', '14:00–14:15', '14:15–14:30'])
  expect(urgent.map(({ keptBack, room }) => [keptBack, room])).toEqual([
    [false, null],
    [true, null],
    [false, '7'],
    [false, '7'],
  ])
})

test('T-23 hours of a date replace those of the week and open a holiday; without lines nobody works', () => {
  const tuesday = addDays(monday, 1)
  const timetable: Timetable = {
    ...weekly(session('09:00', '10:00')),
    exceptions: new Map([
      [monday, [session('18:00', '18:30')]],
      [addDays(monday, 3), []],
    ]),
    holidays: new Set([monday, tuesday]),
  }
  expect(times(slotsOn(monday, timetable, kolkata))).toEqual(['18:00–18:15', '18:15–18:30'])
  expect(slotsOn(tuesday, timetable, kolkata)).toEqual([])
  expect(slotsOn(addDays(monday, 2), timetable, kolkata)).toHaveLength(4)
  expect(slotsOn(addDays(monday, 3), timetable, kolkata)).toEqual([])
})

test('a slot beside a visit or a leave is free; one that shares a minute with it is not', () => {
  const hours = weekly(session('09:00', '10:00'))
  const visit = { startsAt: at(monday, '09:15'), endsAt: at(monday, '09:30') }
  const leave = { startsAt: at(monday, '09:59'), endsAt: at(monday, '12:00') }
  const free = freeSlots(
    { from: monday, to: monday },
    hours,
    { busy: [visit], leaves: [leave] },
    anyTime,
    kolkata,
  )
  expect(times(free)).toEqual(['09:00–09:15', '09:30–09:45'])
})

test.each([
  ['past', '09:00', { now: at(monday, '09:01') }, nothing],
  ['tooSoon', '09:00', { earliest: at(monday, '09:01') }, nothing],
  ['tooFar', '09:00', { lastDay: addDays(monday, -1) }, nothing],
  ['noSlot', '09:05', {}, nothing],
  [
    'leave',
    '09:00',
    {},
    { ...nothing, leaves: [{ startsAt: at(monday, '00:00'), endsAt: at(monday, '09:01') }] },
  ],
  [
    'elsewhere',
    '09:00',
    {},
    { ...nothing, elsewhere: [{ startsAt: at(monday, '08:50'), endsAt: at(monday, '09:01') }] },
  ],
  [
    'taken',
    '09:00',
    {},
    { ...nothing, busy: [{ startsAt: at(monday, '09:00'), endsAt: at(monday, '09:15') }] },
  ],
  ['keptBack', '09:45', {}, nothing],
] as const)('who wants a time that is not to be had is told why: %s', (why, time, limits, taken) => {
  const hours = weekly(session('09:00', '10:00', { urgentSlots: 1 }))
  const copies = { busy: [...taken.busy], leaves: [...taken.leaves], elsewhere: [...taken.elsewhere] }
  const asked = { ...anyTime, ...limits }
  expect(judge(at(monday, time), monday, hours, copies, asked, kolkata)).toBe(why)
  expect(judge(at(monday, '09:30'), monday, hours, nothing, anyTime, kolkata)).toMatchObject({
    startsAt: at(monday, '09:30'),
  })
})

test('a visit that runs from one session into the next is within the hours; one that reaches into a break is not', () => {
  const hours = weekly(session('09:00', '10:00'), session('10:00', '11:00'), session('12:00', '13:00'))
  const visit = (from: string, until: string) => ({ startsAt: at(monday, from), endsAt: at(monday, until) })
  expect(withinHours(visit('09:50', '10:10'), monday, hours, kolkata)).toBe(true)
  expect(withinHours(visit('09:00', '11:00'), monday, hours, kolkata)).toBe(true)
  expect(withinHours(visit('10:50', '11:05'), monday, hours, kolkata)).toBe(false)
  expect(withinHours(visit('11:00', '12:00'), monday, hours, kolkata)).toBe(false)
})

/** Nights on which clocks change, and a zone whose clocks never do. */
const nights: [zone: string, around: Day][] = [
  ['Europe/London', day('2026-03-29')],
  ['Europe/London', day('2026-10-25')],
  ['America/New_York', day('2026-03-08')],
  ['America/New_York', day('2026-11-01')],
  ['Pacific/Auckland', day('2026-04-05')],
  ['Pacific/Auckland', day('2026-09-27')],
  ['Australia/Lord_Howe', day('2026-04-05')],
  ['Australia/Lord_Howe', day('2026-10-04')],
  ['Asia/Kolkata', day('2026-11-23')],
]

test.each([
  ['America/New_York', day('2026-03-08'), '01:00', '04:00', 8, 'an hour is skipped'],
  ['America/New_York', day('2026-11-01'), '01:00', '04:00', 16, 'an hour comes twice'],
  ['Australia/Lord_Howe', day('2026-10-04'), '01:00', '04:00', 10, 'half an hour is skipped'],
  ['America/New_York', day('2026-03-08'), '02:00', '03:00', 0, 'the whole session is skipped'],
  ['Europe/London', day('2026-03-29'), '09:00', '12:00', 12, 'the day after the night is as always'],
  ['Pacific/Auckland', day('2026-04-05'), '09:00', '12:00', 12, 'the day after the night is as always'],
])('G-K12 on the night of the clocks in %s (%s) %s–%s has %d slots: %s', (zone, on, from, until, count) => {
  const slots = slotsOn(on, weekly(session(from, until)), zone)
  expect(slots).toHaveLength(count)
  expect(slots.every(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() === 15 * 60_000)).toBe(
    true,
  )
})

test('G-K12 where the clocks skip a session onto the next one, no minute is given twice', () => {
  const skipped = weekly(session('02:00', '02:50', { slotMinutes: 20 }), session('03:00', '04:00'))
  const night = slotsOn(day('2026-03-08'), skipped, 'America/New_York')
  expect(times(night, 'America/New_York')).toEqual(['03:00–03:20', '03:20–03:40', '03:45–04:00'])
})

/** Often near the hours at which clocks change. */
const minute = fc.oneof(
  fc.integer({ min: 0, max: 24 * 60 - 1 }),
  fc.integer({ min: 0, max: 48 }).map((n) => n * 5),
)
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Sessions of a day as the database admits them: none overlaps another on the wall. */
const sessions = fc.uniqueArray(minute, { minLength: 2, maxLength: 8 }).chain((edges) => {
  const inOrder = edges.toSorted((a, b) => a - b)
  const pairs = inOrder.flatMap((from, index) => {
    const until = inOrder[index + 1]
    return index % 2 === 0 && until !== undefined ? [[from, until] as const] : []
  })
  const details = fc.record({
    slotMinutes: fc.integer({ min: 5, max: 90 }),
    bufferMinutes: fc.integer({ min: 0, max: 30 }),
    urgentSlots: fc.integer({ min: 0, max: 3 }),
  })
  return fc
    .array(details, { minLength: pairs.length, maxLength: pairs.length })
    .map((each) => pairs.map(([from, until], index) => session(clock(from), clock(until), each[index])))
})

const timetables = fc
  .record({
    every: sessions,
    other: sessions,
    offset: fc.integer({ min: 0, max: 2 }),
    holiday: fc.integer({ min: 0, max: 2 }),
  })
  .chain((made) =>
    fc.constantFrom(...nights).map(([zone, night]) => ({ ...made, zone, from: addDays(night, -1) })),
  )
  .map(({ every, other, offset, holiday, zone, from }) => ({
    zone,
    days: { from, to: addDays(from, 2) },
    timetable: {
      weekly: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => every.map((one) => ({ ...one, weekday }))),
      exceptions: new Map([[addDays(from, offset), other]]),
      holidays: new Set([addDays(from, holiday)]),
    },
  }))

const spans = (from: Date) =>
  fc.array(
    fc
      .record({ start: fc.integer({ min: -600, max: 4_400 }), length: fc.integer({ min: 1, max: 700 }) })
      .map(({ start, length }) => ({
        startsAt: new Date(from.getTime() + start * 60_000),
        endsAt: new Date(from.getTime() + (start + length) * 60_000),
      })),
    { maxLength: 12 },
  )

const searches = timetables.chain(({ zone, days, timetable }) => {
  const begin = at(days.from, '00:00', zone)
  return fc.record({
    zone: fc.constant(zone),
    days: fc.constant(days),
    timetable: fc.constant(timetable),
    busy: spans(begin),
    leaves: spans(begin),
    limits: fc.record({
      earliest: fc
        .integer({ min: -100, max: 4_000 })
        .map((late) => new Date(begin.getTime() + late * 60_000)),
      lastDay: fc.integer({ min: 0, max: 3 }).map((ahead) => addDays(days.from, ahead)),
      urgent: fc.boolean(),
    }),
  })
})

test('G-K12 no slot overlaps another, whatever the sessions and whatever the clocks do that night', () => {
  fc.assert(
    fc.property(timetables, ({ zone, days, timetable }) => {
      for (const ahead of [0, 1, 2]) {
        const slots = slotsOn(addDays(days.from, ahead), timetable, zone)
        for (const [index, slot] of slots.entries()) {
          const next = slots[index + 1]
          if (next) expect(slot.endsAt <= next.startsAt).toBe(true)
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('S-10 G-K12 what is offered is neither past, nor taken, nor on leave, nor on a holiday, nor kept back, nor too far; and nothing else is left out', () => {
  fc.assert(
    fc.property(searches, ({ zone, days, timetable, busy, leaves, limits }) => {
      const free = [...freeSlots(days, timetable, { busy, leaves }, limits, zone)]
      const rightly = (slot: Slot) =>
        slot.startsAt >= limits.earliest &&
        slot.day <= limits.lastDay &&
        (limits.urgent || !slot.keptBack) &&
        ![...busy, ...leaves].some((span) => overlap(span, slot))
      const all = [0, 1, 2].flatMap((ahead) => slotsOn(addDays(days.from, ahead), timetable, zone))
      expect(free).toEqual(all.filter(rightly))
      for (const slot of free) {
        const hours = timetable.exceptions.get(slot.day)
        if (!hours) expect(timetable.holidays.has(slot.day)).toBe(false)
        const taken = { busy, leaves, elsewhere: [] }
        const verdict = judge(
          slot.startsAt,
          slot.day,
          timetable,
          taken,
          { ...limits, now: limits.earliest },
          zone,
        )
        expect(verdict).toEqual(slot)
      }
    }),
    { numRuns: 300 },
  )
})

test('every slot lies within the hours of its day, in its own length', () => {
  fc.assert(
    fc.property(timetables, ({ zone, days, timetable }) => {
      for (const slot of slotsOn(days.from, timetable, zone)) {
        expect(withinHours(slot, slot.day, timetable, zone)).toBe(true)
        const lengths = sessionsOn(slot.day, timetable).map(({ slotMinutes }) => slotMinutes * 60_000)
        expect(lengths).toContain(slot.endsAt.getTime() - slot.startsAt.getTime())
      }
    }),
    { numRuns: 200 },
  )
})

test('spans that overlap or touch are joined, and no minute is lost or won', () => {
  const minutes = (all: Span[]) => {
    const covered = new Set<number>()
    for (const { startsAt, endsAt } of all)
      for (let each = startsAt.getTime(); each < endsAt.getTime(); each += 60_000) covered.add(each)
    return covered
  }
  fc.assert(
    fc.property(spans(at(monday, '00:00')), (all) => {
      const apart = joined(all)
      expect(minutes(apart)).toEqual(minutes(all))
      for (const [index, span] of apart.entries()) {
        const next = apart[index + 1]
        if (next) expect(span.endsAt < next.startsAt).toBe(true)
      }
    }),
    { numRuns: 100 },
  )
})
