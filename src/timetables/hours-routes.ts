import type { Request, Response } from 'express'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { askAboutCost, savedWith, submitOrAsk, timetableOf } from './answers.js'
import { hoursForm } from './forms.js'
import { changeHours } from './hours.js'
import { hoursPage, inTimetable, type OfTimetable } from './pages.js'
import { weeklyHours } from './queries.js'
import { versionOf } from './rules.js'
import { sessionValues } from './session-forms.js'
import { dayOptions, kindOptions, sessionLabels, sessionRows, weekdayLabel } from './session-pages.js'

/** The hours of every week, one day at a time; what is right for one day can be saved for several. */
export const hoursRoutes = routes()

hoursRoutes.get('/hours/:weekday/edit', 'timetable.edit', async (req, res) => {
  const model = await timetableOf(req)
  const weekday = weekdayOf(req)
  const week = await weeklyHours(model.doctor.id)
  const values = {
    ...sessionValues(week.filter((session) => session.weekday === weekday)),
    ...{ version: String(versionOf(week)), days: String(weekday) },
  }
  showHours(res, model, weekday, openForm(req, values))
})

hoursRoutes.post('/hours/:weekday', 'timetable.edit', async (req, res) => {
  const { t } = res.locals
  const model = await timetableOf(req)
  const weekday = weekdayOf(req)
  const answer = await submitOrAsk(req, hoursForm, async (form) => {
    const { lost } = await changeHours(actor(req), model.doctor.id, weekday, form, new Date())
    return { lost, days: form.days }
  })
  if (answer.saved) {
    const days = answer.saved.days.map((each) => weekdayLabel(each, t)).join(', ')
    flash(req, 'success', savedWith(res, t('The hours were saved: {{days}}.', { days }), answer.saved.lost))
    return res.redirect(303, req.baseUrl)
  }
  if (answer.form) return showHours(res.status(answer.status), model, weekday, answer.form)
  askAboutCost(req, res, answer.losing, inTimetable(model, t))
})

function weekdayOf(req: Request): number {
  const weekday = Number(req.params.weekday)
  if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7) throw new NotFound()
  return weekday
}

function showHours(res: Response, model: OfTimetable, weekday: number, form: Form) {
  const { t } = res.locals
  hoursPage(res, {
    ...model,
    ...{ form, weekday, label: weekdayLabel(weekday, t), rows: sessionRows(form) },
    ...{ kinds: kindOptions(t), days: dayOptions(t), labels: sessionLabels(t) },
  })
}
