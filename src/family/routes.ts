import type { Response } from 'express'
import { patientNumber, sexes, sexLabels } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { addFamilyMember } from './commands.js'
import { familyForm } from './forms.js'
import { familyPage, newFamilyPage } from './pages.js'
import { peopleOf } from './queries.js'
import { LARGEST_FAMILY, relationLabels, relations } from './rules.js'

/** For whom a patient books besides themselves. */
export const familyRoutes = routes()

familyRoutes.get('/', 'family.own', async (req, res) => {
  const { t } = res.locals
  const people = await peopleOf(actor(req))
  familyPage(res, {
    members: people.flatMap(({ id, name, number, relation, dateOfBirth, sex }) =>
      relation === null
        ? []
        : [
            {
              ...{ id, name, born: dateOfBirth },
              number: patientNumber(number),
              relation: t(relationLabels[relation]),
              sex: sex && t(sexLabels[sex]),
            },
          ],
    ),
    most: LARGEST_FAMILY,
  })
})

familyRoutes.get('/new', 'family.own', (req, res) => showNew(res, openForm(req)))

familyRoutes.post('/', 'family.own', async (req, res) => {
  const added = await submit(req, familyForm, (form) => addFamilyMember(actor(req), form, new Date()))
  if (!added.ok) return showNew(res.status(added.status), added.form)
  flash(req, 'success', res.locals.t('You can book for {{name}} now.', { name: added.value.name }))
  res.redirect(303, req.baseUrl)
})

function showNew(res: Response, form: Form) {
  const { t } = res.locals
  newFamilyPage(res, {
    form,
    sexes: sexes.map((sex) => ({ value: sex, label: t(sexLabels[sex]) })),
    relations: relations.map((one) => ({ value: one, label: t(relationLabels[one]) })),
  })
}
