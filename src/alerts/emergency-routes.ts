import type { Request, Response } from 'express'
import { ageAndSex, bannerOf, bedIn } from '../patients/banner-pages.js'
import { readPatient } from '../patients/reading.js'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { emergencyEventForm } from './forms.js'
import { emergencyEventPage } from './pages.js'
import { reportEmergency } from './raising.js'

/** Something has happened that cannot wait: whoever sees it reports it. Mounted at a patient's own address. */
export const emergencyEventRoutes = routes()

emergencyEventRoutes.get('/new', 'alert.raise', (req, res) => show(req, res, openForm(req)))

emergencyEventRoutes.post('/', 'alert.raise', async (req, res) => {
  const reported = await submit(req, emergencyEventForm, (form) =>
    reportEmergency(actor(req), idParam(req), form, new Date()),
  )
  if (!reported.ok) return show(req, res.status(reported.status), reported.form)
  const { t, base, can } = res.locals
  flash(req, 'success', t('The emergency is reported. Those who can help are told now.'))
  res.redirect(303, can('alert.list') ? `${base}/alerts/${reported.value.id}` : base)
})

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const { t, format, base, can } = res.locals
  const patient = await readPatient(actor(req), idParam(req), new Date())
  const here = `${base}/patients/${patient.id}`
  emergencyEventPage(res, {
    form,
    name: patient.name,
    banner: can('patient.view') ? bannerOf(patient, t, base) : null,
    brief: {
      number: patientNumber(patient.number),
      about: ageAndSex(patient, t, format),
      bed: patient.where.at === 'BED' ? bedIn(patient.where, t) : null,
    },
    action: `${here}/emergency`,
    cancel: can('patient.view') ? here : `${here}/observations`,
  })
}
