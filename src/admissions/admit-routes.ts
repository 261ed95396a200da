import type { Request, Response } from 'express'
import { doctorsWithLoad } from '../doctors/load-queries.js'
import { bannerOf } from '../patients/banner-pages.js'
import { doctorsInCharge } from '../patients/care-queries.js'
import { readPatient } from '../patients/reading.js'
import { wardKind } from '../wards/pages.js'
import { type WardNow, wardsNow } from '../wards/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { admit } from './admit.js'
import { adviceOf, reasonOf } from './advice-pages.js'
import { admissionForm } from './forms.js'
import { admitPage, type OfferedWard } from './pages.js'
import { advisingAssessment, openAdmission } from './queries.js'
import { needOf, offer } from './rules.js'

/** Admitting a patient; mounted below the patients of reception and of the administration. */
export const admitRoutes = routes()

admitRoutes.get('/:id/admissions/new', 'admission.create', async (req, res) => {
  const [triage, atHome] = await Promise.all([
    advisingAssessment(idParam(req)),
    doctorsInCharge(idParam(req)),
  ])
  const doctorIds = atHome.filter(({ endedAt }) => endedAt === null).map(({ doctorId }) => doctorId)
  const reason = triage ? reasonOf(triage.result, res.locals.t) : ''
  await showAdmit(req, res, openForm(req, { doctorIds, reason }))
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
  const { t, base } = res.locals
  const id = idParam(req)
  const patient = await readPatient(actor(req), id, new Date())
  const [open, triage, wards, doctors] = await Promise.all([
    openAdmission(id),
    advisingAssessment(id),
    wardsNow(),
    doctorsWithLoad(),
  ])
  const offered = wards.map((ward) => ({ ...ward, free: ward.beds.filter(({ state }) => state === 'FREE') }))
  const { fitting, others, full } = offer(needOf(triage?.result ?? null), offered)
  const shown = (ward: WardNow & { free: { id: string; number: string }[] }): OfferedWard => ({
    id: ward.id,
    name: ward.name,
    kind: wardKind(ward, t),
    dailyRateMinor: ward.dailyRateMinor,
    beds: ward.beds.length,
    free: ward.free.map(({ id, number }) => ({ value: id, label: t('Bed {{number}}', { number }) })),
  })
  admitPage(res, {
    form,
    patient: bannerOf(patient, t, base),
    patientId: id,
    open,
    closed: patient.deactivatedAt !== null,
    advice: triage && { ...adviceOf(triage.result, t), at: triage.createdAt },
    fitting: fitting.map(shown),
    others: others.map((ward) => ({ ...shown(ward), reasons: ward.reasons.map((reason) => t(reason)) })),
    full: full.map(shown),
    doctors: doctors.map((doctor, index) => ({
      value: doctor.id,
      label: doctor.name,
      hint: [
        doctor.specialisation,
        t('patients in charge: {{count}}', { count: doctor.load }),
        index === 0 ? t('fewest patients') : '',
      ]
        .filter((word) => word !== '')
        .join(' · '),
    })),
  })
}
