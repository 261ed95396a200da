import { addDays, type Day, daysBetween } from '../shared/calendar.js'
import { type Frequency, isFrequency } from './rules.js'

/** How often, and of what is taken only when needed, how often a day at most. */
export interface Schedule {
  frequency: string
  maxPerDay: number | null
}

const timesADay: Record<Exclude<Frequency, 'SOS'>, number> = {
  OD: 1,
  BD: 2,
  TDS: 3,
  QID: 4,
  Q4H: 6,
  Q6H: 4,
  Q8H: 3,
  Q12H: 2,
  HS: 1,
  ALTERNATE: 1,
  WEEKLY: 1,
  STAT: 1,
}

/** The most doses that fall on one day, or null where nobody said: an older record in words of its own. */
export function dosesADay({ frequency, maxPerDay }: Schedule): number | null {
  if (!isFrequency(frequency)) return null
  return frequency === 'SOS' ? maxPerDay : timesADay[frequency]
}

/** All doses of so many days. */
export function dosesInAll(schedule: Schedule, days: number): number | null {
  if (schedule.frequency === 'STAT') return 1
  if (schedule.frequency === 'WEEKLY') return Math.ceil(days / 7)
  if (schedule.frequency === 'ALTERNATE') return Math.ceil(days / 2)
  const times = dosesADay(schedule)
  return times === null ? null : times * days
}

/**
 * How many units to hand out: amount × times × days, up to the next whole tablet, ml or puff. `amount` has at most two
 * decimals and is counted in hundredths, since 0.1 × 3 is more than 0.3 to a computer.
 */
export function quantityOf(amount: number, schedule: Schedule, days: number): number | null {
  const doses = dosesInAll(schedule, days)
  return doses === null ? null : Math.ceil((Math.round(amount * 100) * doses) / 100)
}

/** The last day on which a medicine is taken; the day of the prescription is the first. */
export const lastDay = (began: Day, days: number): Day => addDays(began, days - 1)

/** Days from `today` on until the last one; 0 once it is over. */
export const daysLeft = (began: Day, days: number, today: Day): number =>
  Math.max(0, daysBetween(today, lastDay(began, days)) + 1)

/** Units that have a plural in English; of the others ('ml', 'g') one says the same for one and for many. */
const countable = new Set([
  'tablet',
  'capsule',
  'puff',
  'drop',
  'sachet',
  'vial',
  'ampoule',
  'patch',
  'suppository',
  'spray',
  'unit',
  'spoon',
  'dose',
  'application',
  'lozenge',
  'nebule',
  'syringe',
  'pessary',
  'respule',
  'injection',
  'pen',
  'bottle',
  'tube',
  'inhaler',
  'bag',
])

/** '2 tablets', '0.5 tablet', '10 ml': an amount in the words of its unit. */
export function inUnits(amount: number, unit: string): string {
  if (amount <= 1 || !countable.has(unit)) return `${amount} ${unit}`
  if (unit.endsWith('ry')) return `${amount} ${unit.slice(0, -1)}ies`
  return `${amount} ${unit}${unit.endsWith('ch') ? 'es' : 's'}`
}

/** Milligrams of an ingredient in one dose, to at most four decimals. */
export const milligrams = (amount: number, perUnit: number): number =>
  Math.round(amount * perUnit * 10_000) / 10_000
