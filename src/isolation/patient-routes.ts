import { routes } from '../web/routes.js'
import { sendCertificate } from './certificate-answers.js'
import { reachAsPatient } from './reach-answers.js'
import { homeReportRoutes } from './report-routes.js'
import { showCare } from './show-care.js'

/** A patient's own care at home. */
export const patientIsolationRoutes = routes()

patientIsolationRoutes.get('/', 'isolation.view', async (req, res) =>
  showCare(req, res, await reachAsPatient(req, res, new Date())),
)

patientIsolationRoutes.use('/reports', homeReportRoutes(reachAsPatient))

patientIsolationRoutes.get('/:isolationId/certificate.pdf', 'isolation.view', async (req, res) =>
  sendCertificate(req, res, await reachAsPatient(req, res, new Date())),
)
