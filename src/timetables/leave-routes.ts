import type { Response } from 'express'
import { config } from '../config.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import {
  askAboutCost,
  leaveLine,
  savedWith,
  submitOrAsk,
  timetableOf,
  todayOf,
  writtenLeave,
} from './answers.js'
import { leaveForm, undoForm } from './forms.js'
import { cancelLeave, postLeave } from './leave.js'
import { cancelLeavePage, inTimetable, leavePage, type OfTimetable } from './pages.js'
import { findLeave } from './queries.js'
import { leaveDays } from './rules.js'

/** Leave of a doctor. */
export const leaveRoutes = routes()

leaveRoutes.get('/leaves/new', 'timetable.edit', async (req, res) =>
  showNew(res, await timetableOf(req), openForm(req)),
)

leaveRoutes.post('/leaves', 'timetable.edit', async (req, res) => {
  const { t } = res.locals
  const model = await timetableOf(req)
  const answer = await submitOrAsk(req, leaveForm, (form) =>
    postLeave(actor(req), model.doctor.id, form, new Date()),
  )
  if (answer.saved) {
    const { days, lost } = { ...answer.saved, days: await written(model, answer.saved.id, res) }
    flash(req, 'success', savedWith(res, t('The leave was saved: {{days}}.', { days }), lost))
    return res.redirect(303, req.baseUrl)
  }
  if (answer.form) return showNew(res.status(answer.status), model, answer.form)
  askAboutCost(req, res, answer.losing, inTimetable(model, t))
})

leaveRoutes.get('/leaves/:leaveId/cancellation/new', 'timetable.edit', async (req, res) => {
  const model = await timetableOf(req)
  await showCancellation(res, model, idParam(req, 'leaveId'), openForm(req))
})

leaveRoutes.post('/leaves/:leaveId/cancellation', 'timetable.edit', async (req, res) => {
  const model = await timetableOf(req)
  const id = idParam(req, 'leaveId')
  const cancelled = await submit(req, undoForm, (form) =>
    cancelLeave(actor(req), model.doctor.id, id, { ...form, confirmed: true }, new Date()),
  )
  if (!cancelled.ok) return showCancellation(res.status(cancelled.status), model, id, cancelled.form)
  const days = await written(model, id, res)
  flash(req, 'success', res.locals.t('The leave {{days}} was cancelled.', { days }))
  res.redirect(303, req.baseUrl)
})

async function written({ doctor }: OfTimetable, id: string, res: Response): Promise<string> {
  return writtenLeave(leaveDays(await findLeave(doctor.id, id), config.zone), res)
}

function showNew(res: Response, model: OfTimetable, form: Form) {
  leavePage(res, { ...model, form, today: todayOf(new Date()) })
}

async function showCancellation(res: Response, model: OfTimetable, id: string, form: Form) {
  const leave = await findLeave(model.doctor.id, id)
  cancelLeavePage(res, { ...model, form, id, written: leaveLine(leave, res).written })
}
