import type { Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { editSettings, formValues } from './commands.js'
import { settingsForm } from './forms.js'
import { settingsPage } from './pages.js'
import { settings } from './queries.js'

/** The hospital's own settings, for the administration. */
export const settingsRoutes = routes()

settingsRoutes.get('/', 'settings.edit', async (req, res) => {
  const current = await settings()
  showSettings(res, openForm(req, { ...formValues(current), version: String(current.version) }))
})

settingsRoutes.post('/', 'settings.edit', async (req, res) => {
  const saved = await submit(req, settingsForm, (form) => editSettings(actor(req), form))
  if (!saved.ok) return showSettings(res.status(saved.status), saved.form)
  flash(req, 'success', res.locals.t('The settings of {{name}} were saved.', { name: req.body.name }))
  res.redirect(303, req.baseUrl)
})

function showSettings(res: Response, form: Form) {
  const { t } = res.locals
  settingsPage(res, {
    form,
    labels: {
      name: t('Name of the hospital'),
      address: t('Address'),
      phone: t('Telephone of the desk'),
      email: t('Email of the desk'),
      patientsNeedApproval: t('Patients who register wait until the administration approves them'),
      mailTestReports: t('A test report may be mailed to the responsible doctor as a file'),
    },
  })
}
