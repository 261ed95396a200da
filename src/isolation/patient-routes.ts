import { ownPatientId } from '../access/scopes.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { showInstructions } from './show-instructions.js'

/** A patient's own care at home. */
export const patientIsolationRoutes = routes()

patientIsolationRoutes.get('/', 'isolation.view', (req, res) =>
  showInstructions(res, ownPatientId(actor(req))),
)
