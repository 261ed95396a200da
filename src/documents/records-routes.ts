import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { pickFor } from '../patients/picking.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import { uploadLimits } from '../settings/queries.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { accepted, limitsText } from '../web/file-words.js'
import { flash } from '../web/flash.js'
import { type Form, openForm, typed } from '../web/form.js'
import { isUuid, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import { oneFile, uploaded } from '../web/uploads.js'
import { documentEditRoutes } from './changing-routes.js'
import { filedForm } from './forms.js'
import { FILE_FIELD, keepDocument } from './keeping.js'
import { filedDocumentsPage, kindOptions, newDocumentPage, pickForDocumentPage } from './pages.js'
import { filedDocuments, orderToAttachTo } from './queries.js'
import { documentRoutes, onPage } from './reading-routes.js'

/** Clinical data entry files what came on paper: for a patient, or with the result of an order. */
export const recordsDocumentRoutes = routes()

const PAGE_ROWS = 50
const asked = z.object({
  before: z.uuid().nullable().default(null),
  order: z.uuid().nullable().default(null),
  patient: z.uuid().nullable().default(null),
})

recordsDocumentRoutes.get('/', 'document.view', async (req, res) => {
  const found = await filedDocuments(actor(req), PAGE_ROWS + 1, query(req, asked).before, new Date())
  const rows = found.slice(0, PAGE_ROWS)
  for (const patientId of new Set(rows.map((row) => row.patientId)))
    await auditRead(actor(req), 'document.view', patientId)
  filedDocumentsPage(res, {
    rows: rows.map((row) => onPage(row, req, res)),
    older: found.length > PAGE_ROWS ? `${req.baseUrl}?before=${rows.at(-1)?.id}` : null,
  })
})

recordsDocumentRoutes.get('/new', 'document.create', async (req, res) => {
  const { order, patient } = query(req, asked)
  const day = dayIn(new Date(), config.zone)
  if (order) return showForm(req, res, openForm(req, { day, orderId: order, kind: 'LAB_REPORT' }))
  if (patient) return showForm(req, res, openForm(req, { day, patientId: patient }))
  await showPick(req, res, openForm(req))
})

recordsDocumentRoutes.post('/patient', 'document.create', async (req, res) => {
  const form = typedForm(req)
  const patientId = typed(form, 'patientId')
  if (pressed(req, 'find')) return showPick(req, res, form)
  if (isUuid(patientId)) return res.redirect(303, `${req.baseUrl}/new?patient=${patientId}`)
  const errors = { patientId: res.locals.t('Find the patient, and choose one of those found.') }
  await showPick(req, res.status(422), { ...form, errors })
})

recordsDocumentRoutes.post(
  '/',
  'document.create',
  async (req, res) => {
    const now = new Date()
    const kept = await submit(req, filedForm(dayIn(now, config.zone)), async (form) => {
      const { patientId, patientSearch: _search, ...document } = form
      const whose = form.orderId
        ? (await orderToAttachTo(actor(req), form.orderId, now)).patientId
        : patientId
      if (!whose) throw new Refusal('Find the patient, and choose one of those found.')
      const { id } = await keepDocument(actor(req), whose, document, uploaded(req), now)
      return { id, orderId: form.orderId }
    })
    if (!kept.ok) return showForm(req, res.status(kept.status), kept.form)
    flash(req, 'success', res.locals.t('{{title}} is in the record.', { title: req.body.title }))
    const { id, orderId } = kept.value
    res.redirect(303, orderId ? `${res.locals.base}/orders/${orderId}` : `${req.baseUrl}/${id}`)
  },
  [oneFile(FILE_FIELD)],
)

recordsDocumentRoutes.use('/', documentRoutes)
recordsDocumentRoutes.use('/', documentEditRoutes)

async function showForm(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const [filedFor, { megabytes }] = await Promise.all([filedForOf(req, res, form), uploadLimits()])
  newDocumentPage(res, {
    whose: null,
    filedFor,
    form,
    action: req.baseUrl,
    cancel: filedFor.orderId ? `${base}/orders/${filedFor.orderId}` : req.baseUrl,
    kinds: kindOptions(t),
    accept: accepted,
    limits: limitsText(megabytes, t),
  })
}

/** Whom and what the form is about: by the order, or by the patient who was chosen. Throws NotFound. */
async function filedForOf(req: Request, res: Response, form: Form) {
  const { t, format } = res.locals
  const now = new Date()
  const [orderId, patientId] = [typed(form, 'orderId'), typed(form, 'patientId')]
  if (isUuid(orderId)) {
    const order = await orderToAttachTo(actor(req), orderId, now)
    await auditRead(actor(req), 'document.create', order.patientId, { type: 'order', id: order.id })
    return { patientId: order.patientId, patient: order.patient.name, orderId, order: order.item.name }
  }
  if (!isUuid(patientId)) throw new NotFound()
  const patient = await findPatient(actor(req), patientId, now)
  await auditRead(actor(req), 'document.create', patient.id)
  const about = `${patient.name} · ${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`
  return { patientId, patient: about, orderId: null, order: null }
}

async function showPick(req: Request, res: Response, form: Form) {
  pickForDocumentPage(res, { form, pick: await pickFor(req, res, form) })
}
