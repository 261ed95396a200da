import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CalendarEntry,
  calendarStatuses,
  invitation,
  publication,
} from '../../src/appointments/calendar.js'
import { statuses } from '../../src/appointments/rules.js'
import { instantOf, type ParsedEvent, parseCalendar } from './parsed-calendar.js'

const stamp = new Date('2026-11-21T06:00:00Z')
const entry: CalendarEntry = {
  id: '019aa5c2-7a10-7000-8000-000000000001',
  sequence: 1,
  status: 'CONFIRMED',
  startsAt: new Date('2026-11-23T04:30:00Z'),
  endsAt: new Date('2026-11-23T04:45:00Z'),
  title: 'Visit: Dr. Asha Rao',
  text: 'Reference: V-004211\nWhat to bring: earlier reports',
  place: 'Wardwell, 12 Ring Road; Pune, Room 4',
  url: 'http://localhost:3000/patient/appointments/019aa5c2-7a10-7000-8000-000000000001',
}
const sent = (changed: Partial<CalendarEntry> = {}) =>
  invitation({
    entry: { ...entry, ...changed },
    organizer: { name: 'City "Wardwell" Hospital', address: 'desk@hospital.example' },
    attendee: { name: 'Ravi Deshmukh', address: 'ravi@example.com' },
    stamp,
  })
const only = (content: string): ParsedEvent => {
  const { events } = parseCalendar(content)
  expect(events).toHaveLength(1)
  return events[0] ?? {}
}

test.each([
  ['REQUESTED', 'REQUEST', 'TENTATIVE'],
  ['CONFIRMED', 'REQUEST', 'CONFIRMED'],
  ['CHECKED_IN', 'REQUEST', 'CONFIRMED'],
  ['IN_CONSULTATION', 'REQUEST', 'CONFIRMED'],
  ['COMPLETED', 'REQUEST', 'CONFIRMED'],
  ['NO_SHOW', 'REQUEST', 'CONFIRMED'],
  ['REJECTED', 'CANCEL', 'CANCELLED'],
  ['CANCELLED', 'CANCEL', 'CANCELLED'],
] as const)('E-6 a visit that is %s goes into the calendar as %s, %s', (status, method, written) => {
  const { method: sentMethod, content } = sent({ status })
  expect(sentMethod).toBe(method)
  expect(parseCalendar(content).METHOD).toBe(method)
  expect(only(content).STATUS).toBe(written)
  expect(Object.keys(calendarStatuses).sort()).toEqual([...statuses].sort())
})

test('E-6 the entry says when, in UTC, with whom, where and who invites', () => {
  const event = only(sent().content)
  expect(event).toMatchObject({
    UID: entry.id,
    SEQUENCE: '1',
    DTSTAMP: '20261121T060000Z',
    DTSTART: '20261123T043000Z',
    DTEND: '20261123T044500Z',
    SUMMARY: entry.title,
    LOCATION: entry.place,
    DESCRIPTION: entry.text,
    URL: entry.url,
    ORGANIZER: 'mailto:desk@hospital.example',
  })
  expect(event.ATTENDEE?.toLowerCase()).toBe('mailto:ravi@example.com')
})

test('E-6 whatever the words are, the file is well formed and says the same', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.constantFrom(
      'BEGIN:VEVENT\r\nSUMMARY:another',
      'a\nb\\n;,"c"',
      'दिल की बीमारी '.repeat(20),
      '…\u2028\u0085x'.repeat(30),
    ),
  )
  fc.assert(
    fc.property(
      words,
      words,
      words,
      fc.nat(1_000_000),
      fc.date({ min: new Date('1980-01-01'), max: new Date('2180-01-01'), noInvalidDate: true }),
      (title, text, name, sequence, startsAt) => {
        const changed = { title, text, sequence, startsAt, endsAt: new Date(startsAt.getTime() + 900_000) }
        const { content } = invitation({
          entry: { ...entry, ...changed },
          organizer: { name, address: 'desk@hospital.example' },
          attendee: { name, address: 'ravi@example.com' },
          stamp,
        })
        for (const line of content.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        const event = only(content)
        expect(event).toMatchObject({
          UID: entry.id,
          SEQUENCE: String(sequence),
          ORGANIZER: 'mailto:desk@hospital.example',
        })
        expect(instantOf(event.DTSTART)).toEqual(new Date(Math.floor(startsAt.getTime() / 1000) * 1000))
        expect(event.SUMMARY).toBe(readable(title))
        expect(event.DESCRIPTION ?? '').toBe(readable(text))
      },
    ),
    { numRuns: 300 },
  )
})

test.each(['UTC', 'Asia/Kolkata', 'Europe/London', 'Pacific/Auckland'])(
  'G-K12 on a server in %s the file is the same',
  (zone) => {
    const before = process.env.TZ
    process.env.TZ = zone
    // The night on which Europe's clocks go back.
    const night = { startsAt: new Date('2026-10-25T00:45:00Z'), endsAt: new Date('2026-10-25T01:15:00Z') }
    const { content } = sent(night)
    process.env.TZ = before
    expect(only(content)).toMatchObject({ DTSTART: '20261025T004500Z', DTEND: '20261025T011500Z' })
  },
)

test('E-16 a calendar to subscribe to holds every visit under its own name, whatever became of it', () => {
  const many = statuses.map((status, index) => ({ ...entry, id: `visit-${index}`, status, sequence: index }))
  const { METHOD, events } = parseCalendar(publication(many, { name: 'Visits', stamp }))
  expect(METHOD).toBe('PUBLISH')
  expect(events.map(({ UID, STATUS, SEQUENCE }) => [UID, STATUS, SEQUENCE])).toEqual(
    many.map(({ id, status, sequence }) => [id, calendarStatuses[status], String(sequence)]),
  )
  expect(parseCalendar(publication([], { name: 'Visits', stamp })).events).toEqual([])
})

/** Control characters are left out of a calendar; line ends are all alike. */
const readable = (text: string) => text.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' ')
