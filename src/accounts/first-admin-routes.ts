import type { Request, Response } from 'express'
import { pool } from '../db/client.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { limiter, perAddress } from '../web/limits.js'
import { routes } from '../web/routes.js'
import { submit } from '../web/submit.js'
import { createFirstAdmin, isFirstAdminLink } from './first-admin.js'
import { firstAdminForm } from './forms.js'
import { deadLinkPage, firstAdminPage } from './pages.js'

/** The first-run page, opened with the link that the log of a new hospital prints. */
export const firstAdminRoutes = routes()

const limited = [perAddress(() => limiter(pool, { name: 'first-admin', tries: 20, seconds: 60 * 60 }))]

firstAdminRoutes.get('/first-admin/:secret', 'site.visit', (req, res) => show(req, res, openForm(req)))

firstAdminRoutes.post(
  '/first-admin/:secret',
  'site.visit',
  async (req, res) => {
    const created = await submit(req, firstAdminForm, (form) =>
      createFirstAdmin(String(req.params.secret), form, new Date()),
    )
    if (!created.ok) return show(req, res.status(created.status), created.form)
    flash(
      req,
      'success',
      res.locals.t('The account of {{name}} is open. Log in to begin.', { name: req.body.name }),
    )
    res.redirect(303, '/login')
  },
  limited,
)

async function show(req: Request, res: Response, form: Form) {
  if (!(await isFirstAdminLink(String(req.params.secret), new Date())))
    return deadLinkPage(res.status(404), { advice: 'first-admin' })
  firstAdminPage(res, { form, action: req.originalUrl })
}
