import ical, {
  ICalAttendeeStatus,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
} from 'ical-generator'
import type { AppointmentStatus } from '../generated/prisma/enums.js'

/** A visit as a calendar shows it, in the words of whose calendar it is. */
export interface CalendarEntry {
  /** Of the visit, for ever: it is how a calendar finds the entry that a later file changes. */
  id: string
  sequence: number
  status: AppointmentStatus
  startsAt: Date
  endsAt: Date
  title: string
  text: string
  place: string
  url: string | null
}

export interface CalendarPerson {
  name: string
  address: string
}

interface Sent {
  entry: CalendarEntry
  organizer: CalendarPerson
  attendee: CalendarPerson
  stamp: Date
}

export type CalendarMethod = 'REQUEST' | 'CANCEL'

/** What a mail brings (RFC 5546): the entry as it is now, or that it is no more. Instants are written in UTC. */
export function invitation({ entry, organizer, attendee, stamp }: Sent): {
  method: CalendarMethod
  content: string
} {
  const method = methodFor(entry.status)
  const calendar = ical({ prodId, method: ICalCalendarMethod[method] })
  calendar.createEvent({
    ...eventOf(entry, stamp),
    organizer: { name: quotable(organizer), email: organizer.address },
    attendees: [
      {
        name: quotable(attendee),
        email: attendee.address,
        rsvp: false,
        status: ICalAttendeeStatus.ACCEPTED,
      },
    ],
  })
  return { method, content: fileOf(calendar) }
}

/** Entries to be looked at: a file to download, or a calendar that others subscribe to. */
export function publication(
  entries: CalendarEntry[],
  { name, stamp }: { name: string; stamp: Date },
): string {
  const calendar = ical({ prodId, name: plain(name), method: ICalCalendarMethod.PUBLISH, ttl: HOUR_S })
  for (const entry of entries) calendar.createEvent(eventOf(entry, stamp))
  return fileOf(calendar)
}

/** A visit that will not be is taken out of the calendar. */
export const methodFor = (status: AppointmentStatus): CalendarMethod =>
  calendarStatuses[status] === ICalEventStatus.CANCELLED ? 'CANCEL' : 'REQUEST'

/** What a calendar says of each state. Who did not come had an appointment all the same. */
export const calendarStatuses: Record<AppointmentStatus, ICalEventStatus> = {
  REQUESTED: ICalEventStatus.TENTATIVE,
  CONFIRMED: ICalEventStatus.CONFIRMED,
  CHECKED_IN: ICalEventStatus.CONFIRMED,
  IN_CONSULTATION: ICalEventStatus.CONFIRMED,
  COMPLETED: ICalEventStatus.CONFIRMED,
  NO_SHOW: ICalEventStatus.CONFIRMED,
  REJECTED: ICalEventStatus.CANCELLED,
  CANCELLED: ICalEventStatus.CANCELLED,
}

const HOUR_S = 60 * 60
const prodId = { company: 'Wardwell', product: 'Visits', language: 'EN' }

/** Every line of it ends, the last one too (RFC 5545, 3.1). */
const fileOf = (calendar: ICalCalendar) => `${calendar.toString().trimEnd()}\r\n`

function eventOf(entry: CalendarEntry, stamp: Date): ICalEventData {
  const { id, sequence, status, startsAt, endsAt, title, text, place, url } = entry
  return {
    ...{ id, sequence, stamp, url },
    start: startsAt,
    end: endsAt,
    status: calendarStatuses[status],
    summary: plain(title),
    description: plain(text),
    location: plain(place),
  }
}

/** Control characters have no place in the file; a line feed is written as such (RFC 5545, 3.3.11). */
const plain = (text: string) => text.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' ')

/** A parameter stands in quotes, and there is no way to write one inside (RFC 5545, 3.2). */
const quotable = ({ name, address }: CalendarPerson) =>
  plain(name).replace(/\n/g, ' ').replaceAll('"', '’').trim() || address
