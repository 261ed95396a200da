import type { Request, Response } from 'express'
import { z } from 'zod'
import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { uploadLimits } from '../settings/queries.js'
import { dayIn } from '../shared/calendar.js'
import { accepted, limitsText } from '../web/file-words.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { oneFile, uploaded } from '../web/uploads.js'
import { documentForm } from './forms.js'
import { FILE_FIELD, keepDocument } from './keeping.js'
import { documentsPage, kindOptions, newDocumentPage } from './pages.js'
import { ownDocuments } from './queries.js'
import { documentRoutes, onPage } from './reading-routes.js'

/** A patient's own documents: what their doctor opened to them, and what they sent. */
export const ownDocumentRoutes = routes()

const PAGE_ROWS = 50
const asked = z.object({ before: z.uuid().nullable().default(null) })

ownDocumentRoutes.get('/', 'document.view', async (req, res) => {
  const patientId = ownPatientId(actor(req))
  await auditRead(actor(req), 'document.view', patientId)
  const found = await ownDocuments(actor(req), PAGE_ROWS + 1, query(req, asked).before, new Date())
  const rows = found.slice(0, PAGE_ROWS)
  documentsPage(res, {
    whose: null,
    rows: rows.map((row) => onPage(row, req, res)),
    older: found.length > PAGE_ROWS ? `${req.baseUrl}?before=${rows.at(-1)?.id}` : null,
    newDocument: `${req.baseUrl}/new`,
  })
})

ownDocumentRoutes.get('/new', 'document.create', (req, res) =>
  showForm(req, res, openForm(req, { day: dayIn(new Date(), config.zone) })),
)

ownDocumentRoutes.post(
  '/',
  'document.create',
  async (req, res) => {
    const now = new Date()
    const kept = await submit(req, documentForm(dayIn(now, config.zone)), (form) =>
      keepDocument(actor(req), ownPatientId(actor(req)), { ...form, orderId: null }, uploaded(req), now),
    )
    if (!kept.ok) return showForm(req, res.status(kept.status), kept.form)
    const sent = '{{title}} was sent: your doctors find it in your record.'
    flash(req, 'success', res.locals.t(sent, { title: req.body.title }))
    res.redirect(303, `${req.baseUrl}/${kept.value.id}`)
  },
  [oneFile(FILE_FIELD)],
)

ownDocumentRoutes.use('/', documentRoutes)

async function showForm(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  ownPatientId(actor(req))
  const { megabytes } = await uploadLimits()
  newDocumentPage(res, {
    whose: null,
    filedFor: null,
    form,
    action: req.baseUrl,
    cancel: req.baseUrl,
    kinds: kindOptions(t),
    accept: accepted,
    limits: limitsText(megabytes, t),
  })
}
