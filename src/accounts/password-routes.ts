import type { Request, Response } from 'express'
import { pool } from '../db/client.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { limiter, perAddress } from '../web/limits.js'
import { routes } from '../web/routes.js'
import { submit } from '../web/submit.js'
import { forgottenPasswordForm, newPasswordForm } from './forms.js'
import { acceptInvitation } from './invitations.js'
import { leave } from './leaving.js'
import { deadLinkPage, forgottenPasswordPage, newPasswordPage, resetSentPage } from './pages.js'
import { askForPasswordReset, resetPassword } from './passwords.js'
import { roleLabels } from './rules.js'
import { findToken, minutesValid } from './tokens.js'

/** A forgotten password, and the first one of somebody who was invited: both by a link. */
export const passwordRoutes = routes()

const limited = [perAddress(() => limiter(pool, { name: 'password-link', tries: 20, seconds: 60 * 60 }))]

passwordRoutes.get('/password/forgotten', 'site.visit', (req, res) =>
  forgottenPasswordPage(res, { form: openForm(req) }),
)

passwordRoutes.post(
  '/password/forgotten',
  'site.visit',
  async (req, res) => {
    const asked = await submit(req, forgottenPasswordForm, askForPasswordReset)
    if (!asked.ok) return forgottenPasswordPage(res.status(asked.status), { form: asked.form })
    res.redirect(303, '/password/sent')
  },
  limited,
)

passwordRoutes.get('/password/sent', 'site.visit', (_req, res) =>
  resetSentPage(res, { minutes: minutesValid.PASSWORD_RESET }),
)

passwordRoutes.get('/password/reset/:secret', 'site.visit', (req, res) => showReset(req, res, openForm(req)))

passwordRoutes.post(
  '/password/reset/:secret',
  'site.visit',
  async (req, res) => {
    const reset = await submit(req, newPasswordForm, (form) => resetPassword(secretOf(req), form, new Date()))
    if (!reset.ok) return showReset(req, res.status(reset.status), reset.form)
    await leave(req)
    flash(req, 'success', res.locals.t('Your password was changed. Log in with the new one.'))
    res.redirect(303, '/login')
  },
  limited,
)

passwordRoutes.get('/invitations/:secret', 'site.visit', (req, res) =>
  showInvitation(req, res, openForm(req)),
)

passwordRoutes.post(
  '/invitations/:secret',
  'site.visit',
  async (req, res) => {
    const accepted = await submit(req, newPasswordForm, (form) =>
      acceptInvitation(secretOf(req), form, new Date()),
    )
    if (!accepted.ok) return showInvitation(req, res.status(accepted.status), accepted.form)
    await leave(req)
    flash(req, 'success', res.locals.t('Your password is set. Log in with it.'))
    res.redirect(303, '/login')
  },
  limited,
)

const secretOf = (req: Request) => String(req.params.secret)

async function showReset(req: Request, res: Response, form: Form) {
  const known = await findToken('PASSWORD_RESET', secretOf(req), new Date())
  if (!known?.account) return deadLinkPage(res.status(404), { advice: 'reset' })
  const { name, username } = known.account
  newPasswordPage(res, { form, action: req.originalUrl, name, username, role: null })
}

async function showInvitation(req: Request, res: Response, form: Form) {
  const known = await findToken('INVITATION', secretOf(req), new Date())
  if (!known?.account) return deadLinkPage(res.status(404), { advice: 'invitation' })
  const { name, username, role } = known.account
  newPasswordPage(res, {
    form,
    action: req.originalUrl,
    name,
    username,
    role: res.locals.t(roleLabels[role]),
  })
}
