import type { Request, Response } from 'express'
import { z } from 'zod'
import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { findPatient } from '../patients/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { offeredItems } from './catalogue-queries.js'
import { cancel } from './closing.js'
import { ownPriorities, ownRequestForm, reasonForm } from './forms.js'
import { newOwnServicePage, ownServicePage, ownServicesPage } from './own-pages.js'
import { shownService } from './pages.js'
import { findService, serviceHistory, servicesOf } from './queries.js'
import { reasonPage, reasonWords } from './reason-pages.js'
import { requestService } from './requesting.js'
import { openServiceChanges, servedAt } from './rules.js'
import { itemOptions, priorityOptions, shownHistory } from './shown-pages.js'

/** What the hospital brings to a patient at home, for the patient. */
export const ownServiceRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

ownServiceRoutes.get('/', 'service.own', async (req, res) => {
  const { t, format } = res.locals
  const now = new Date()
  const { after } = query(req, asked)
  const { id, refusal } = await reached(req, now)
  const { rows, more } = await servicesOf(id, after)
  ownServicesPage(res, {
    rows: rows.map((row) => shownService(row, { t, format, home: req.baseUrl, now })),
    request: refusal === null ? `${req.baseUrl}/new` : null,
    live: `${req.baseUrl}/live`,
    newer: after ? req.baseUrl : null,
    older: more ? `${req.baseUrl}?after=${rows.at(-1)?.serviceId}` : null,
  })
})

ownServiceRoutes.get(
  '/live',
  'service.own',
  live((req) => [`patient:${ownPatientId(actor(req))}`]),
)

ownServiceRoutes.get('/new', 'service.own', (req, res) =>
  showNew(req, res, openForm(req, { priority: 'ROUTINE' })),
)

ownServiceRoutes.post('/', 'service.own', async (req, res) => {
  const wish = await submit(req, ownRequestForm, (form) =>
    requestService(actor(req), ownPatientId(actor(req)), form, new Date()),
  )
  if (!wish.ok) return showNew(req, res.status(wish.status), wish.form)
  const { id, name: item } = wish.value
  flash(req, 'success', res.locals.t('You asked for {{item}}. We tell you when it comes.', { item }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

ownServiceRoutes.get('/:id', 'service.own', async (req, res) => {
  const { t, format } = res.locals
  const now = new Date()
  const row = await findService(actor(req), idParam(req), now)
  await auditRead(actor(req), 'service.own', row.patient.id, { type: 'service', id: row.serviceId })
  const history = await serviceHistory(row.serviceId)
  const here = `${req.baseUrl}/${row.serviceId}`
  ownServicePage(res, {
    service: shownService(row, { t, format, home: req.baseUrl, now }),
    history: shownHistory(history, { t, format, named: false }),
    cancel: openServiceChanges(row.status).includes('cancel') ? `${here}/cancellation/new` : null,
    live: `${req.baseUrl}/live`,
  })
})

ownServiceRoutes.get('/:id/cancellation/new', 'service.own', (req, res) =>
  askToCancel(req, res, openForm(req)),
)

ownServiceRoutes.post('/:id/cancellation', 'service.own', async (req, res) => {
  const id = idParam(req)
  const done = await submit(req, reasonForm, (form) => cancel(actor(req), id, form, new Date()))
  if (!done.ok) return askToCancel(req, res.status(done.status), done.form)
  flash(req, 'success', res.locals.t('{{item}} is cancelled.', { item: done.value.item ?? '' }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function showNew(req: Request, res: Response, form: Form) {
  const { t, format } = res.locals
  const { refusal } = await reached(req, new Date())
  newOwnServicePage(res, {
    form,
    items: itemOptions(await offeredItems(), format),
    priorities: priorityOptions(ownPriorities, t),
    refusal: refusal && t(refusal),
  })
}

async function askToCancel(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  const row = await findService(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'service.own', row.patient.id, { type: 'service', id: row.serviceId })
  const here = `${req.baseUrl}/${row.serviceId}`
  const words = reasonWords.cancel
  reasonPage(res, {
    form,
    action: `${here}/cancellation`,
    cancel: here,
    heading: t(words.heading),
    text: row.item,
    consequences: words.consequences.map((sentence) => t(sentence)),
    label: t(words.label),
    submit: t(words.submit),
  })
}

/** The reader themselves, and why they can ask for nothing now, if so. */
async function reached(req: Request, now: Date): Promise<{ id: string; refusal: string | null }> {
  const patient = await findPatient(actor(req), ownPatientId(actor(req)), now)
  await auditRead(actor(req), 'service.own', patient.id, { type: 'services' })
  const { id, admissionId, where } = patient
  const place = servedAt({ admissionId, isolationId: where.at === 'HOME' ? '' : null }, true)
  return { id, refusal: 'refusal' in place ? place.refusal : null }
}
