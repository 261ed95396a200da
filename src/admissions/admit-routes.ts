import type { Request, Response } from 'express'
import { z } from 'zod'
import { doctorsWithLoad } from '../doctors/load-queries.js'
import { suggested } from '../doctors/load-rules.js'
import { bannerOf } from '../patients/banner-pages.js'
import { doctorsInCharge } from '../patients/care-queries.js'
import { readPatient } from '../patients/reading.js'
import { openRequestOf } from '../requests/queries.js'
import { wardsNow } from '../wards/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm, typed } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { admit } from './admit.js'
import { adviceOf, reasonOf } from './advice-pages.js'
import { admissionForm } from './forms.js'
import { offerShown, withNearest } from './offer-pages.js'
import { heldFor } from './outlook-rules.js'
import { admitPage } from './pages.js'
import { advisingAssessment, openAdmission } from './queries.js'
import { shownRequest } from './request-pages.js'
import { needOf } from './rules.js'

/** Admitting a patient; mounted below the patients of reception and of the administration. */
export const admitRoutes = routes()

admitRoutes.get('/:id/admissions/new', 'admission.create', async (req, res) => {
  const [triage, atHome, request] = await Promise.all([
    advisingAssessment(idParam(req)),
    doctorsInCharge(idParam(req)),
    openRequestOf(actor(req), idParam(req), new Date()),
  ])
  const doctorIds = atHome.filter(({ endedAt }) => endedAt === null).map(({ doctorId }) => doctorId)
  const asked = request?.source === 'TRIAGE' ? '' : (request?.reason ?? '')
  const reason = asked || (triage ? reasonOf(triage.result, res.locals.t) : '')
  const { bed } = query(req, z.object({ bed: z.uuid().default('') }))
  await showAdmit(req, res, openForm(req, { doctorIds, reason, ...(bed && { bedId: bed }) }))
})

admitRoutes.post('/:id/admissions', 'admission.create', async (req, res) => {
  const now = new Date()
  const admitted = await submit(req, admissionForm, (form) => admit(actor(req), idParam(req), form, now))
  if (!admitted.ok) return showAdmit(req, res.status(admitted.status), admitted.form)
  const { t, base } = res.locals
  const open = await openAdmission(idParam(req))
  if (open)
    flash(
      req,
      'success',
      t('{{name}} was admitted to {{ward}}, bed {{bed}}.', {
        name: open.patient.name,
        ward: open.ward,
        bed: open.bed,
      }),
    )
  res.redirect(303, `${base}/admissions/${admitted.value.id}`)
})

async function showAdmit(req: Request, res: Response, form: Form) {
  const { t, format, base } = res.locals
  const id = idParam(req)
  const now = new Date()
  const patient = await readPatient(actor(req), id, now)
  const [open, triage, request, wards, doctors] = await Promise.all([
    openAdmission(id),
    advisingAssessment(id),
    openRequestOf(actor(req), id, now),
    wardsNow(now),
    doctorsWithLoad(),
  ])
  const held = request && heldFor(request.id, wards)
  const wanting = {
    need: request?.need ?? needOf(triage?.result ?? null),
    sex: patient.sex,
    requestId: request?.id ?? null,
  }
  const chosen = typed(form, 'bedId') || held?.bed.id || ''
  admitPage(res, {
    form: withNearest({ ...form, values: { ...form.values, bedId: chosen } }, wanting, wards, t),
    patient: bannerOf(patient, t, base),
    patientId: id,
    open,
    closed: patient.deactivatedAt !== null,
    advice: triage && { ...adviceOf(triage.result, triage.decision?.site ?? null, t), at: triage.createdAt },
    request: request && shownRequest(request, held, base, t),
    offer: offerShown(wanting, wards, chosen, { t, format }),
    doctors: doctors.map((doctor) => ({
      value: doctor.id,
      label: doctor.name,
      hint: [
        doctor.specialisation,
        t('patients in charge: {{count}}', { count: doctor.load }),
        t('visits today: {{count}}', { count: doctor.visits }),
        doctor.leaveUntil ? t('on leave until {{at}}', { at: format.until(doctor.leaveUntil) }) : '',
        doctor.id === suggested(doctors)?.id ? t('suggested') : '',
      ]
        .filter((word) => word !== '')
        .join(' · '),
    })),
  })
}
