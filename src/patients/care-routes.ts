import type { Request, Response } from 'express'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { endAssignment } from './care.js'
import { doctorsInCharge } from './care-queries.js'
import { confirmationForm } from './forms.js'
import { endAssignmentPage } from './pages.js'
import { readPatient } from './reading.js'

/** Taking a doctor out of charge. */
export const careRoutes = routes()

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
