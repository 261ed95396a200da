import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { readPatient } from '../patients/reading.js'
import { uploadLimits } from '../settings/queries.js'
import { dayIn } from '../shared/calendar.js'
import { accepted, limitsText } from '../web/file-words.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { oneFile, uploaded } from '../web/uploads.js'
import { documentDecisionRoutes, documentEditRoutes } from './changing-routes.js'
import { documentForm } from './forms.js'
import { FILE_FIELD, keepDocument } from './keeping.js'
import { documentsPage, kindOptions, newDocumentPage } from './pages.js'
import { documentsOf, findDocument } from './queries.js'
import { documentRoutes, onPage } from './reading-routes.js'

/** The documents in a patient's record, for doctors and the administration; mounted below the patient. */
export const staffDocumentRoutes = routes()

const PAGE_ROWS = 50
const asked = z.object({ before: z.uuid().nullable().default(null) })

staffDocumentRoutes.get('/', 'document.view', async (req, res) => {
  const { t, base, can } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'document.view', patient.id)
  const found = await documentsOf(patient.id, PAGE_ROWS + 1, query(req, asked).before)
  const rows = found.slice(0, PAGE_ROWS)
  documentsPage(res, {
    whose: { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) },
    rows: rows.map((row) => onPage(row, req, res)),
    older: found.length > PAGE_ROWS ? `${req.baseUrl}?before=${rows.at(-1)?.id}` : null,
    newDocument: can('document.create') && !patient.deactivatedAt ? `${req.baseUrl}/new` : null,
  })
})

staffDocumentRoutes.get('/new', 'document.create', (req, res) =>
  showForm(req, res, openForm(req, { day: dayIn(new Date(), config.zone) })),
)

staffDocumentRoutes.post(
  '/',
  'document.create',
  async (req, res) => {
    const now = new Date()
    const kept = await submit(req, documentForm(dayIn(now, config.zone)), (form) =>
      keepDocument(actor(req), idParam(req), { ...form, orderId: null }, uploaded(req), now),
    )
    if (!kept.ok) return showForm(req, res.status(kept.status), kept.form)
    flash(req, 'success', res.locals.t('{{title}} is in the record.', { title: req.body.title }))
    res.redirect(303, `${req.baseUrl}/${kept.value.id}`)
  },
  [oneFile(FILE_FIELD)],
)

staffDocumentRoutes.use('/', documentRoutes)
staffDocumentRoutes.use('/', documentEditRoutes)
staffDocumentRoutes.use('/', documentDecisionRoutes)

/** For whoever knows a document and not its patient: leads to its page. */
export const documentAddressRoutes = routes()

documentAddressRoutes.get('/:documentId', 'document.view', async (req, res) => {
  const { id, patientId } = await findDocument(actor(req), idParam(req, 'documentId'), null, new Date())
  res.redirect(303, `${res.locals.base}/patients/${patientId}/documents/${id}`)
})

async function showForm(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const [patient, { megabytes }] = await Promise.all([
    readPatient(actor(req), idParam(req), new Date()),
    uploadLimits(),
  ])
  newDocumentPage(res, {
    whose: { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) },
    filedFor: null,
    form,
    action: req.baseUrl,
    cancel: req.baseUrl,
    kinds: kindOptions(t),
    accept: accepted,
    limits: limitsText(megabytes, t),
  })
}
