import {
  overlap,
  type Slot,
  type Span,
  sessionsOn,
  slotsOn,
  type Timetable,
} from '../availability/slot-rules.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { type Day, isDay, type TimeOfDay, timeIn } from '../shared/calendar.js'

/** A day that an address may ask for: the calendar ends nowhere near it, so that a week around it has all its days. */
export const isShownDay = (text: string): text is Day =>
  isDay(text) && text >= '1901-01-01' && text < '2200-01-01'

/** A slot of a day, and what became of it. `HELD`: kept for somebody who is still to answer. */
export interface SlotCell {
  kind: 'FREE' | 'HELD' | 'AWAY' | 'PAST'
  slot: Slot
}

export interface VisitCell<Visit> {
  kind: 'VISIT'
  visit: Visit
}

export type Cell<Visit> = SlotCell | VisitCell<Visit>

/** Rejected and cancelled visits have left their time to others. */
export const onTheDay = (status: AppointmentStatus) => status !== 'REJECTED' && status !== 'CANCELLED'

/** What a doctor's day holds, in order of time: its visits, and the slots that no visit stands in. */
export function cellsOf<Visit extends Span & { status: AppointmentStatus; walkIn: boolean }>(
  day: Day,
  { timetable, busy, leaves }: { timetable: Timetable; busy: Span[]; leaves: Span[] },
  visits: Visit[],
  now: Date,
  zone: string,
): Cell<Visit>[] {
  const shown = visits.filter(({ status }) => onTheDay(status))
  const inSlots = shown.filter(({ walkIn }) => !walkIn)
  const slots = slotsOn(day, timetable, zone)
    .filter((slot) => !inSlots.some((visit) => overlap(visit, slot)))
    .map((slot): SlotCell => ({ kind: kindOf(slot, { busy, leaves }, now), slot }))
  const cells: Cell<Visit>[] = [...slots, ...shown.map((visit) => ({ kind: 'VISIT' as const, visit }))]
  return cells.sort((one, other) => beginningOf(one).getTime() - beginningOf(other).getTime())
}

/**
 * Columns of cells side by side: a row for each time at which something begins in any of them; times at which there
 * was only an empty slot, now past, are left out.
 */
export function rowsOf<Visit extends Span>(
  columns: Cell<Visit>[][],
  zone: string,
): { time: TimeOfDay; at: Date; cells: Cell<Visit>[][] }[] {
  const timed = columns.map((cells) => cells.map((cell) => ({ cell, time: timeIn(beginningOf(cell), zone) })))
  const times = new Map(timed.flat().map(({ time, cell }) => [time, beginningOf(cell)]))
  const inOrder = [...times].sort(([one], [other]) => one.localeCompare(other))
  return inOrder
    .map(([time, at]) => ({
      ...{ time, at },
      cells: timed.map((cells) => cells.filter((one) => one.time === time).map(({ cell }) => cell)),
    }))
    .filter(({ cells }) => cells.some((column) => column.some(({ kind }) => kind !== 'PAST')))
}

/** Why a day has no hours, or fewer than usual; null where there is nothing to say. */
export function absenceOn(
  day: Day,
  { timetable, leaves }: { timetable: Timetable; leaves: Span[] },
  whole: Span,
): 'HOLIDAY' | 'AWAY' | 'PARTLY_AWAY' | 'NOT_WORKING' | null {
  const away = leaves.filter((leave) => overlap(leave, whole))
  if (away.some(({ startsAt, endsAt }) => startsAt <= whole.startsAt && endsAt >= whole.endsAt)) return 'AWAY'
  if (sessionsOn(day, timetable).length === 0)
    return timetable.holidays.has(day) && !timetable.exceptions.has(day) ? 'HOLIDAY' : 'NOT_WORKING'
  return away.length > 0 ? 'PARTLY_AWAY' : null
}

export const beginningOf = <Visit extends Span>(cell: Cell<Visit>): Date =>
  cell.kind === 'VISIT' ? cell.visit.startsAt : cell.slot.startsAt

function kindOf(slot: Slot, { busy, leaves }: { busy: Span[]; leaves: Span[] }, now: Date): SlotCell['kind'] {
  if (leaves.some((leave) => overlap(leave, slot))) return 'AWAY'
  if (busy.some((span) => overlap(span, slot))) return 'HELD'
  return slot.startsAt < now ? 'PAST' : 'FREE'
}
