import type { Request, Response } from 'express'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { Malformed } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { editDocument, releaseDocument, removeDocument, withdrawDocument } from './changing.js'
import { documentEditForm, removalForm, versionForm } from './forms.js'
import { editDocumentPage, kindOptions, removeDocumentPage } from './pages.js'
import { foundDocument, whoseOf } from './reading-routes.js'
import { documentKindLabels, documentKinds } from './rules.js'

/** What staff change about a document. */
export const documentEditRoutes = routes()

documentEditRoutes.get('/:documentId/edit', 'document.edit', async (req, res) => {
  const { title, kind, day, version } = await foundDocument(req, new Date())
  await showEdit(req, res, openForm(req, { title, kind, day, version: String(version) }))
})

documentEditRoutes.post('/:documentId', 'document.edit', async (req, res) => {
  const now = new Date()
  const { id } = await foundDocument(req, now)
  const saved = await submit(req, documentEditForm(dayIn(now, config.zone)), (form) =>
    editDocument(actor(req), id, form, now),
  )
  if (!saved.ok) return showEdit(req, res.status(saved.status), saved.form)
  flash(req, 'success', res.locals.t('{{title}} was saved.', { title: req.body.title }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

/** Opening a document to the patient, taking that back, and taking it out of the record. */
export const documentDecisionRoutes = routes()

documentDecisionRoutes.post('/:documentId/release', 'document.release', (req, res) =>
  decide(req, res, releaseDocument, 'The patient can read {{title}} now.'),
)

documentDecisionRoutes.post('/:documentId/withdrawal', 'document.release', (req, res) =>
  decide(req, res, withdrawDocument, 'The patient does not see {{title}} any more.'),
)

documentDecisionRoutes.get('/:documentId/removal/new', 'document.remove', (req, res) =>
  showRemoval(req, res, openForm(req)),
)

documentDecisionRoutes.post('/:documentId/removal', 'document.remove', async (req, res) => {
  const now = new Date()
  const { id, title } = await foundDocument(req, now)
  const removed = await submit(req, removalForm, (form) => removeDocument(actor(req), id, form, now))
  if (!removed.ok) return showRemoval(req, res.status(removed.status), removed.form)
  flash(req, 'success', res.locals.t('{{title}} is removed from the record.', { title }))
  res.redirect(303, req.baseUrl)
})

async function decide(req: Request, res: Response, command: typeof releaseDocument, done: string) {
  const now = new Date()
  const { id, title } = await foundDocument(req, now)
  const asked = versionForm.safeParse({ version: req.body?.version })
  if (!asked.success) throw new Malformed()
  await command(actor(req), id, asked.data.version, now)
  flash(req, 'success', res.locals.t(done, { title }))
  res.redirect(303, `${req.baseUrl}/${id}`)
}

async function showEdit(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  const { id, patientId } = await foundDocument(req, new Date())
  const whose = await whoseOf(req, res, patientId)
  const inWords = conflictInWords(form, (name, value) => {
    const kind = documentKinds.find((one) => one === value)
    return name === 'kind' && kind ? t(documentKindLabels[kind]) : value
  })
  editDocumentPage(res, {
    whose,
    form: inWords,
    action: `${req.baseUrl}/${id}`,
    cancel: `${req.baseUrl}/${id}`,
    kinds: kindOptions(t),
    labels: { title: t('Title'), kind: t('Kind'), day: t('Date') },
  })
}

async function showRemoval(req: Request, res: Response, form: Form) {
  const { id, patientId, title, version } = await foundDocument(req, new Date())
  const whose = await whoseOf(req, res, patientId)
  const here = `${req.baseUrl}/${id}`
  removeDocumentPage(res, { whose, form, title, version, action: `${here}/removal`, cancel: here })
}
