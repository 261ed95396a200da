import type { Request, Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { changePasswordForm } from './forms.js'
import { leave } from './leaving.js'
import { ownAccountPage } from './pages.js'
import { changePassword } from './passwords.js'
import { ownAccount } from './queries.js'

/** A person's own account; mounted in every portal. */
export const ownAccountRoutes = routes()

ownAccountRoutes.get('/', 'account.own', (req, res) => showAccount(req, res, openForm(req)))

ownAccountRoutes.post('/password', 'account.own', async (req, res) => {
  const changed = await submit(req, changePasswordForm, (form) => changePassword(actor(req), form))
  if (!changed.ok) return showAccount(req, res.status(changed.status), changed.form)
  await leave(req)
  flash(req, 'success', res.locals.t('Your password was changed. Log in with the new one.'))
  res.redirect(303, '/login')
})

async function showAccount(req: Request, res: Response, form: Form) {
  ownAccountPage(res, { form, account: await ownAccount(actor(req)) })
}
