import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { showInstructions } from './show-instructions.js'

/** The instructions for a patient at home, to be printed for one without an account. */
export const staffIsolationRoutes = routes()

staffIsolationRoutes.get('/', 'isolation.view', async (req, res) => {
  const { t, base } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await showInstructions(res, patient.id, bannerOf(patient, t, base))
})
