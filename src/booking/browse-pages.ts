import { slotOnPage } from '../appointments/slot-pages.js'
import type { Slot } from '../availability/slot-rules.js'
import { addDays, type Day } from '../shared/calendar.js'
import type { SlotOnPage } from '../web/components/times.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

interface ListedDoctor {
  id: string
  name: string
  specialisation: string
  qualification: string
  chamber: string | null
  photo: string | null
  fee: bigint
  days: string
}

/** What who is reading does with a free time: hold it, as a visitor; ask for it, as a patient; or only read it. */
export type Choosing = 'hold' | 'request' | null

export const directoryPage = page<{
  form: Form
  q: string
  chosen: string
  specialisations: { name: string; slug: string; doctors: number }[]
  groups: { specialisation: string; doctors: (ListedDoctor & { slots: SlotOnPage[] })[] }[]
  found: number
  similar: boolean
  choosing: Choosing
  newer: string | null
  older: string | null
}>('doctors/directory', 'Our doctors', { layout: 'public' })

export interface DayInStrip {
  day: Day
  free: number
  href: string
  current: boolean
}

export interface DoctorsTimes {
  days: DayInStrip[]
  chosen: Day | null
  slots: SlotOnPage[]
  earlier: string | null
  later: string | null
  /** Where the week has nothing: the soonest time that there is. */
  soonest: { startsAt: Date; href: string } | null
  /** Shows the times that are kept back for urgent visits, too, or hides them again. */
  urgent: { shown: boolean; href: string }
}

export const doctorPage = page<{
  form: Form
  doctor: ListedDoctor & { bio: string | null; hours: { day: string; hours: string }[] }
  times: DoctorsTimes
  /** After somebody else was quicker: the free times nearest to the wanted one. */
  nearest: SlotOnPage[]
  choosing: Choosing
}>('doctors/doctor', ({ doctor }) => doctor.name, {
  layout: 'public',
  trail: (_page, t) => [{ label: t('Our doctors'), href: '/doctors' }],
})

export const heldPage = page<{
  doctor: { id: string; name: string; specialisation: string }
  startsAt: Date
  heldUntil: Date
  /** Where log-in leads on to. */
  next: string
  needsApproval: boolean
  /** Until when it is kept for who registers now; null where it could not be asked for any more. */
  keptUntil: Date | null
}>('booking/held', 'Your time is held', {
  layout: 'public',
  trail: ({ doctor }, t) => [
    { label: t('Our doctors'), href: '/doctors' },
    { label: doctor.name, href: `/doctors/${doctor.id}` },
  ],
})

interface Asked {
  free: Slot[]
  soonest: Slot | null
  /** The last day that can be booked. */
  lastDay: Day
  /** The first of the seven days. */
  from: Day
  day: Day | null
  today: Day
  urgent: boolean
}

/** A week of a doctor's free times, with the ways to other days. */
export function timesShown(
  here: string,
  { free, soonest, lastDay, from, day, today, urgent }: Asked,
): DoctorsTimes {
  const href = (part: { from: Day; day?: Day; urgent?: boolean }) => {
    const { urgent: kept = urgent, ...rest } = part
    return `${here}?${new URLSearchParams({ ...rest, ...(kept && { urgent: 'yes' }) })}#times`
  }
  const week = Array.from({ length: 7 }, (_, index) => addDays(from, index))
  const before = addDays(from, -7)
  const after = addDays(from, 7)
  return {
    ...stripOf(week, free, day, (one) => href({ from, day: one })),
    earlier: from > today ? href({ from: before > today ? before : today }) : null,
    later: after <= lastDay ? href({ from: after }) : null,
    soonest: soonest && { startsAt: soonest.startsAt, href: href({ from: soonest.day, day: soonest.day }) },
    urgent: { shown: urgent, href: href({ from, ...(day && { day }), urgent: !urgent }) },
  }
}

/** Seven days with how much is free on each; the chosen one, or else the first that has something. */
function stripOf(
  week: Day[],
  free: Slot[],
  wanted: Day | null,
  hrefOf: (day: Day) => string,
): Pick<DoctorsTimes, 'days' | 'chosen' | 'slots'> {
  const chosen = week.find((day) => day === wanted) ?? free[0]?.day ?? null
  return {
    days: week.map((day) => ({
      day,
      free: free.filter((slot) => slot.day === day).length,
      href: hrefOf(day),
      current: day === chosen,
    })),
    chosen,
    slots: free.filter(({ day }) => day === chosen).map(slotOnPage),
  }
}

/** Within what anybody can book: a week that begins today at the earliest, and in a year at the latest. */
export function weekStart(wanted: Day | null, today: Day): Day {
  return wanted !== null && wanted > today && wanted <= addDays(today, 366) ? wanted : today
}
