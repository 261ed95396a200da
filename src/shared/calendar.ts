import { DateTime } from 'luxon'
import { formatter, partsOf, remembered } from './date-formats.js'

/**
 * The three kinds of time, which never mix: an instant is a `Date`; a `Day` is a date on the wall calendar
 * ('2026-03-29') and a `TimeOfDay` is what a clock on the wall shows ('09:30'), neither with any zone.
 * Only this file converts between them, and always with the zone named.
 */
export type Day = string & { readonly kind: 'Day' }
export type TimeOfDay = string & { readonly kind: 'TimeOfDay' }

/** Monday is 1, Sunday is 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** The years of which a `Day` can be. */
export const FIRST_YEAR = 1900
export const LAST_YEAR = 2200

/** A real date of the years 1900 to 2200, written YYYY-MM-DD; anything else is null. */
export function parseDay(text: string): Day | null {
  return isDay(text) ? text : null
}

export function isDay(text: string): text is Day {
  const year = yearOf(text)
  return year !== null && year >= FIRST_YEAR && year <= LAST_YEAR
}

/** A real date, but of a year that no `Day` has. */
export const isOutsideYears = (text: string): boolean => yearOf(text) !== null && !isDay(text)

/** The year of a real date written YYYY-MM-DD. */
function yearOf(text: string): number | null {
  if (text.length !== 10 || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const { year, month, day } = numbersOf(text)
  const date = new Date(0)
  // Date.UTC takes the years 0 to 99 for those of the last century.
  date.setUTCFullYear(year, month - 1, day)
  return date.toISOString().startsWith(text) ? year : null
}

/** For days written in code, seeds and tests. Throws RangeError where `parseDay` answers null. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${JSON.stringify(text)}`)
  return text
}

/** A 24-hour clock time HH:MM, 00:00 to 23:59; anything else is null. */
export function parseTimeOfDay(text: string): TimeOfDay | null {
  return isTimeOfDay(text) ? text : null
}

export function isTimeOfDay(text: string): text is TimeOfDay {
  return text.length === 5 && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** For times written in code, seeds and tests. Throws RangeError where `parseTimeOfDay` answers null. */
export function timeOfDay(text: string): TimeOfDay {
  if (!isTimeOfDay(text)) throw new RangeError(`not a time of day: ${JSON.stringify(text)}`)
  return text
}

/** What the calendar on the wall in `zone` (an IANA name) shows at that instant. */
export function dayIn(instant: Date, zone: string): Day {
  return day(remembered(`day ${zone}`, instant, () => zoned(instant, zone).toFormat('yyyy-MM-dd')))
}

/** What the clock on the wall in `zone` shows at that instant, whole minutes (seconds are cut off). */
export function timeIn(instant: Date, zone: string): TimeOfDay {
  return timeOfDay(zoned(instant, zone).toFormat('HH:mm'))
}

/**
 * The instant at which the wall in `zone` shows that day and time. On the night when clocks go back and the
 * time comes twice, the first one; on the night when clocks go forward and the time is skipped, as much later
 * as the clocks were moved (02:30 becomes 03:30). The same choice as Temporal's "compatible".
 */
export function instantAt(day: Day, time: TimeOfDay, zone: string): Date {
  const key = `${day} ${time} ${zone}`
  const known = walls.get(key)
  if (known !== undefined) return new Date(known)
  const { year, month, day: dayOfMonth } = numbersOf(day)
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3, 5))]
  const wall = DateTime.fromObject({ year, month, day: dayOfMonth, hour, minute }, { zone })
  if (!wall.isValid) throw new RangeError(`no such time zone: ${zone}`)
  const instant = Math.min(...wall.getPossibleOffsets().map((possible) => possible.toMillis()))
  if (walls.size === MOST_WALLS) walls.clear()
  walls.set(key, instant)
  return new Date(instant)
}

/** The first instant of that day in `zone`: midnight, or where a clock change skips midnight, later. */
export function startOfDay(day: Day, zone: string): Date {
  return instantAt(day, timeOfDay('00:00'), zone)
}

/** Throws RangeError beyond the years that a `Day` has. */
export function addDays(from: Day, days: number): Day {
  return dayAt(utcOf(from) + days * DAY_MS)
}

