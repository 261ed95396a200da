import type { Request, Response } from 'express'
import { remindersForm } from '../family/forms.js'
import { peopleOf } from '../family/queries.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { remindersPage } from './patient-pages.js'
import { chooseReminders } from './patient-reminders.js'
import { personOptions } from './patient-words-pages.js'

/** Whether a patient is reminded of their visits, and of their family's. */
export const patientReminderRoutes = routes()

patientReminderRoutes.get('/reminders', 'family.own', async (req, res) => {
  const wanted = (await peopleOf(actor(req))).filter(({ wantsReminders }) => wantsReminders)
  await showReminders(req, res, openForm(req, { patientIds: wanted.map(({ id }) => id) }))
})

patientReminderRoutes.post('/reminders', 'family.own', async (req, res) => {
  const chosen = await submit(req, remindersForm, ({ patientIds }) => chooseReminders(actor(req), patientIds))
  if (!chosen.ok) return showReminders(req, res.status(chosen.status), chosen.form)
  flash(req, 'success', res.locals.t('Your choice about reminders is saved.'))
  res.redirect(303, `${req.baseUrl}/reminders`)
})

async function showReminders(req: Request, res: Response, form: Form) {
  const [people, settings] = await Promise.all([peopleOf(actor(req)), schedulingSettings()])
  remindersPage(res, {
    form,
    people: personOptions(people, res.locals.t),
    hours: [settings.firstReminderHours, settings.secondReminderHours].filter((hours) => hours > 0),
  })
}
