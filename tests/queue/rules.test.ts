import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lettersAfter, numberOf, tokenOf } from '../../src/appointments/token-rules.js'
import { readCode } from '../../src/queue/code-rules.js'
import { dueAt, inTurn, minutesSince, type Waiting } from '../../src/queue/queue-rules.js'
import { sessionFor } from '../../src/queue/session-rules.js'
import { day, timeOfDay } from '../../src/shared/calendar.js'

const at = (time: string) => new Date(`2026-11-23T${time}:00+05:30`)

const waiting = (
  token: string,
  time: string,
  arrived: string,
  priority: Waiting['priority'] = 'ROUTINE',
) => ({
  ...{ token, priority },
  startsAt: at(time),
  checkedInAt: at(arrived),
})

test.each([
  [
    'by the time of the appointment, whoever came first',
    ['A-1 10:30 9:00', 'A-2 10:00 9:10'],
    ['A-2', 'A-1'],
  ],
  ['who is late counts from coming', ['A-1 9:00 9:40', 'A-2 9:30 9:10'], ['A-2', 'A-1']],
  ['an emergency goes first', ['A-1 9:00 8:50', 'A-2 9:20 9:20 EMERGENCY'], ['A-2', 'A-1']],
  ['emergencies by coming', ['A-2 9:20 9:20 EMERGENCY', 'A-1 9:25 9:10 EMERGENCY'], ['A-1', 'A-2']],
  ['urgent half an hour before', ['A-1 9:00 9:00', 'A-2 9:20 9:20 URGENT'], ['A-2', 'A-1']],
  ['urgent not before all', ['A-1 9:00 9:00', 'A-2 9:40 9:40 URGENT'], ['A-1', 'A-2']],
  ['at the same time by token', ['A-10 9:00 8:00', 'A-9 9:00 8:30'], ['A-9', 'A-10']],
])('R-12 people are called in order: %s', (_rule, lines, order) => {
  const queue = lines.map((line) => {
    const [token = '', time = '', arrived = '', priority] = line.split(' ')
    const two = (clock: string) => clock.padStart(5, '0')
    return waiting(token, two(time), two(arrived), priority as Waiting['priority'] | undefined)
  })
  expect(inTurn(queue).map(({ token }) => token)).toEqual(order)
})

const minute = fc.integer({ min: 0, max: 600 })
const someone = fc.record({
  priority: fc.constantFrom('ROUTINE' as const, 'URGENT' as const, 'EMERGENCY' as const),
  startsAt: minute,
  checkedInAt: minute,
})
const queue = fc.array(someone, { maxLength: 30 }).map((people) =>
  people.map(({ priority, startsAt, checkedInAt }, index) => ({
    priority,
    token: tokenOf('A', index + 1),
    startsAt: new Date(startsAt * 60_000),
    checkedInAt: new Date(checkedInAt * 60_000),
  })),
)

test('R-12 an emergency is always at the head, however many wait', () => {
  fc.assert(
    fc.property(queue, (people) => {
      const order = inTurn(people).map(({ priority }) => priority === 'EMERGENCY')
      const emergencies = order.filter(Boolean).length
      expect(order.slice(0, emergencies).every(Boolean)).toBe(true)
    }),
  )
})

test('the order has everybody once, and is the same however it is asked for', () => {
  fc.assert(
    fc.property(queue, fc.infiniteStream(fc.nat()), (people, numbers) => {
      const order = inTurn(people).map(({ token }) => token)
      expect([...order].sort()).toEqual(people.map(({ token }) => token).sort())
      const shuffled = people
        .map((person) => ({ person, place: numbers.next().value ?? 0 }))
        .sort((one, other) => one.place - other.place)
        .map(({ person }) => person)
      expect(inTurn(shuffled).map(({ token }) => token)).toEqual(order)
    }),
  )
})

test('nobody starves: once somebody’s time has come, no later routine arrival is called before them', () => {
  fc.assert(
    fc.property(queue, minute, fc.nat({ max: 300 }), (people, time, later) => {
      for (const person of people) {
        const arrival = new Date(Math.max(dueAt(person), person.checkedInAt.getTime()) + later * 60_000)
        const newcomer = {
          ...{ priority: 'ROUTINE' as const, token: tokenOf('A', people.length + 1) },
          ...{ startsAt: new Date(time * 60_000), checkedInAt: arrival },
        }
        const order = inTurn([...people, newcomer])
        expect(order.indexOf(person)).toBeLessThan(order.indexOf(newcomer))
      }
    }),
  )
})

test('G-K11 nobody has waited less than nothing', () => {
  expect(minutesSince(at('10:00'), at('09:00'))).toBe(0)
  expect(minutesSince(at('09:00'), at('09:59'))).toBe(59)
})

test.each([
  [null, 'A'],
  ['A', 'B'],
  ['Y', 'Z'],
  ['Z', 'AA'],
  ['AZ', 'BA'],
  ['ZZ', 'AAA'],
])('E-10 after the letters %s come %s', (last, next) => {
  expect(lettersAfter(last)).toBe(next)
})

test('E-10 a thousand doctors of a day have a thousand different letters', () => {
  const letters = new Set<string>()
  let last: string | null = null
  for (let count = 0; count < 1000; count++) {
    last = lettersAfter(last)
    letters.add(last)
  }
  expect(letters.size).toBe(1000)
  expect(numberOf('AAB-17')).toBe(17)
})

test.each([
  ['V-004211', { number: 4211 }],
  ['v4211', { number: 4211 }],
  [' 4211 ', { number: 4211 }],
  ['V 4211', { number: 4211 }],
  ['V-000000', null],
  ['4211 Kapoor', null],
  ['99999999999', null],
  ['', null],
  [
    'https://wardwell.example/patient/appointments/01997f1e-1c1d-7000-8000-0123456789AB?x=1',
    { id: '01997f1e-1c1d-7000-8000-0123456789ab' },
  ],
  [`https://wardwell.example/visits/${'a_-B'.repeat(10)}`, { secret: 'a_-B'.repeat(10) }],
  ['https://wardwell.example/visits/short', null],
])('E-34 the check-in field reads %j', (typed, code) => {
  expect(readCode(typed)).toEqual(code)
})

test('R-12 who comes without an appointment is seen in the hours that last still, else in the next', () => {
  const hours = (startsAt: string, endsAt: string, room: string) => ({
    ...{ startsAt: timeOfDay(startsAt), endsAt: timeOfDay(endsAt), room, weekday: 1 },
    ...{ slotMinutes: 15, bufferMinutes: 0, urgentSlots: 0, visitKind: 'IN_PERSON' as const },
  })
  const timetable = {
    weekly: [hours('14:00', '17:00', 'B'), hours('09:00', '12:00', 'A')],
    exceptions: new Map(),
    holidays: new Set<never>(),
  }
  const roomAt = (time: string) => sessionFor(day('2026-11-23'), timetable, at(time), 'Asia/Kolkata')?.room
  expect(['08:00', '11:59', '12:00', '16:59', '18:00'].map(roomAt)).toEqual(['A', 'A', 'B', 'B', 'B'])
  expect(sessionFor(day('2026-11-24'), timetable, at('10:00'), 'Asia/Kolkata')).toBeNull()
})
