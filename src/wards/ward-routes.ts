import type { Request, Response } from 'express'
import { config } from '../config.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { closeWard, editWard, openWard, wardFormValues } from './commands.js'
import { editWardForm, emptyForm, newWardForm } from './forms.js'
import { closeWardPage, editWardPage, newWardPage } from './pages.js'
import { findWard, wardsNow } from './queries.js'
import { reopenWard } from './reopening.js'
import { levelOptions, policyInWords, policyOptions } from './shown-pages.js'

/** Opening a ward, changing what is said of it, and closing it. */
export const wardFormRoutes = routes()

wardFormRoutes.get('/new', 'ward.edit', (req, res) => showNew(res, openForm(req, { sexPolicy: 'ANY' })))

wardFormRoutes.post('/', 'ward.edit', async (req, res) => {
  const opened = await submit(req, newWardForm(config.currency), (form) =>
    openWard(actor(req), form, new Date()),
  )
  if (!opened.ok) return showNew(res.status(opened.status), opened.form)
  flash(req, 'success', res.locals.t('{{name}} was opened.', { name: String(req.body.name) }))
  res.redirect(303, `${req.baseUrl}/${opened.value.id}`)
})

wardFormRoutes.get('/:id/edit', 'ward.edit', async (req, res) => {
  const ward = await findWard(idParam(req))
  showEdit(res, ward, openForm(req, wardFormValues(ward)))
})

wardFormRoutes.post('/:id', 'ward.edit', async (req, res) => {
  const id = idParam(req)
  const edited = await submit(req, editWardForm, (form) => editWard(actor(req), id, form, new Date()))
  if (!edited.ok) return showEdit(res.status(edited.status), await findWard(id), edited.form)
  flash(req, 'success', res.locals.t('{{name}} was saved.', { name: String(req.body.name) }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

wardFormRoutes.get('/:id/closing', 'ward.edit', (req, res) => showClose(req, res, openForm(req)))

wardFormRoutes.post('/:id/closure', 'ward.edit', async (req, res) => {
  const closed = await submit(req, emptyForm, () => closeWard(actor(req), idParam(req), new Date()))
  if (!closed.ok) return showClose(req, res.status(closed.status), closed.form)
  flash(req, 'success', res.locals.t('{{name}} is closed.', { name: closed.value.name }))
  res.redirect(303, req.baseUrl)
})

wardFormRoutes.post('/:id/reopening', 'ward.edit', async (req, res) => {
  const id = idParam(req)
  const { name, beds } = await reopenWard(actor(req), id, new Date())
  const words = { name, beds: res.locals.format.number(beds) }
  flash(req, 'success', res.locals.t('{{name}} is open again. Beds that wait for cleaning: {{beds}}.', words))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

function showNew(res: Response, form: Form) {
  const { t } = res.locals
  newWardPage(res, { form, levels: levelOptions(t), policies: policyOptions(t) })
}

function showEdit(res: Response, ward: { id: string; name: string }, form: Form) {
  const { t } = res.locals
  const labels = {
    ...{ name: t('Name'), floor: t('Floor'), sexPolicy: t('Who may lie here'), level: t('Level of care') },
    ...{ isolation: t('Isolation'), oxygen: t('Oxygen at every bed') },
  }
  const levels = levelOptions(t)
  const words = conflictInWords(form, (name, value) => {
    if (name === 'sexPolicy') return policyInWords(value, t)
    if (name === 'level') return levels.find((option) => option.value === value)?.label ?? value
    return name === 'isolation' || name === 'oxygen' ? t(value === 'on' ? 'Yes' : 'No') : value
  })
  editWardPage(res, { form: words, ward, labels, levels, policies: policyOptions(t) })
}

async function showClose(req: Request, res: Response, form: Form) {
  const id = idParam(req)
  const [ward, [now]] = await Promise.all([findWard(id), wardsNow(new Date(), id)])
  closeWardPage(res, { form, ward, beds: now?.beds.length ?? 0 })
}
