import { z } from 'zod'
import type { Session } from '../availability/slot-rules.js'
import { weekdays } from '../doctors/rules.js'
import { addDays, type Day } from '../shared/calendar.js'
import { optionalDay } from '../shared/fields.js'
import { query } from '../web/params.js'
import { type Routes, routes } from '../web/routes.js'
import type { T } from '../web/words.js'
import { leaveLine, timetableOf, todayOf } from './answers.js'
import { dateRoutes } from './date-routes.js'
import { hoursRoutes } from './hours-routes.js'
import { leaveRoutes } from './leave-routes.js'
import { type DayLine, timetablePage } from './pages.js'
import { datesToCome, daysOfTimetable, holidaysFrom, leavesOf, type TimetableDay } from './queries.js'
import { LONGEST_AHEAD, visitsIn } from './rules.js'
import { sessionLine, timesOf, weekdayLabel } from './session-pages.js'

/** Hours, leave and dates of a doctor: for the administration, the reception (to read) and the doctor. */
export const timetableRoutes: Routes = routes()

const DAYS_SHOWN = 14
const asked = z.object({ from: optionalDay().default(null) })

timetableRoutes.get('/', 'timetable.view', async (req, res) => {
  const model = await timetableOf(req)
  const { doctor, here } = model
  const { t } = res.locals
  const now = new Date()
  const today = todayOf(now)
  const wanted = query(req, asked).from
  const last = addDays(today, LONGEST_AHEAD)
  const first = !wanted || wanted < today ? today : wanted > last ? last : wanted
  const [{ week, days }, leaves, dates, holidays] = await Promise.all([
    daysOfTimetable(doctor.id, first, DAYS_SHOWN),
    leavesOf(doctor.id, now),
    datesToCome(doctor.id, today),
    holidaysFrom(today, addDays(today, 92)),
  ])
  const line = (session: Session) => sessionLine(session, doctor.chamber, t)
  const back = addDays(first, -DAYS_SHOWN)
  timetablePage(res, {
    ...model,
    week: weekdays.map((weekday) => {
      const sessions = week.filter((session) => session.weekday === weekday)
      return {
        ...{ weekday, label: weekdayLabel(weekday, t), sessions: sessions.map(line) },
        visits: sessions.reduce((sum, session) => sum + visitsIn(session), 0),
      }
    }),
    days: days.map((each) => dayLine(each, today, t)),
    earlier: first > today ? `${here}?from=${back > today ? back : today}` : null,
    later: first < last ? `${here}?from=${addDays(first, DAYS_SHOWN)}` : null,
    leaves: leaves.toCome.map((leave) => leaveLine(leave, res)),
    formerLeaves: leaves.former.map((leave) => leaveLine(leave, res)),
    dates: dates.map(({ sessions, ...date }) => ({ ...date, sessions: sessions.map(line) })),
    holidays,
  })
})

timetableRoutes.use('/', hoursRoutes)
timetableRoutes.use('/', dateRoutes)
timetableRoutes.use('/', leaveRoutes)

function dayLine(day: TimetableDay, today: Day, t: T): DayLine {
  const { leave, holiday, ownHours } = day
  return {
    ...{
      day: day.day,
      today: day.day === today,
      times: day.times,
      keptBack: day.keptBack,
      booked: day.booked,
    },
    hours: leave === 'whole' ? [] : day.sessions.map(({ startsAt, endsAt }) => timesOf(startsAt, endsAt)),
    remark:
      leave === 'whole'
        ? { text: t('On leave'), tone: 'attention' }
        : leave === 'part'
          ? { text: t('On leave for a part of the day'), tone: 'attention' }
          : ownHours
            ? { text: day.sessions.length > 0 ? t('Other hours') : t('Not working'), tone: 'info' }
            : holiday
              ? { text: holiday, tone: 'info' }
              : null,
  }
}
