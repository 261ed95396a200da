import type { Request, Response } from 'express'
import { contactsOf } from '../patients/contact-queries.js'
import { relationLabels, relations } from '../patients/contact-rules.js'
import { NotFound } from '../shared/errors.js'
import { formatPhone } from '../shared/text.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { type Routes, routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { addContact, callFirst, changeContact, removeContact } from './contacts.js'
import { contactForm } from './forms.js'
import { contactPage } from './pages.js'
import { ownPlace, type Place, staffPlace } from './whose-answers.js'

/** Whom to call about a patient, at the desk and in the patient's own portal. */
function contactRoutes({ find, whose }: Place): Routes {
  const contacts = routes()

  contacts.get('/contacts/new', 'patient.edit', (req, res) => show(req, res, openForm(req), null))

  contacts.post('/contacts', 'patient.edit', async (req, res) => {
    const patient = await find(req)
    const added = await submit(req, contactForm, (form) =>
      addContact(actor(req), patient.id, form, new Date()),
    )
    if (!added.ok) return show(req, res.status(added.status), added.form, null)
    flash(req, 'success', res.locals.t('{{name}} is kept as somebody to call.', { name: added.value.name }))
    res.redirect(303, whose(patient, res).home)
  })

  contacts.get('/contacts/:contactId/edit', 'patient.edit', async (req, res) => {
    const patient = await find(req)
    const id = idParam(req, 'contactId')
    const contact = (await contactsOf(patient.id)).find((one) => one.id === id)
    if (!contact) throw new NotFound()
    const { name, relation, phone } = contact
    await show(req, res, openForm(req, { name, relation, phone: formatPhone(phone) }), id)
  })

  contacts.post('/contacts/:contactId', 'patient.edit', async (req, res) => {
    const patient = await find(req)
    const id = idParam(req, 'contactId')
    const saved = await submit(req, contactForm, (form) =>
      changeContact(actor(req), patient.id, id, form, new Date()),
    )
    if (!saved.ok) return show(req, res.status(saved.status), saved.form, id)
    flash(req, 'success', res.locals.t('The details of {{name}} are saved.', saved.value))
    res.redirect(303, whose(patient, res).home)
  })

  contacts.post('/contacts/:contactId/first', 'patient.edit', async (req, res) => {
    const patient = await find(req)
    const first = await callFirst(actor(req), patient.id, idParam(req, 'contactId'), new Date())
    flash(req, 'success', res.locals.t('{{name}} is called first from now on.', first))
    res.redirect(303, whose(patient, res).home)
  })

  contacts.post('/contacts/:contactId/removal', 'patient.edit', async (req, res) => {
    const patient = await find(req)
    const removed = await removeContact(actor(req), patient.id, idParam(req, 'contactId'), new Date())
    flash(req, 'success', res.locals.t('{{name}} is no longer called.', removed))
    res.redirect(303, whose(patient, res).home)
  })

  async function show(req: Request, res: Response, form: Form, id: string | null) {
    const { t } = res.locals
    contactPage(res, {
      ...whose(await find(req), res),
      form,
      id,
      relations: relations.map((value) => ({ value, label: t(relationLabels[value]) })),
    })
  }

  return contacts
}

export const staffContactRoutes = contactRoutes(staffPlace)
export const ownContactRoutes = contactRoutes(ownPlace)
