import type { Request } from 'express'
import { config } from '../config.js'
import { flash } from '../web/flash.js'
import { openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { showClosing } from './closing-answers.js'
import { closeForAnother } from './commands.js'
import { closingForAnother } from './forms.js'
import { findCounter } from './queries.js'

/** A cashier forgot their counter, and somebody else counts and closes it; below the address of all counters. */
export const anothersClosingRoutes = routes()

anothersClosingRoutes.get('/:id/closing/new', 'counter.close', async (req, res) => {
  const counter = await findCounter(actor(req), idParam(req))
  if (counter.closedAt) return res.redirect(303, `${req.baseUrl}/${counter.id}`)
  showClosing(res, openForm(req), anothers(req, counter))
})

anothersClosingRoutes.post('/:id/closing', 'counter.close', async (req, res) => {
  const counter = await findCounter(actor(req), idParam(req))
  const schema = closingForAnother(config.currency)
  const closed = await submit(req, schema, (form) =>
    closeForAnother(actor(req), counter.id, form, new Date()),
  )
  if (!closed.ok) return showClosing(res.status(closed.status), closed.form, anothers(req, counter))
  flash(req, 'success', res.locals.t('The counter of {{cashier}} is closed.', closed.value))
  res.redirect(303, `${req.baseUrl}/${counter.id}`)
})

const anothers = (req: Request, { id, cashier, openedAt }: Awaited<ReturnType<typeof findCounter>>) => ({
  of: { cashier: cashier.name, openedAt },
  action: `${req.baseUrl}/${id}/closing`,
  cancel: `${req.baseUrl}/${id}`,
})
