import { ownPatientId } from '../access/scopes.js'
import { NotFound } from '../shared/errors.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { prescriptionPage, shownSheet } from './pages.js'
import { findPrescription } from './queries.js'

/** What doctors prescribed, for the patient whom they prescribed it for. */
export const ownPrescriptionRoutes = routes()

ownPrescriptionRoutes.get('/:id', 'prescription.view', async (req, res) => {
  const found = await findPrescription(ownPatientId(actor(req)), idParam(req))
  if (!found) throw new NotFound()
  prescriptionPage(res, { staff: null, prescription: shownSheet(found, res.locals.t) })
})