/** Whole days from the first to the second; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (utcOf(to) - utcOf(from)) / DAY_MS
}

export function weekdayOf(day: Day): Weekday {
  return DateTime.fromISO(day, { zone: 'utc' }).weekday as Weekday
}

/**
 * Age by the calendar: a birthday counts from its own day on. A day of the month that a month lacks falls on
 * the first of the next one: born on 29 February, a person turns a year older on 1 March of common years.
 * Before the birth (a clock set back) the age is 0.
 */
export function ageOn(dateOfBirth: Day, on: Day): { years: number; months: number } {
  const birth = numbersOf(dateOfBirth)
  const then = numbersOf(on)
  const months = (then.year - birth.year) * 12 + (then.month - birth.month) - (then.day < birth.day ? 1 : 0)
  return months < 0 ? { years: 0, months: 0 } : { years: Math.floor(months / 12), months: months % 12 }
}

/** Whole years from the first day to the second, by the rule of `ageOn`. */
export function yearsBetween(from: Day, to: Day): number {
  return ageOn(from, to).years
}

/** The year in which that day's financial year starts. India's runs from 1 April to 31 March. */
export function financialYearOf(day: Day, startMonth = 4): number {
  const { year, month } = numbersOf(day)
  return month >= startMonth ? year : year - 1
}

/** For a `date` column, which Prisma reads and writes as midnight UTC. */
export function dayToColumn(day: Day): Date {
  return new Date(utcOf(day))
}

/** From a `date` column. Throws RangeError for an instant, which has no day without a zone. */
export function dayFromColumn(date: Date): Day {
  if (date.getTime() % DAY_MS !== 0) throw new RangeError('an instant is not a day: use dayIn with a zone')
  return dayAt(date.getTime())
}

/** 'Sat 21 Nov 2026' */
export function formatDay(day: Day, locale: string): string {
  return dateText(new Date(utcOf(day)), 'UTC', locale)
}

/** 'Sat 21 Nov 2026, 9:00 am' */
export function formatInstant(instant: Date, zone: string, locale: string): string {
  return remembered(
    `instant ${zone} ${locale}`,
    instant,
    () => `${dateText(instant, zone, locale)}, ${formatTime(instant, zone, locale)}`,
  )
}

/** '21 Nov', or '21 Nov 2026', where a whole date is too long */
export function formatDayOfYear(
  instant: Date,
  zone: string,
  locale: string,
  { withYear = false } = {},
): string {
  const part = partsOf(formatter('date', zone, locale), instant)
  return withYear ? `${part.day} ${part.month} ${part.year}` : `${part.day} ${part.month}`
}

/** '9:00 am' */
export function formatTime(instant: Date, zone: string, locale: string): string {
  const part = partsOf(formatter('time', zone, locale), instant)
  return `${part.hour}:${part.minute} ${part.dayPeriod?.toLowerCase()}`
}

/** '9:00 am' for the wall-clock time '09:00' */
export function formatTimeOfDay(time: TimeOfDay, locale: string): string {
  return formatTime(new Date(`2000-01-01T${time}:00Z`), 'UTC', locale)
}

/** 'Monday' for 1 … 'Sunday' for 7 */
export function formatWeekday(weekday: Weekday, locale: string): string {
  // 1 January 2001 was a Monday.
  return formatter('weekday', 'UTC', locale).format(new Date(Date.UTC(2001, 0, weekday)))
}

const DAY_MS = 86_400_000

const walls = new Map<string, number>()
const MOST_WALLS = 10_000

function numbersOf(day: string): { year: number; month: number; day: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) }
}

/** Days are counted on a time line without clock changes: UTC, as a calculation only. */
function utcOf(day: Day): number {
  const { year, month, day: dayOfMonth } = numbersOf(day)
  return Date.UTC(year, month - 1, dayOfMonth)
}

function dayAt(utc: number): Day {
  return day(new Date(utc).toISOString().slice(0, 10))
}

function zoned(instant: Date, zone: string): DateTime<true> {
  const dateTime = DateTime.fromJSDate(instant, { zone })
  if (!dateTime.isValid) throw new RangeError(`no such instant or time zone: ${instant}, ${zone}`)
  return dateTime
}

function dateText(instant: Date, zone: string, locale: string): string {
  const part = partsOf(formatter('date', zone, locale), instant)
  return `${part.weekday} ${part.day} ${part.month} ${part.year}`
}
