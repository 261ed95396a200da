import type { Request, Response } from 'express'
import { z } from 'zod'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { writeNote } from './commands.js'
import { noteForm } from './forms.js'
import { newNotePage, notesPage } from './pages.js'
import { notesOf } from './queries.js'

/** All notes of a patient, for those who may read them. */
export const noteRoutes = routes()

const PAGE_ROWS = 50
const asked = z.object({ before: z.uuid().nullable().default(null) })

noteRoutes.get('/:id/notes', 'note.view', async (req, res) => {
  const { t, base, can } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const here = `${base}/patients/${patient.id}/notes`
  const found = await notesOf(patient.id, PAGE_ROWS + 1, query(req, asked).before)
  const notes = found.slice(0, PAGE_ROWS)
  const last = notes.at(-1)
  notesPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    notes: notes.map(({ createdAt, doctor, text }) => ({ at: createdAt, doctor, text })),
    older: found.length > PAGE_ROWS && last ? `${here}?before=${last.id}` : null,
    newNote: can('note.create') && !patient.deactivatedAt ? `${here}/new` : null,
  })
})

/** Writing one, for doctors. */
export const newNoteRoutes = routes()

newNoteRoutes.get('/:id/notes/new', 'note.create', (req, res) => showNew(req, res, openForm(req)))

newNoteRoutes.post('/:id/notes', 'note.create', async (req, res) => {
  const id = idParam(req)
  const written = await submit(req, noteForm, (form) => writeNote(actor(req), id, form, new Date()))
  if (!written.ok) return showNew(req, res.status(written.status), written.form)
  flash(req, 'success', res.locals.t('Your note is signed and in the record.'))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function showNew(req: Request, res: Response, form: Form) {
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const { t, base } = res.locals
  newNotePage(res, {
    form,
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    admitted: patient.admissionId !== null,
  })
}
