import type { Response } from 'express'
import { publication } from '../appointments/calendar.js'
import { patientEntry, staffEntry } from '../appointments/calendar-entries.js'
import { entryVisit } from '../appointments/calendar-queries.js'
import { visitNumber } from '../appointments/rules.js'
import { hospital } from '../settings/queries.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'

/** A visit as a file for the calendar of whoever looks at it. */
export const visitCalendarRoutes = routes()

visitCalendarRoutes.get('/:id/calendar.ics', 'appointment.view', async (req, res) => {
  const person = actor(req)
  const visit = await entryVisit(person, idParam(req))
  const { t } = res.locals
  const entry =
    person.role === 'PATIENT'
      ? patientEntry(visit, {
          own: visit.patientId === person.patientId,
          page: true,
          hospital: await hospital(),
          t,
        })
      : staffEntry(visit, { page: req.baseUrl, t })
  sendCalendar(res, publication([entry], { name: visitNumber(visit.number), stamp: new Date() }), {
    attachment: `${visitNumber(visit.number)}.ics`,
  })
})

export function sendCalendar(
  res: Response,
  content: string,
  { attachment }: { attachment?: string } = {},
): void {
  if (attachment) res.attachment(attachment)
  res.set('Content-Type', 'text/calendar; charset=utf-8').send(content)
}
