import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { patientNumber } from '../patients/rules.js'
import { formatPhone } from '../shared/text.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { addGuardian, removeGuardian } from './commands.js'
import { guardianForm, guardianRemovalForm } from './forms.js'
import { guardiansPage } from './pages.js'
import { guardiansOf } from './queries.js'
import { relationLabels, relations } from './rules.js'

/** The desk: whose account books for a patient. */
export const guardianRoutes = routes()

guardianRoutes.get('/:id/guardians', 'family.edit', (req, res) => showGuardians(req, res, openForm(req)))

guardianRoutes.post('/:id/guardians', 'family.edit', async (req, res) => {
  const id = idParam(req)
  const linked = await submit(req, guardianForm, (form) => addGuardian(actor(req), id, form, new Date()))
  if (!linked.ok) return showGuardians(req, res.status(linked.status), linked.form)
  flash(req, 'success', res.locals.t('{{name}} books for this patient now.', { name: linked.value.name }))
  res.redirect(303, `${req.baseUrl}/${id}/guardians`)
})

guardianRoutes.post('/:id/guardians/removal', 'family.edit', async (req, res) => {
  const id = idParam(req)
  const removed = await submit(req, guardianRemovalForm, ({ guardianshipId }) =>
    removeGuardian(actor(req), id, guardianshipId, new Date()),
  )
  if (!removed.ok) return showGuardians(req, res.status(removed.status), removed.form)
  flash(
    req,
    'success',
    res.locals.t('{{name}} books for this patient no more.', { name: removed.value.name }),
  )
  res.redirect(303, `${req.baseUrl}/${id}/guardians`)
})

async function showGuardians(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  const { id, name, number, guardians } = await guardiansOf(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'patient.view', id)
  guardiansPage(res, {
    form,
    patient: { id, name, number: patientNumber(number) },
    guardians: guardians.map(({ id, relation, account }) => ({
      ...{ id, name: account.name },
      number: account.patient && patientNumber(account.patient.number),
      phone: account.phone && formatPhone(account.phone),
      relation: t(relationLabels[relation]),
    })),
    relations: relations.map((one) => ({ value: one, label: t(relationLabels[one]) })),
  })
}
