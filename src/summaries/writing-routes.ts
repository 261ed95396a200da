import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { currentMedicines } from '../prescriptions/current-queries.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, type FormValues, openForm, typed } from '../web/form.js'
import { idParam, isUuid, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit, typedForm } from '../web/submit.js'
import { signSummary } from './commands.js'
import { filledIn } from './filling-pages.js'
import { stayFacts } from './filling-queries.js'
import { summaryForm } from './forms.js'
import { newSummaryPage } from './pages.js'
import { newestOfStay } from './queries.js'
import { conditionWords } from './rules.js'

/** Summing up a stay, for doctors: begun from the record, signed, and changed only by a new version. */
export const newSummaryRoutes = routes()

newSummaryRoutes.get('/:id/summaries/new', 'discharge-summary.create', async (req, res) => {
  const { admission } = query(req, z.object({ admission: z.uuid().nullable().default(null) }))
  if (!admission) throw new NotFound()
  await showNew(req, res, { admissionId: admission, form: null })
})

newSummaryRoutes.post('/:id/summaries', 'discharge-summary.create', async (req, res) => {
  const id = idParam(req)
  const signed = await submit(req, summaryForm, (form) => signSummary(actor(req), id, form, new Date()))
  if (!signed.ok) {
    const admissionId = typed(typedForm(req), 'admissionId')
    if (!isUuid(admissionId)) throw new NotFound()
    return showNew(req, res.status(signed.status), { admissionId, form: signed.form })
  }
  flash(req, 'success', res.locals.t('The discharge summary is signed and in the record.'))
  res.redirect(303, `${req.baseUrl}/${id}/summaries/${signed.value.id}`)
})

async function showNew(
  req: Request,
  res: Response,
  { admissionId, form }: { admissionId: string; form: Form | null },
): Promise<void> {
  const { t, format, base } = res.locals
  const now = new Date()
  const patient = await findPatient(actor(req), idParam(req), now)
  const [facts, former, medicines] = await Promise.all([
    stayFacts(patient.id, admissionId),
    newestOfStay(patient.id, admissionId),
    currentMedicines(patient.id, dayIn(now, config.zone)),
  ])
  if (!facts) throw new NotFound()
  const values: FormValues = former ?? filledIn(facts, medicines, t, format)
  const shown = form ? withLatest(form) : openForm(req, values)
  newSummaryPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    form: shown,
    stay: facts,
    replaces: Number(typed(shown, 'latest')) || 0,
    conditions: conditionWords.map((word) => t(word)),
    labels: {
      diagnosis: t('Diagnosis'),
      course: t('What happened in hospital'),
      condition: t('Condition at discharge'),
      medicines: t('Medicines after discharge'),
      advice: t('Advice'),
      followUpOn: t('Follow-up on'),
    },
  })
}

/** After a conflict the form goes on from the version that both were shown. */
function withLatest(form: Form): Form {
  const { version, ...values } = form.values
  return version === undefined ? form : { ...form, values: { ...values, latest: version } }
}
