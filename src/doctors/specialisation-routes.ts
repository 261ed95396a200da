import type { Request, Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { editSpecialisationForm, removeSpecialisationForm, specialisationForm } from './forms.js'
import { addSpecialisation, editSpecialisation, removeSpecialisation } from './specialisation-commands.js'
import {
  editSpecialisationPage,
  removeSpecialisationPage,
  specialisationListPage,
} from './specialisation-pages.js'
import {
  findSpecialisation,
  type SpecialisationWithDoctors,
  specialisationsWithDoctors,
} from './specialisation-queries.js'

/** What doctors may be specialised in, for the administration. */
export const specialisationRoutes = routes()

specialisationRoutes.get('/', 'specialisation.edit', (req, res) => showList(res, openForm(req)))

specialisationRoutes.post('/', 'specialisation.edit', async (req, res) => {
  const added = await submit(req, specialisationForm, (form) => addSpecialisation(actor(req), form))
  if (!added.ok) return showList(res.status(added.status), added.form)
  const { name } = await findSpecialisation(added.value.id)
  flash(req, 'success', res.locals.t('{{name}} was added.', { name }))
  res.redirect(303, req.baseUrl)
})

specialisationRoutes.get('/:id/edit', 'specialisation.edit', async (req, res) => {
  const specialisation = await findSpecialisation(idParam(req))
  editSpecialisationPage(res, { specialisation, form: openForm(req, valuesOf(specialisation)) })
})

specialisationRoutes.post('/:id', 'specialisation.edit', async (req, res) => {
  const specialisation = await findSpecialisation(idParam(req))
  const edited = await submit(req, editSpecialisationForm, (form) =>
    editSpecialisation(actor(req), specialisation.id, form),
  )
  if (!edited.ok)
    return editSpecialisationPage(res.status(edited.status), { specialisation, form: edited.form })
  const { name } = await findSpecialisation(specialisation.id)
  flash(req, 'success', res.locals.t('{{name}} was saved.', { name }))
  res.redirect(303, req.baseUrl)
})

specialisationRoutes.get('/:id/removal/new', 'specialisation.edit', (req, res) =>
  askToRemove(req, res, openForm(req)),
)

specialisationRoutes.post('/:id/removal', 'specialisation.edit', async (req, res) => {
  const removed = await submit(req, removeSpecialisationForm, (form) =>
    removeSpecialisation(actor(req), idParam(req), form),
  )
  if (!removed.ok) return askToRemove(req, res.status(removed.status), removed.form)
  flash(req, 'success', res.locals.t('{{name}} was removed.', { name: removed.value.name }))
  res.redirect(303, req.baseUrl)
})

const valuesOf = ({ name, directions, preparation }: SpecialisationWithDoctors) => ({
  name,
  directions: directions ?? '',
  preparation: preparation ?? '',
})

async function showList(res: Response, form: Form) {
  specialisationListPage(res, { form, specialisations: await specialisationsWithDoctors() })
}

async function askToRemove(req: Request, res: Response, form: Form) {
  removeSpecialisationPage(res, { form, specialisation: await findSpecialisation(idParam(req)) })
}
