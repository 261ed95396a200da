import type { Request, Response } from 'express'
import { safetyRules } from '../catalogues/queries.js'
import {
  allergyKindLabels,
  allergyKinds,
  allergySeverities,
  allergySeverityLabels,
} from '../patients/allergy-rules.js'
import { substancesIn } from '../patients/substance-rules.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { type Routes, routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { recordAllergy, stateNoAllergies, takeBackAllergy } from './allergies.js'
import { allergyForm, removalForm } from './forms.js'
import { allergyPage, takeBackPage } from './pages.js'
import { allergiesOf } from './queries.js'
import { ownPlace, type Place, staffPlace } from './whose-answers.js'

/** Telling an allergy, or that there are none: the same for staff and for the patient. */
function tellingRoutes({ find, whose }: Place): Routes {
  const telling = routes()

  telling.get('/allergies/new', 'allergy.record', (req, res) => show(req, res, openForm(req)))

  telling.post('/allergies', 'allergy.record', async (req, res) => {
    const patient = await find(req)
    const told = await submit(req, allergyForm, (form) =>
      recordAllergy(actor(req), patient.id, form, new Date()),
    )
    if (!told.ok) return show(req, res.status(told.status), told.form)
    const { t } = res.locals
    const { substance, isChecked } = told.value
    const said = isChecked
      ? t('{{substance}} is noted. Every prescription is checked for it.', { substance })
      : t(
          '{{substance}} is noted. The safety rules do not know it: doctors read it, but prescriptions are not checked for it.',
          { substance },
        )
    flash(req, 'success', said)
    res.redirect(303, whose(patient, res).home)
  })

  telling.post('/allergies/none', 'allergy.record', async (req, res) => {
    const patient = await find(req)
    await stateNoAllergies(actor(req), patient.id, new Date())
    flash(req, 'success', res.locals.t('It is noted that no allergies are known.'))
    res.redirect(303, whose(patient, res).home)
  })

  async function show(req: Request, res: Response, form: Form) {
    const [patient, rules] = await Promise.all([find(req), safetyRules()])
    const { t } = res.locals
    allergyPage(res, {
      ...whose(patient, res),
      form,
      kinds: allergyKinds.map((kind) => ({ value: kind, label: t(allergyKindLabels[kind]) })),
      severities: allergySeverities.map((value) => ({ value, label: t(allergySeverityLabels[value]) })),
      substances: substancesIn(rules?.rules ?? null).map(({ name }) => name),
      rules: rules?.version ?? null,
    })
  }

  return telling
}

export const staffAllergyRoutes = tellingRoutes(staffPlace)
export const ownAllergyRoutes = tellingRoutes(ownPlace)

staffAllergyRoutes.get('/allergies/:allergyId/removal/new', 'allergy.remove', (req, res) =>
  showTakeBack(req, res, openForm(req)),
)

staffAllergyRoutes.post('/allergies/:allergyId/removal', 'allergy.remove', async (req, res) => {
  const patient = await staffPlace.find(req)
  const taken = await submit(req, removalForm, (form) =>
    takeBackAllergy(actor(req), patient.id, idParam(req, 'allergyId'), form, new Date()),
  )
  if (!taken.ok) return showTakeBack(req, res.status(taken.status), taken.form)
  flash(req, 'success', res.locals.t('The allergy to {{substance}} is taken back.', taken.value))
  res.redirect(303, staffPlace.whose(patient, res).home)
})

async function showTakeBack(req: Request, res: Response, form: Form) {
  const patient = await staffPlace.find(req)
  const id = idParam(req, 'allergyId')
  const allergy = (await allergiesOf(patient.id)).known.find((one) => one.id === id)
  if (!allergy) throw new NotFound()
  takeBackPage(res, { ...staffPlace.whose(patient, res), form, id, substance: allergy.substance })
}
