import type { Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { pathwaySettings } from './pathway.js'
import { editPathway, pathwayValues } from './pathway-commands.js'
import { pathwayForm } from './pathway-forms.js'
import { pathwayLabels, pathwayPage } from './pathway-pages.js'

/** How long anybody waits on the pathway, for the administration. */
export const pathwayRoutes = routes()

pathwayRoutes.get('/', 'settings.edit', async (req, res) => {
  const current = await pathwaySettings()
  showPathway(res, openForm(req, { ...pathwayValues(current), version: String(current.version) }))
})

pathwayRoutes.post('/', 'settings.edit', async (req, res) => {
  const saved = await submit(req, pathwayForm, (form) => editPathway(actor(req), form))
  if (!saved.ok) return showPathway(res.status(saved.status), saved.form)
  flash(req, 'success', res.locals.t('The waits were saved. They hold from now on.'))
  res.redirect(303, req.baseUrl)
})

function showPathway(res: Response, form: Form) {
  pathwayPage(res, { form, labels: pathwayLabels(res.locals.t) })
}
