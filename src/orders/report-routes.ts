import type { Request, Response } from 'express'
import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { NotFound } from '../shared/errors.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { releasedOrder } from './own-queries.js'
import { findOrder } from './queries.js'
import { testReport } from './report-file.js'

/** The report of a test on paper, for those who treat the patient and those who record results. */
export const testReportRoutes = routes()

/** The same for the patient, once a doctor has released it. */
export const ownTestReportRoutes = routes()

testReportRoutes.get('/:id/orders/:orderId/report.pdf', 'result.view', async (req, res) => {
  const order = await findOrder(actor(req), idParam(req, 'orderId'), new Date(), idParam(req))
  await send(req, res, order.patient.id, order.id)
})

ownTestReportRoutes.get('/:orderId/report.pdf', 'result.view', async (req, res) => {
  const patientId = ownPatientId(actor(req))
  const order = await releasedOrder(patientId, idParam(req, 'orderId'))
  if (!order) throw new NotFound()
  await send(req, res, patientId, order.id)
})

async function send(req: Request, res: Response, patientId: string, orderId: string): Promise<void> {
  const { t, format, site } = res.locals
  await auditRead(actor(req), 'result.view', patientId, { type: 'order', id: orderId })
  const report = await testReport(orderId, { t, format, language: site.language })
  if (!report) throw new NotFound()
  res.attachment(report.fileName)
  await sendStream(res, report.pdf)
}
