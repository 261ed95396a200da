import type { Request, Response } from 'express'
import { z } from 'zod'
import { sendPhoto } from '../files/photos.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { oneFile, uploaded } from '../web/uploads.js'
import { bannerOf } from './banner-pages.js'
import { photoPage } from './pages.js'
import { replacePatientPhoto } from './photo.js'
import { findPatient } from './queries.js'
import { readPatient } from './reading.js'

/** The photo itself, for everybody who may open the record. */
export const patientPhotoRoutes = routes()

patientPhotoRoutes.get('/:id/photo', 'patient.view', async (req, res) => {
  const { photoId } = await findPatient(actor(req), idParam(req), new Date())
  await sendPhoto(res, photoId)
})

/** Taking a new one, at the desk. */
export const newPhotoRoutes = routes()

newPhotoRoutes.get('/:id/photo/new', 'patient.edit', (req, res) => showForm(req, res, openForm(req)))

newPhotoRoutes.post(
  '/:id/photo',
  'patient.edit',
  async (req, res) => {
    const id = idParam(req)
    const saved = await submit(req, z.object({}), async () =>
      replacePatientPhoto(actor(req), id, uploaded(req), new Date()),
    )
    if (!saved.ok) return showForm(req, res.status(saved.status), saved.form)
    flash(req, 'success', res.locals.t('The photo was saved.'))
    res.redirect(303, `${req.baseUrl}/${id}`)
  },
  [oneFile('photo', { megabytes: 5 })],
)

async function showForm(req: Request, res: Response, form: Form) {
  const patient = await readPatient(actor(req), idParam(req), new Date())
  const { t, base } = res.locals
  photoPage(res, { form, id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) })
}
