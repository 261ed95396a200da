import type { Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { askAboutCost, savedWith, submitOrAsk, timetableOf } from './answers.js'
import { addDate, editDate, removeDate } from './dates.js'
import { dateForm, dateValues, newDateForm, undoForm } from './forms.js'
import { datePage, inTimetable, newDatePage, type OfTimetable, removeDatePage } from './pages.js'
import { findDate, type OneDate } from './queries.js'
import { versionOf } from './rules.js'
import { sessionValues } from './session-forms.js'
import { kindOptions, sessionLabels, sessionRows } from './session-pages.js'

/** Dates on which a doctor works other hours than every week, or not at all. */
export const dateRoutes = routes()

dateRoutes.get('/dates/new', 'timetable.edit', async (req, res) => {
  const model = await timetableOf(req)
  showNew(res, model, openForm(req, { ...sessionValues([]), works: 'yes' }))
})

dateRoutes.post('/dates', 'timetable.edit', async (req, res) => {
  const { t, format } = res.locals
  const model = await timetableOf(req)
  const answer = await submitOrAsk(req, newDateForm, async (form) => ({
    ...(await addDate(actor(req), model.doctor.id, form, new Date())),
    day: form.day,
  }))
  if (answer.saved) {
    const { day, lost } = answer.saved
    const sentence = t('The hours of {{day}} were saved.', { day: format.day(day) })
    flash(req, 'success', savedWith(res, sentence, lost))
    return res.redirect(303, req.baseUrl)
  }
  if (answer.form) return showNew(res.status(answer.status), model, answer.form)
  askAboutCost(req, res, answer.losing, inTimetable(model, t))
})

dateRoutes.get('/dates/:dateId/edit', 'timetable.edit', async (req, res) => {
  const model = await timetableOf(req)
  const date = await findDate(model.doctor.id, idParam(req, 'dateId'))
  showOne(res, model, date, openForm(req, { ...dateValues(date), version: String(versionOf(date)) }))
})

dateRoutes.post('/dates/:dateId', 'timetable.edit', async (req, res) => {
  const { t, format } = res.locals
  const model = await timetableOf(req)
  const date = await findDate(model.doctor.id, idParam(req, 'dateId'))
  const answer = await submitOrAsk(req, dateForm, (form) =>
    editDate(actor(req), model.doctor.id, date.id, form, new Date()),
  )
  if (answer.saved) {
    const sentence = t('The hours of {{day}} were saved.', { day: format.day(date.day) })
    flash(req, 'success', savedWith(res, sentence, answer.saved.lost))
    return res.redirect(303, req.baseUrl)
  }
  if (answer.form) return showOne(res.status(answer.status), model, date, answer.form)
  askAboutCost(req, res, answer.losing, inTimetable(model, t))
})

dateRoutes.get('/dates/:dateId/removal/new', 'timetable.edit', async (req, res) => {
  const model = await timetableOf(req)
  const date = await findDate(model.doctor.id, idParam(req, 'dateId'))
  showRemoval(res, model, date, openForm(req))
})

dateRoutes.post('/dates/:dateId/removal', 'timetable.edit', async (req, res) => {
  const { t, format } = res.locals
  const model = await timetableOf(req)
  const id = idParam(req, 'dateId')
  const answer = await submitOrAsk(req, undoForm, (form) =>
    removeDate(actor(req), model.doctor.id, id, form, new Date()),
  )
  if (answer.saved) {
    const { day, lost } = answer.saved
    const sentence = t('{{day}} has its usual hours again.', { day: format.day(day) })
    flash(req, 'success', savedWith(res, sentence, lost))
    return res.redirect(303, req.baseUrl)
  }
  if (!answer.form) return askAboutCost(req, res, answer.losing, inTimetable(model, t))
  showRemoval(res.status(answer.status), model, await findDate(model.doctor.id, id), answer.form)
})

function showNew(res: Response, model: OfTimetable, form: Form) {
  newDatePage(res, { ...model, form, rows: sessionRows(form), kinds: kindOptions(res.locals.t) })
}

function showOne(res: Response, model: OfTimetable, { id, day }: OneDate, form: Form) {
  const { t, format } = res.locals
  datePage(res, {
    ...model,
    ...{ form, id, written: format.day(day), rows: sessionRows(form), kinds: kindOptions(t) },
    labels: { note: t('Note'), works: t('On this date'), ...sessionLabels(t) },
  })
}

function showRemoval(res: Response, model: OfTimetable, { id, day }: OneDate, form: Form) {
  removeDatePage(res, { ...model, form, id, written: res.locals.format.day(day) })
}
