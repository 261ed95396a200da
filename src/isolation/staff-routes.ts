import { routes } from '../web/routes.js'
import { sendCertificate } from './certificate-answers.js'
import { isolationEndRoutes } from './ending-routes.js'
import { isolationPlanRoutes } from './plan-routes.js'
import { reachAsStaff } from './reach-answers.js'
import { homeReportRoutes } from './report-routes.js'
import { showCare } from './show-care.js'

/** The care at home of one patient, for staff: its reports, its plan and its end; mounted below the patient. */
export const staffIsolationRoutes = routes()

staffIsolationRoutes.get('/', 'isolation.view', async (req, res) =>
  showCare(req, res, await reachAsStaff(req, res, new Date())),
)

staffIsolationRoutes.use('/reports', homeReportRoutes(reachAsStaff))
staffIsolationRoutes.use('/', isolationPlanRoutes)
staffIsolationRoutes.use('/', isolationEndRoutes)

staffIsolationRoutes.get('/:isolationId/certificate.pdf', 'isolation.view', async (req, res) =>
  sendCertificate(req, res, await reachAsStaff(req, res, new Date())),
)
