import type { Request, Response } from 'express'
import { db } from '../db/client.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import {
  changeCondition,
  changeHistoryText,
  conditionValues,
  findCondition,
  recordCondition,
} from './conditions.js'
import { conditionEditForm, conditionForm, historyTextForm } from './forms.js'
import { conditionPage, historyTextPage, labelsOf, statusInWords } from './pages.js'
import { historyText } from './queries.js'
import { conditionStatuses, conditionStatusLabels } from './rules.js'
import { staffPlace } from './whose-answers.js'

/** The problem list and the text of the history, which doctors keep. */
export const conditionRoutes = routes()

conditionRoutes.get('/conditions/new', 'condition.record', (req, res) => show(req, res, openForm(req), null))

conditionRoutes.post('/conditions', 'condition.record', async (req, res) => {
  const patient = await staffPlace.find(req)
  const told = await submit(req, conditionForm, (form) =>
    recordCondition(actor(req), patient.id, form, new Date()),
  )
  if (!told.ok) return show(req, res.status(told.status), told.form, null)
  flash(req, 'success', res.locals.t('{{name}} is on the list of conditions.', { name: told.value.name }))
  res.redirect(303, staffPlace.whose(patient, res).home)
})

conditionRoutes.get('/conditions/:conditionId/edit', 'condition.record', async (req, res) => {
  const id = idParam(req, 'conditionId')
  const condition = await findCondition(actor(req), idParam(req), id, new Date(), db)
  const values = { ...conditionValues(condition), version: String(condition.version) }
  await show(req, res, openForm(req, values), id)
})

conditionRoutes.post('/conditions/:conditionId', 'condition.record', async (req, res) => {
  const patient = await staffPlace.find(req)
  const id = idParam(req, 'conditionId')
  const saved = await submit(req, conditionEditForm, (form) =>
    changeCondition(actor(req), patient.id, id, form, new Date()),
  )
  if (!saved.ok) return show(req, res.status(saved.status), saved.form, id)
  flash(req, 'success', res.locals.t('{{name}} is saved.', saved.value))
  res.redirect(303, staffPlace.whose(patient, res).home)
})

conditionRoutes.get('/text', 'condition.record', async (req, res) => {
  const patient = await staffPlace.find(req)
  const { medicalHistory, version } = await historyText(patient.id)
  await showText(req, res, openForm(req, { medicalHistory: medicalHistory ?? '', version: String(version) }))
})

conditionRoutes.post('/text', 'condition.record', async (req, res) => {
  const patient = await staffPlace.find(req)
  const saved = await submit(req, historyTextForm, (form) =>
    changeHistoryText(actor(req), patient.id, form, new Date()),
  )
  if (!saved.ok) return showText(req, res.status(saved.status), saved.form)
  flash(req, 'success', res.locals.t('The medical history is saved.'))
  res.redirect(303, staffPlace.whose(patient, res).home)
})

async function show(req: Request, res: Response, form: Form, id: string | null) {
  const { t } = res.locals
  conditionPage(res, {
    ...staffPlace.whose(await staffPlace.find(req), res),
    form: conflictInWords(form, (name, value) => statusInWords(name, value, t)),
    id,
    statuses: conditionStatuses.map((value) => ({ value, label: t(conditionStatusLabels[value]) })),
    labels: labelsOf(t),
  })
}

async function showText(req: Request, res: Response, form: Form) {
  historyTextPage(res, {
    ...staffPlace.whose(await staffPlace.find(req), res),
    form,
    labels: labelsOf(res.locals.t),
  })
}
