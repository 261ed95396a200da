import type { Request, Response } from 'express'
import { ownPatientId } from '../access/scopes.js'
import { sendArchive } from '../web/archive.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { fillArchive } from './archiving.js'
import { askToClose, closingAskedAt } from './closing.js'
import { copyOf } from './copying.js'
import { closingForm } from './forms.js'
import { ownCopyPage } from './pages.js'

/** For patients: a copy of their own record to take with them, and the end of their account. */
export const ownCopyRoutes = routes()

ownCopyRoutes.get('/', 'record.export', (req, res) => showOwn(req, res, openForm(req)))

ownCopyRoutes.get('/record.zip', 'record.export', async (req, res) => {
  const { t, format } = res.locals
  const found = await copyOf(actor(req), ownPatientId(actor(req)), new Date())
  res.attachment('record.zip')
  await sendArchive(res, (add) => fillArchive(add, found, t, format))
})

ownCopyRoutes.post('/closing', 'patient.own', async (req, res) => {
  const asked = await submit(req, closingForm, (form) => askToClose(actor(req), form))
  if (!asked.ok) return showOwn(req, res.status(asked.status), asked.form)
  flash(
    req,
    'success',
    res.locals.t('The hospital knows that you want your account closed. We call or write to you.'),
  )
  res.redirect(303, req.baseUrl)
})

async function showOwn(req: Request, res: Response, form: Form) {
  ownCopyPage(res, { asked: await closingAskedAt(actor(req)), form })
}
