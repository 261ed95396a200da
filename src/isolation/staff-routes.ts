import { bannerOf } from '../patients/banner-pages.js'
import { readPatient } from '../patients/reading.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { showInstructions } from './show-instructions.js'

/** The instructions for a patient at home, to be printed for one without an account. */
export const staffIsolationRoutes = routes()

staffIsolationRoutes.get('/', 'isolation.view', async (req, res) => {
  const { t, base } = res.locals
  const patient = await readPatient(actor(req), idParam(req), new Date())
  await showInstructions(res, patient.id, bannerOf(patient, t, base))
})
