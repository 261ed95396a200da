import { bannerOf } from '../patients/banner-pages.js'
import { readPatient } from '../patients/reading.js'
import { sendArchive } from '../web/archive.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { fillArchive } from './archiving.js'
import { copyOf } from './copying.js'
import { staffCopyPage } from './pages.js'

/** For the administration: a copy of a patient's whole record, where somebody has a right to it. */
export const staffCopyRoutes = routes()

staffCopyRoutes.get('/:id/export', 'record.export', async (req, res) => {
  const { t, base } = res.locals
  const patient = await readPatient(actor(req), idParam(req), new Date())
  staffCopyPage(res, { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) })
})

staffCopyRoutes.get('/:id/export/record.zip', 'record.export', async (req, res) => {
  const { t, format } = res.locals
  const found = await copyOf(actor(req), idParam(req), new Date())
  res.attachment('record.zip')
  await sendArchive(res, (add) => fillArchive(add, found, t, format))
})
