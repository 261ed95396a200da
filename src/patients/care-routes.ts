import type { Request, Response } from 'express'
import { doctorsWithLoad } from '../doctors/load-queries.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { bannerOf } from './banner-pages.js'
import { assignDoctor, endAssignment } from './care.js'
import { doctorsInCharge } from './care-queries.js'
import { assignmentForm, confirmationForm } from './forms.js'
import { assignDoctorPage, endAssignmentPage } from './pages.js'
import { readPatient } from './reading.js'

/** Which doctors are in charge of a patient. */
export const careRoutes = routes()

careRoutes.get('/:id/doctors/new', 'patient.assign-doctor', (req, res) => showAssign(req, res, openForm(req)))

careRoutes.post('/:id/doctors', 'patient.assign-doctor', async (req, res) => {
  const id = idParam(req)
  const assigned = await submit(req, assignmentForm, (form) => assignDoctor(actor(req), id, form, new Date()))
  if (!assigned.ok) return showAssign(req, res.status(assigned.status), assigned.form)
  flash(
    req,
    'success',
    res.locals.t('{{doctor}} is now in charge of this patient.', { doctor: assigned.value.doctor }),
  )
  res.redirect(303, `${req.baseUrl}/${id}`)
})

careRoutes.get('/:id/doctors/:assignmentId/end', 'patient.assign-doctor', (req, res) =>
  showEnd(req, res, openForm(req)),
)

careRoutes.post('/:id/doctors/:assignmentId/end', 'patient.assign-doctor', async (req, res) => {
  const [id, assignmentId] = [idParam(req), idParam(req, 'assignmentId')]
  const ended = await submit(req, confirmationForm, () =>
    endAssignment(actor(req), id, assignmentId, new Date()),
  )
  if (!ended.ok) return showEnd(req, res.status(ended.status), ended.form)
  flash(req, 'success', res.locals.t('The doctor is no longer in charge of this patient.'))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function showAssign(req: Request, res: Response, form: Form) {
  const patient = await readPatient(actor(req), idParam(req), new Date())
  const [doctors, inCharge] = await Promise.all([doctorsWithLoad(), doctorsInCharge(patient.id)])
  const taken = new Set(inCharge.filter(({ endedAt }) => endedAt === null).map(({ doctorId }) => doctorId))
  const { t, base } = res.locals
  assignDoctorPage(res, {
    form,
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    admitted: patient.admissionId !== null,
    doctors: doctors
      .filter(({ id }) => !taken.has(id))
      .map(({ id, name, specialisation, load }) => ({
        value: id,
        label: name,
        hint:
          load === 0
            ? t('{{specialisation}}. No patient now.', { specialisation })
            : t('{{specialisation}}. Patients now: {{count}}.', { specialisation, count: load }),
      })),
  })
}

async function showEnd(req: Request, res: Response, form: Form) {
  const patient = await readPatient(actor(req), idParam(req), new Date())
  const assignmentId = idParam(req, 'assignmentId')
  const assignment = (await doctorsInCharge(patient.id)).find((one) => one.assignmentId === assignmentId)
  if (!assignment) throw new NotFound()
  endAssignmentPage(res, {
    form,
    id: patient.id,
    name: patient.name,
    assignmentId,
    doctor: assignment.name,
    since: assignment.startedAt,
  })
}
