import type { Request, Response } from 'express'
import { z } from 'zod'
import { can } from '../access/policy.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { answerAlert } from './answering.js'
import { answerForm } from './forms.js'
import { alertPage, alertsPage } from './pages.js'
import { type AlertRow, findAlert, openAlerts, pastAlerts, toldOf } from './queries.js'
import { isAnsweredElsewhere } from './rules.js'
import { type Reader, shownAlert } from './shown-pages.js'
import { timelineOf } from './timeline-pages.js'

/** What must be answered for; mounted for doctors, the desk and the administration. */
export const alertRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

alertRoutes.get('/', 'alert.list', async (req, res) => {
  const now = new Date()
  const { after } = query(req, asked)
  const [open, past] = await Promise.all([
    after ? [] : openAlerts(actor(req), now),
    pastAlerts(actor(req), after, now),
  ])
  const last = past.rows.at(-1)
  alertsPage(res, {
    open: open.map((row) => shownAlert(row, readerOf(res))),
    past: past.rows.map((row) => shownAlert(row, readerOf(res))),
    newest: after ? req.baseUrl : null,
    older: past.more && last ? `${req.baseUrl}?after=${last.id}` : null,
  })
})

alertRoutes.get(
  '/live',
  'alert.list',
  live(() => ['alerts']),
)

alertRoutes.get('/:id', 'alert.list', (req, res) => show(req, res, openForm(req)))

alertRoutes.post('/:id/acknowledgement', 'alert.acknowledge', async (req, res) => {
  const id = idParam(req)
  const answered = await submit(req, answerForm, (form) => answerAlert(actor(req), id, form, new Date()))
  if (!answered.ok) return show(req, res.status(answered.status), answered.form)
  flash(
    req,
    'success',
    res.locals.t('The alert about {{patient}} is answered. Nobody else is told.', answered.value),
  )
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const now = new Date()
  const { t, base } = res.locals
  const reader = readerOf(res)
  const found = await findAlert(actor(req), idParam(req), now)
  const { kind, status, raisedBy } = found
  const [steps, patient] = await Promise.all([
    toldOf(found.id),
    findPatient(actor(req), found.patient.id, now).catch((error) => {
      if (error instanceof NotFound) return null
      throw error
    }),
  ])
  const alert = shownAlert(found, reader)
  const elsewhere = isAnsweredElsewhere(kind)
  const mayAnswer = can(actor(req), 'alert.acknowledge', { kind }) && !elsewhere
  alertPage(res, {
    alert,
    banner: patient && bannerOf(patient, t, base),
    raisedBy,
    timeline: timelineOf(
      alert,
      { kind, causes: found.causes, hrefOf: (cause) => (patient ? causeAt(found, cause, res) : null) },
      steps,
      raisedBy,
      reader,
    ),
    about: patient && aboutOf(found, res),
    form: mayAnswer && (status === 'OPEN' || hasErrors(form)) ? form : null,
    elsewhere: elsewhere && status === 'OPEN',
  })
}

/** What was typed stays in sight where somebody else answered meanwhile. */
const hasErrors = ({ errors, summary }: Form) => summary !== null || Object.keys(errors).length > 0

/** The page of a round or a report that an alert is about. */
function causeAt({ kind, patient }: AlertRow, subjectId: string, res: Response): string | null {
  const { base, can: may } = res.locals
  const here = `${base}/patients/${patient.id}`
  if (kind === 'NEWS2') return may('observation.view') ? `${here}/observations/${subjectId}` : null
  return kind === 'RED_FLAG' ? `${here}/isolation/reports/${subjectId}` : null
}

function aboutOf(alert: AlertRow, res: Response) {
  const { kind, subjectId, facts, patient } = alert
  const { t, base, can: may } = res.locals
  const here = `${base}/patients/${patient.id}`
  if (kind === 'CRITICAL_RESULT' && facts.orderId && may('result.view'))
    return { label: t('Look at the result'), href: `${here}/orders/${facts.orderId}` }
  const round = kind === 'NEWS2' && causeAt(alert, subjectId, res)
  if (round) return { label: t('Look at the round'), href: round }
  if (kind === 'RED_FLAG' || kind === 'SILENCE')
    return { label: t('Care at home'), href: `${here}/isolation` }
  return null
}

function readerOf(res: Response): Reader {
  const { t, format, base, can: may } = res.locals
  return { t, format, base, isClinical: may('observation.view') }
}
