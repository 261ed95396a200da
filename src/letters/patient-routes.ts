import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { sendLetter } from './commands.js'
import { letterForm } from './forms.js'
import { newLetterPage, patientLettersPage } from './pages.js'
import { colleagues, lettersAbout } from './queries.js'
import { shownLetter } from './routes.js'
import { letterDeeds, letterKinds } from './rules.js'

/** What was written about one patient, for those who read the record. */
export const patientLetterRoutes = routes()

const asked = z.object({ before: z.uuid().nullable().default(null) })

patientLetterRoutes.get('/:id/letters', 'note.view', async (req, res) => {
  const { t, base, can } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'note.view', patient.id, { type: 'letters' })
  const { rows, more } = await lettersAbout(patient.id, query(req, asked).before)
  const last = rows.at(-1)
  const here = `${base}/patients/${patient.id}/letters`
  patientLettersPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    letters: rows.map((row) => shownLetter(row, res)),
    newLetter: can('letter.own') && !patient.deactivatedAt ? `${here}/new` : null,
    older: more && last ? `${here}?before=${last.id}` : null,
  })
})

/** Writing one, for doctors. */
export const newLetterRoutes = routes()

newLetterRoutes.get('/:id/letters/new', 'letter.own', (req, res) => showNew(req, res, openForm(req)))

newLetterRoutes.post('/:id/letters', 'letter.own', async (req, res) => {
  const id = idParam(req)
  const sent = await submit(req, letterForm, (form) => sendLetter(actor(req), id, form, new Date()))
  if (!sent.ok) return showNew(req, res.status(sent.status), sent.form)
  flash(req, 'success', res.locals.t('Your letter is sent to {{to}}.', { to: sent.value.to }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function showNew(req: Request, res: Response, form: Form) {
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'patient.view', patient.id)
  const found = await colleagues(actor(req))
  const { t, base } = res.locals
  newLetterPage(res, {
    form,
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    kinds: letterKinds.map((kind) => ({
      value: kind,
      label: t(letterDeeds[kind].label),
      hint: t(letterDeeds[kind].hint),
    })),
    colleagues: found.map(({ id, name, specialisation }) => ({
      value: id,
      label: name,
      group: specialisation,
    })),
  })
}
