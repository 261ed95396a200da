import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient, type PatientInBanner } from '../patients/queries.js'
import { NotFound } from '../shared/errors.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { notePage, notesPage, shownNote } from './pages.js'
import { findNote, type NoteRow, notesOf } from './queries.js'

/** The signed notes of a patient, for those who may read them. */
export const noteRoutes = routes()

const PAGE_ROWS = 50
const asked = z.object({ before: z.uuid().nullable().default(null) })

noteRoutes.get('/:id/notes', 'note.view', async (req, res) => {
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'note.view', patient.id)
  const found = await notesOf(patient.id, PAGE_ROWS + 1, query(req, asked).before)
  const notes = found.slice(0, PAGE_ROWS)
  const last = notes.at(-1)
  const here = `${res.locals.base}/patients/${patient.id}/notes`
  notesPage(res, {
    ...whose(patient, res),
    notes: notes.map((note) => onPage(note, patient, res)),
    older: found.length > PAGE_ROWS && last ? `${here}?before=${last.id}` : null,
    newNote: writes(patient, res) ? `${here}/new` : null,
  })
})

noteRoutes.get('/:id/notes/:noteId', 'note.view', async (req, res) => {
  const { patient, note } = await foundNote(req)
  await auditRead(actor(req), 'note.view', patient.id, { type: 'note', id: note.id })
  notePage(res, { ...whose(patient, res), note: onPage(note, patient, res) })
})

/** A note of this very patient, who is within reach. Throws NotFound. */
export async function foundNote(req: Request): Promise<{ patient: PatientInBanner; note: NoteRow }> {
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const note = await findNote(patient.id, idParam(req, 'noteId'))
  if (!note) throw new NotFound()
  return { patient, note }
}

export function whose(patient: PatientInBanner, res: Response) {
  const { t, base } = res.locals
  return { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) }
}

export function onPage(note: NoteRow, patient: PatientInBanner, res: Response) {
  const { t, base } = res.locals
  return shownNote(note, { t, here: `${base}/patients/${patient.id}`, writes: writes(patient, res) })
}

const writes = (patient: PatientInBanner, res: Response): boolean =>
  res.locals.can('note.create') && !patient.deactivatedAt
