import type { Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { schedulingSettings } from './scheduling.js'
import { editScheduling, schedulingValues } from './scheduling-commands.js'
import { schedulingForm } from './scheduling-forms.js'
import { schedulingLabels, schedulingPage } from './scheduling-pages.js'

/** The rules of booking, for the administration. */
export const schedulingRoutes = routes()

schedulingRoutes.get('/', 'settings.edit', async (req, res) => {
  const current = await schedulingSettings()
  showScheduling(res, openForm(req, { ...schedulingValues(current), version: String(current.version) }))
})

schedulingRoutes.post('/', 'settings.edit', async (req, res) => {
  const saved = await submit(req, schedulingForm, (form) => editScheduling(actor(req), form, new Date()))
  if (!saved.ok) return showScheduling(res.status(saved.status), saved.form)
  flash(req, 'success', res.locals.t('The rules of booking were saved. They hold from now on.'))
  res.redirect(303, req.baseUrl)
})

function showScheduling(res: Response, form: Form) {
  schedulingPage(res, { form, labels: schedulingLabels(res.locals.t) })
}
