import { ageOn, type Day, dayIn, formatDay, formatInstant, formatTime } from '../shared/calendar.js'
import { type AxisMark, axisMarks } from '../shared/chart-axis.js'
import { type Drawn, drawLines, drawSpark, type Lines } from '../shared/chart-geometry.js'
import { type Currency, formatMoney } from '../shared/money.js'
import { formatPhone } from '../shared/text.js'
import type { T } from './words.js'

export interface Format {
  /** The hospital's zone as people read it: times say it once. */
  zone: string
  day: (day: Day) => string
  instant: (instant: Date) => string
  time: (instant: Date) => string
  /** Until when something holds: the time, and the day too where that is not today. */
  until: (instant: Date) => string
  money: (minor: bigint) => string
  number: (value: number) => string
  /** '+919876543210' as people read it. */
  phone: (phone: string) => string
  /** "34 years", for babies "5 months". */
  age: (dateOfBirth: Day) => string
  /** Measurements as the lines of a chart, its time axis written for the reader. */
  chart: (lines: Lines) => Drawn & { marks: AxisMark[] }
  spark: typeof drawSpark
}

/** How days, times, amounts and ages are written for one reader. */
export function formatter(t: T, language: string, zone: string, currency: Currency): Format {
  const locale = `${language}-IN`
  const ages = new Map<number, string>()
  const inYears = (years: number) => {
    const known = ages.get(years) ?? t('{{count}} years', { count: years })
    ages.set(years, known)
    return known
  }
  const inFull = (instant: Date) => unbroken(formatInstant(instant, zone, locale))
  const inTime = (instant: Date) => unbroken(formatTime(instant, zone, locale))
  return {
    zone: zone.replaceAll('_', ' '),
    day: (day) => formatDay(day, locale),
    instant: inFull,
    time: inTime,
    until: (instant) =>
      dayIn(instant, zone) === dayIn(new Date(), zone) ? inTime(instant) : inFull(instant),
    money: (minor) => formatMoney(minor, currency, locale),
    phone: formatPhone,
    number: (value) => value.toLocaleString(locale),
    age: (dateOfBirth) => {
      const { years, months } = ageOn(dateOfBirth, dayIn(new Date(), zone))
      if (years >= 2) return inYears(years)
      const inMonths = years * 12 + months
      return inMonths === 1 ? t('1 month') : t('{{count}} months', { count: inMonths })
    },
    chart: (lines) => {
      const drawn = drawLines(lines)
      const { from, to } = drawn
      return { ...drawn, marks: from && to ? axisMarks(from, to, zone, locale) : [] }
    },
    spark: drawSpark,
  }
}

/** In a narrow column 'am' does not stand alone on a line. */
const unbroken = (written: string) => written.replace(/ (?=[ap]m$)/, '\u00a0')
