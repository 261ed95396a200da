import { addDays, dayIn, daysBetween, formatDayOfYear, formatTime, startOfDay } from './calendar.js'
import { shareOf } from './chart-geometry.js'

/** A word under a chart: where it stands along it, in per cent, and which part of it stands there. */
export interface AxisMark {
  x: number
  text: string
  anchor: 'start' | 'middle' | 'end'
}

const HOUR = 3_600_000
/** As many as fit under a chart on a telephone; days are longer words than hours. */
const MOST = 4
const MOST_DAYS = 3

/** Round times of the hospital's clock between two instants: hours of a day, or days, over a year with their year. */
export function axisMarks(from: Date, to: Date, zone: string, locale: string): AxisMark[] {
  const hours = (to.getTime() - from.getTime()) / HOUR
  const at = hours < 1 ? [from] : hours <= 30 ? roundHours(from, to, zone) : midnights(from, to, zone)
  return at.map((instant) => {
    const x = shareOf(instant, from, to)
    const time = formatTime(instant, zone, locale)
    const day = formatDayOfYear(instant, zone, locale, { withYear: hours > 300 * 24 })
    const text = hours < 1 ? `${day}, ${time}` : hours <= 30 ? time : day
    return { x, text, anchor: x < 8 ? 'start' : x > 92 ? 'end' : 'middle' }
  })
}

function roundHours(from: Date, to: Date, zone: string): Date[] {
  const hours = (to.getTime() - from.getTime()) / HOUR
  const step = (HOUR_STEPS.find((one) => hours / one <= MOST) ?? 12) * HOUR
  const midnight = startOfDay(dayIn(from, zone), zone).getTime()
  const first = midnight + Math.ceil((from.getTime() - midnight) / step) * step
  const count = Math.max(0, Math.floor((to.getTime() - first) / step) + 1)
  return Array.from({ length: count }, (_, index) => new Date(first + index * step))
}

const HOUR_STEPS = [1, 2, 3, 6, 12]

function midnights(from: Date, to: Date, zone: string): Date[] {
  const first = dayIn(from, zone)
  const days = daysBetween(first, dayIn(to, zone))
  const step = Math.max(1, Math.ceil(days / MOST_DAYS))
  return Array.from({ length: Math.floor(days / step) + 1 }, (_, index) =>
    startOfDay(addDays(first, index * step), zone),
  ).filter((at) => at >= from && at <= to)
}
