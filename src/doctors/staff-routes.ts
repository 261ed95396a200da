import type { Request, Response } from 'express'
import { z } from 'zod'
import { hasHistory } from '../accounts/removal.js'
import { config } from '../config.js'
import { sendPhoto } from '../files/photos.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { oneFile, uploaded } from '../web/uploads.js'
import { createDoctor, removeDoctor } from './employment.js'
import { editDoctorForm, newDoctorForm, removeDoctorForm } from './forms.js'
import { doctorListPage, newDoctorPage, removeDoctorPage } from './pages.js'
import { editDoctor, formValues, replaceDoctorPhoto } from './profile.js'
import { deputyOptions, showDoctor, showEdit, specialisationOptions } from './profile-answers.js'
import { allDoctors, doctorProfile, specialisations } from './queries.js'
import { weekdayLabels, weekdays } from './rules.js'

/** The hospital's doctors, for the administration; the reception reads the list. */
export const doctorStaffRoutes = routes()

const filter = z.object({ specialisation: z.string().max(100).default('') })
const noForm = z.object({})

doctorStaffRoutes.get('/', 'doctor.list', async (req, res) => {
  const { specialisation: chosen } = query(req, filter)
  const [known, doctors] = await Promise.all([
    specialisations(),
    allDoctors(chosen ? { specialisation: chosen } : {}),
  ])
  doctorListPage(res, {
    chosen,
    specialisations: known,
    doctors: doctors.map(({ account, specialisation, photoId, ...doctor }) => ({
      ...doctor,
      ...account,
      specialisation: specialisation.name,
      photo: photoId ? `${req.baseUrl}/${doctor.id}/photo` : null,
    })),
  })
})

doctorStaffRoutes.get('/new', 'doctor.create', (req, res) =>
  showNew(req, res, openForm(req, { slotMinutes: '15' })),
)

doctorStaffRoutes.post('/', 'doctor.create', async (req, res) => {
  const created = await submit(req, newDoctorForm(config.currency), (form) =>
    createDoctor(actor(req), form, new Date()),
  )
  if (!created.ok) return showNew(req, res.status(created.status), created.form)
  flash(
    req,
    'success',
    res.locals.t('{{name}} was added. The invitation is on its way.', { name: req.body.name }),
  )
  res.redirect(303, `${req.baseUrl}/${created.value.id}`)
})

doctorStaffRoutes.get('/:id', 'doctor.list', async (req, res) => {
  showDoctor(res, await doctorProfile(idParam(req)), openForm(req), `${req.baseUrl}/${idParam(req)}`)
})

doctorStaffRoutes.get('/:id/photo', 'doctor.list', async (req, res) => {
  const { photoId } = await doctorProfile(idParam(req))
  await sendPhoto(res, photoId)
})

doctorStaffRoutes.post(
  '/:id/photo',
  'doctor.edit',
  async (req, res) => {
    const id = idParam(req)
    const saved = await submit(req, noForm, async () => replaceDoctorPhoto(actor(req), id, uploaded(req)))
    if (!saved.ok)
      return showDoctor(res.status(saved.status), await doctorProfile(id), saved.form, `${req.baseUrl}/${id}`)
    flash(req, 'success', res.locals.t('The photo was saved.'))
    res.redirect(303, `${req.baseUrl}/${id}`)
  },
  [oneFile('photo', { megabytes: 5 })],
)

doctorStaffRoutes.get('/:id/edit', 'doctor.edit', async (req, res) => {
  const doctor = await doctorProfile(idParam(req))
  await showEdit(res, doctor, openForm(req, formValues(doctor)), `${req.baseUrl}/${doctor.id}`)
})

doctorStaffRoutes.post('/:id', 'doctor.edit', async (req, res) => {
  const id = idParam(req)
  const saved = await submit(req, editDoctorForm(config.currency), (form) => editDoctor(actor(req), id, form))
  if (!saved.ok)
    return showEdit(res.status(saved.status), await doctorProfile(id), saved.form, `${req.baseUrl}/${id}`)
  flash(req, 'success', res.locals.t('{{name}} was saved.', { name: req.body.name }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

doctorStaffRoutes.get('/:id/removal/new', 'doctor.remove', (req, res) => showRemoval(req, res, openForm(req)))

doctorStaffRoutes.post('/:id/removal', 'doctor.remove', async (req, res) => {
  const removed = await submit(req, removeDoctorForm, (form) =>
    removeDoctor(actor(req), idParam(req), form, new Date()),
  )
  if (!removed.ok) return showRemoval(req, res.status(removed.status), removed.form)
  const { name, removal } = removed.value
  const { t } = res.locals
  flash(
    req,
    'success',
    removal === 'kept'
      ? t('{{name}} was deactivated; the record is kept.', { name })
      : t('{{name}} was removed.', { name }),
  )
  res.redirect(303, req.baseUrl)
})

async function showNew(req: Request, res: Response, form: Form) {
  const [specialisations, deputies] = await Promise.all([specialisationOptions(), deputyOptions()])
  newDoctorPage(res, {
    ...{ form, action: req.baseUrl, cancel: req.baseUrl, specialisations, deputies },
    weekdays: weekdays.map((weekday) => ({ weekday, label: res.locals.t(weekdayLabels[weekday]) })),
  })
}

async function showRemoval(req: Request, res: Response, form: Form) {
  const { id, account } = await doctorProfile(idParam(req))
  removeDoctorPage(res, {
    form,
    doctor: { id, name: account.name, hasHistory: await hasHistory(account.id) },
  })
}
