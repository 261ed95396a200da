import type { Response } from 'express'
import { doctorsWithLoad } from '../doctors/load-queries.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { type HomeCare, openCareOf } from './care-queries.js'
import { changePlan, notAtHome, planValues } from './plan.js'
import { planForm } from './plan-forms.js'
import { planLabels, planPage } from './plan-pages.js'
import { reachAsStaff } from './reach-answers.js'

/** The plan of a patient's care at home, to be changed. */
export const isolationPlanRoutes = routes()

isolationPlanRoutes.get('/plan', 'isolation.plan', async (req, res) => {
  const reached = await reachAsStaff(req, res, new Date())
  const care = await openCareOf(reached.patientId)
  if (!care) throw notAtHome()
  await showPlan(res, reached, care, openForm(req, { ...planValues(care), version: String(care.version) }))
})

isolationPlanRoutes.post('/plan', 'isolation.plan', async (req, res) => {
  const now = new Date()
  const reached = await reachAsStaff(req, res, now)
  const { patientId, staff, home } = reached
  const changed = await submit(req, planForm, (form) => changePlan(actor(req), patientId, form, now))
  if (!changed.ok)
    return showPlan(res.status(changed.status), reached, await openCareOf(patientId), changed.form)
  flash(req, 'success', res.locals.t('The plan of {{name}} was changed.', { name: staff.name }))
  res.redirect(303, home)
})

async function showPlan(
  res: Response,
  { staff, home }: Awaited<ReturnType<typeof reachAsStaff>>,
  care: HomeCare | null,
  form: Form,
) {
  const { t } = res.locals
  const doctors = await doctorsWithLoad()
  const named = new Map(doctors.map(({ id, name }) => [id, name]))
  if (care?.doctor) named.set(care.doctor.id, care.doctor.name)
  planPage(res, {
    staff,
    form: conflictInWords(form, (name, value) => (name === 'doctorId' ? (named.get(value) ?? value) : value)),
    action: `${home}/plan`,
    cancel: home,
    labels: planLabels(t),
    doctors: [
      ...(care?.doctor && !doctors.some(({ id }) => id === care.doctor?.id)
        ? [{ value: care.doctor.id, label: t('{{name}} (not at work now)', { name: care.doctor.name }) }]
        : []),
      ...doctors.map(({ id, name, specialisation, load }) => ({
        value: id,
        label: t('{{name}}, {{specialisation}}, patients now: {{count}}', {
          name,
          specialisation,
          count: load,
        }),
      })),
    ],
  })
}
