import { slotDays } from '../appointments/slot-pages.js'
import { type Asking, freeTimes, nearestFreeTimes } from '../availability/queries.js'
import type { Slot } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { addDays, type Day, dayIn, parseDay } from '../shared/calendar.js'
import type { Components, Option } from '../web/components.js'
import { type Form, typed } from '../web/form.js'
import { isUuid } from '../web/params.js'
import type { DoctorChoice } from './list-queries.js'

const WEEK = 7
/** How far ahead the soonest free time is looked for, in days. */
const SOON = 56
/** More times than a week has. */
const MOST = 400

/** A week of free times of the doctor who is chosen in a form, or, after a time was refused, the nearest ones. */
export type SlotWeek = Omit<Components['components/slot-week'], 'form' | 'action'>

export async function slotWeek(
  form: Form,
  { now, patientId, moving }: { now: Date; patientId: string; moving?: Moving },
  urgent: boolean,
): Promise<SlotWeek> {
  const today = dayIn(now, config.zone)
  const doctorId = typed(form, 'doctorId')
  const none = { days: [], from: null, earlier: null, later: null, nearest: false }
  if (!isUuid(doctorId)) return none
  const asking: Asking = {
    ...{ now, audience: 'staff' as const, urgent },
    ...(isUuid(patientId) && { patientId }),
    ...(moving && { except: moving.id }),
  }
  const others = (slots: Slot[]) => slots.filter((slot) => !isWhereItIs(slot, doctorId, moving))
  const wanted = instantOf(typed(form, 'startsAt'))
  if (form.errors.startsAt && wanted) {
    const days = slotDays(others(await nearestFreeTimes(doctorId, wanted, asking)))
    const from = notPast(dayIn(wanted, config.zone), today)
    return { days, ...around(from, today), nearest: days.length > 0 }
  }
  const asked = parseDay(typed(form, 'from')) ?? (wanted && dayIn(wanted, config.zone))
  const begin = asked ? notPast(asked, today) : today
  // Where nobody asked for a day, the week begins with the soonest free time.
  const to = addDays(begin, (asked ? WEEK : SOON) - 1)
  const free = (await freeTimes([doctorId], { from: begin, to }, asking, MOST)).get(doctorId) ?? []
  const from = asked ? begin : (free[0]?.day ?? today)
  const ofWeek = free.filter(({ day }) => day < addDays(from, WEEK))
  return { days: slotDays(others(ofWeek)), ...around(from, today), nearest: false }
}

interface Moving {
  id: string
  startsAt: Date
  doctor: { id: string }
}

/** The time that a visit has is free for it, and no other one to move to. */
const isWhereItIs = (slot: Slot, doctorId: string, moving: Moving | undefined) =>
  moving?.doctor.id === doctorId && moving.startsAt.getTime() === slot.startsAt.getTime()

const notPast = (day: Day, today: Day): Day => (day < today ? today : day)

const around = (from: Day, today: Day) => ({
  from,
  earlier: from > today ? notPast(addDays(from, -WEEK), today) : null,
  later: addDays(from, WEEK),
})

function instantOf(text: string): Date | null {
  const instant = new Date(text)
  return text === '' || Number.isNaN(instant.getTime()) ? null : instant
}

/** Who can be booked, by specialisation. */
export const bookable = (doctors: DoctorChoice[]): Option[] =>
  doctors
    .filter(({ atWork }) => atWork)
    .map(({ id, name, specialisation }) => ({ value: id, label: name, group: specialisation }))
