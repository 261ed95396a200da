import { daysOf, slotDays, slotOnPage } from '../appointments/slot-pages.js'
import { type Asking, freeTimes, nearestFreeTimes, STAFF_HORIZON_DAYS } from '../availability/queries.js'
import type { Slot } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { addDays, type Day, dayIn, parseDay } from '../shared/calendar.js'
import { instantField } from '../shared/fields.js'
import type { Option } from '../web/components/forms.js'
import type { Components } from '../web/components.js'
import { type Form, typed } from '../web/form.js'
import { isUuid } from '../web/params.js'
import type { T } from '../web/words.js'
import { timesOfAny } from './any-doctor-queries.js'
import { anyDoctorOf, readTime, specialisationAsked, timeWith } from './choice-rules.js'
import type { DoctorChoice } from './list-queries.js'

const WEEK = 7
/** How far ahead the soonest free time is looked for, in days. */
const SOON = 56
/** More times than a week has. */
const MOST = 400

/**
 * A week of free times of the doctor who is chosen in a form, or, after a time was refused, the nearest ones. Where any
 * doctor of a specialisation will do, of all of them, each time with whose it is.
 */
export type SlotWeek = Omit<Components['components/slot-week'], 'form' | 'action'>

export async function slotWeek(
  form: Form,
  doctors: DoctorChoice[],
  { now, patientId, moving }: { now: Date; patientId: string; moving?: Moving },
  urgent: boolean,
): Promise<SlotWeek> {
  const today = dayIn(now, config.zone)
  const doctorId = typed(form, 'doctorId')
  const asking: Asking = {
    ...{ now, audience: 'staff' as const, urgent },
    ...(isUuid(patientId) && { patientId }),
    ...(moving && { except: moving.id }),
  }
  const wanted = instantOf(readTime(typed(form, 'startsAt')).startsAt)
  const refused = form.errors.startsAt ? wanted : null
  const day = parseDay(typed(form, 'from')) ?? (wanted && dayIn(wanted, config.zone))
  const asked = day && bookableDay(day, today)
  const field = specialisationAsked(doctorId)
  if (field) {
    const those = doctors.filter(({ atWork, specialisationId }) => atWork && specialisationId === field)
    const names = new Map(those.map(({ id, name }) => [id, name]))
    const { from, until, times } = await timesOfAny([...names.keys()], { asking, refused, asked, today })
    const shown = times
      .filter((time) => !isWhereItIs(time.slot, time.doctorId, moving))
      .map((time) => ({
        ...slotOnPage(time.slot),
        value: timeWith(time.doctorId, time.slot.startsAt),
        doctor: names.get(time.doctorId) ?? '',
      }))
    const nearest = refused !== null && shown.length > 0
    return { days: daysOf(shown), ...around(from, today), later: until, nearest }
  }
  if (!isUuid(doctorId)) return { days: [], from: null, earlier: null, later: null, nearest: false }
  const others = (slots: Slot[]) => slots.filter((slot) => !isWhereItIs(slot, doctorId, moving))
  if (refused) {
    const days = slotDays(others(await nearestFreeTimes(doctorId, refused, asking)))
    const from = bookableDay(dayIn(refused, config.zone), today)
    return { days, ...around(from, today), nearest: days.length > 0 }
  }
  const begin = asked ?? today
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

/** The nearest day on which staff can book. */
function bookableDay(day: Day, today: Day): Day {
  const last = addDays(today, STAFF_HORIZON_DAYS)
  return day < today ? today : day > last ? last : day
}

const around = (from: Day, today: Day) => ({
  from,
  earlier: from > today ? bookableDay(addDays(from, -WEEK), today) : null,
  later: addDays(from, WEEK),
})

const anInstant = instantField()
const instantOf = (text: string): Date | null => anInstant.safeParse(text).data ?? null

/** Who can be booked, by specialisation. */
export const bookable = (doctors: DoctorChoice[]): Option[] =>
  doctors
    .filter(({ atWork }) => atWork)
    .map(({ id, name, specialisation }) => ({ value: id, label: name, group: specialisation }))

/** The same, and before the doctors of a specialisation that has several: any of them. */
export function bookableOrAny(doctors: DoctorChoice[], t: T): Option[] {
  const fields = new Map(doctors.map((one) => [one.specialisation, one.specialisationId]))
  const single = bookable(doctors)
  return single.flatMap((option, index) => {
    const [group, id] = [option.group ?? '', fields.get(option.group ?? '')]
    const isFirst = single.findIndex((other) => other.group === group) === index
    const several = single.filter((other) => other.group === group).length > 1
    if (!id || !isFirst || !several) return [option]
    const label = t('Any doctor of {{specialisation}}', { specialisation: group })
    return [{ value: anyDoctorOf(id), label, group }, option]
  })
}
