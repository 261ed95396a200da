import type { Request } from 'express'
import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { findPatient } from '../patients/queries.js'
import { NotFound } from '../shared/errors.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { ownSummaryPage, shownSummary } from './pages.js'
import { sendSummary } from './paper-answers.js'
import { findSummary } from './queries.js'

/** The summary of a patient's own stay, once that is over. */
export const ownSummaryRoutes = routes()

ownSummaryRoutes.get('/:summaryId', 'discharge-summary.view', async (req, res) => {
  const patientId = ownPatientId(actor(req))
  const summary = await ownSummary(req, patientId)
  await auditRead(actor(req), 'discharge-summary.view', patientId, {
    type: 'discharge_summary',
    id: summary.id,
  })
  ownSummaryPage(res, { summary: shownSummary(summary, `${res.locals.base}/summaries`, res.locals.t) })
})

ownSummaryRoutes.get('/:summaryId/summary.pdf', 'discharge-summary.view', async (req, res) => {
  const patientId = ownPatientId(actor(req))
  const summary = await ownSummary(req, patientId)
  await sendSummary(req, res, await findPatient(actor(req), patientId, new Date()), summary)
})

async function ownSummary(req: Request, patientId: string) {
  const summary = await findSummary(patientId, idParam(req, 'summaryId'))
  if (!summary?.stay.dischargedAt) throw new NotFound()
  return summary
}
