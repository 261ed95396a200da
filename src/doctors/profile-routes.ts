import type { Request } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { sendPhoto } from '../files/photos.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { oneFile, uploaded } from '../web/uploads.js'
import { editDoctorForm } from './forms.js'
import { editDoctor, formValues, replaceDoctorPhoto } from './profile.js'
import { showDoctor, showEdit } from './profile-answers.js'
import { doctorProfile } from './queries.js'

/** A doctor's own profile, as the public directory shows it. */
export const ownDoctorProfileRoutes = routes()

ownDoctorProfileRoutes.get('/', 'doctor.edit', async (req, res) => {
  showDoctor(res, await doctorProfile(ownId(req)), openForm(req), req.baseUrl, true)
})

ownDoctorProfileRoutes.get('/photo', 'doctor.edit', async (req, res) => {
  const { photoId } = await doctorProfile(ownId(req))
  await sendPhoto(res, photoId)
})

ownDoctorProfileRoutes.post(
  '/photo',
  'doctor.edit',
  async (req, res) => {
    const saved = await submit(req, z.object({}), async () =>
      replaceDoctorPhoto(actor(req), ownId(req), uploaded(req)),
    )
    if (!saved.ok)
      return showDoctor(
        res.status(saved.status),
        await doctorProfile(ownId(req)),
        saved.form,
        req.baseUrl,
        true,
      )
    flash(req, 'success', res.locals.t('Your photo was saved.'))
    res.redirect(303, req.baseUrl)
  },
  [oneFile('photo', { megabytes: 5 })],
)

ownDoctorProfileRoutes.get('/edit', 'doctor.edit', async (req, res) => {
  const doctor = await doctorProfile(ownId(req))
  await showEdit(res, doctor, openForm(req, formValues(doctor)), req.baseUrl, true)
})

ownDoctorProfileRoutes.post('/', 'doctor.edit', async (req, res) => {
  const saved = await submit(req, editDoctorForm(config.currency), (form) =>
    editDoctor(actor(req), ownId(req), form),
  )
  if (!saved.ok)
    return showEdit(res.status(saved.status), await doctorProfile(ownId(req)), saved.form, req.baseUrl, true)
  flash(req, 'success', res.locals.t('Your profile was saved.'))
  res.redirect(303, req.baseUrl)
})

function ownId(req: Request): string {
  const { doctorId } = actor(req)
  if (!doctorId) throw new NotFound()
  return doctorId
}
