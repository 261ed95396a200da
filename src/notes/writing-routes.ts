import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { findPatient } from '../patients/queries.js'
import { dayIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm, typed } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import { amendNote, writeNote } from './commands.js'
import { discardDraft, saveDraft } from './drafts.js'
import { amendmentForm, draftForm, noteForm } from './forms.js'
import { amendNotePage, kindOptions, newNotePage } from './pages.js'
import { draftOf, seesToday } from './queries.js'
import { foundNote, onPage, whose } from './routes.js'
import { noteKindLabels, noteKinds, templateOf, withTemplate } from './rules.js'

/** Writing notes, for doctors: put away unfinished, signed, added to. */
export const newNoteRoutes = routes()

const asked = z.object({ kind: z.enum(noteKinds).nullable().default(null) })

newNoteRoutes.get('/:id/notes/new', 'note.create', async (req, res) => {
  const { kind } = query(req, asked)
  const draft = await draftOf(actor(req), idParam(req))
  if (draft) {
    const values = { kind: draft.kind, text: draft.text, draftVersion: String(draft.version) }
    return showNew(req, res, openForm(req, values), draft.updatedAt)
  }
  const { t } = res.locals
  return showNew(req, res, openForm(req, kind ? { kind, text: templateOf(kind, t) } : {}))
})

newNoteRoutes.post('/:id/notes', 'note.create', async (req, res) => {
  const id = idParam(req)
  if (pressed(req, 'template')) return showNew(req, res, withHeadings(typedForm(req), res))
  if (pressed(req, 'draft')) return putAway(req, res)
  const written = await submit(req, noteForm, (form) => writeNote(actor(req), id, form, new Date()))
  if (!written.ok) return showNew(req, res.status(written.status), written.form)
  flash(req, 'success', res.locals.t('Your note is signed and in the record.'))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function putAway(req: Request, res: Response) {
  const id = idParam(req)
  const saved = await submit(req, draftForm, (form) => saveDraft(actor(req), id, form, new Date()))
  if (!saved.ok) return showNew(req, res.status(saved.status), saved.form)
  const { t, format } = res.locals
  flash(
    req,
    'success',
    t('Draft saved {{time}}. It is not signed yet.', { time: format.time(saved.value.savedAt) }),
  )
  res.redirect(303, `${req.baseUrl}/${id}/notes/new`)
}

/** The same, by the script of the page while somebody writes; it answers in a sentence. */
newNoteRoutes.post('/:id/notes/draft', 'note.create', async (req, res) => {
  const id = idParam(req)
  const saved = await submit(req, draftForm, (form) => saveDraft(actor(req), id, form, new Date()))
  const { t, format } = res.locals
  if (saved.ok) {
    const { version, savedAt } = saved.value
    return res.json({ version, text: t('Draft saved {{time}}', { time: format.time(savedAt) }) })
  }
  const { form, status } = saved
  const text = form.conflict
    ? t('Not saved: this draft was changed in another tab. Press “Save the draft” to see both.')
    : (form.summary ?? Object.values(form.errors)[0] ?? '')
  res.status(status).json({ text })
})

newNoteRoutes.post('/:id/notes/draft/removal', 'note.create', async (req, res) => {
  const id = idParam(req)
  await discardDraft(actor(req), id, new Date())
  flash(req, 'success', res.locals.t('The draft is thrown away.'))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

newNoteRoutes.get('/:id/notes/:noteId/amendment/new', 'note.create', async (req, res) => {
  await showAmend(req, res, openForm(req))
})

newNoteRoutes.post('/:id/notes/:noteId/amendments', 'note.create', async (req, res) => {
  const [id, noteId] = [idParam(req), idParam(req, 'noteId')]
  const added = await submit(req, amendmentForm, (form) =>
    amendNote(actor(req), id, noteId, form, new Date()),
  )
  if (!added.ok) return showAmend(req, res.status(added.status), added.form)
  flash(req, 'success', res.locals.t('It is signed, and stands with the note.'))
  res.redirect(303, `${req.baseUrl}/${id}/notes/${noteId}`)
})

async function showAmend(req: Request, res: Response, form: Form) {
  const { patient, note } = await foundNote(req)
  await auditRead(actor(req), 'note.view', patient.id, { type: 'note', id: note.id })
  amendNotePage(res, { form, ...whose(patient, res), note: onPage(note, patient, res) })
}

async function showNew(req: Request, res: Response, form: Form, savedAt: Date | null = null) {
  const now = new Date()
  const patient = await findPatient(actor(req), idParam(req), now)
  await auditRead(actor(req), 'patient.view', patient.id)
  const sees = !patient.admissionId && (await seesToday(actor(req), patient.id, dayIn(now, config.zone)))
  const belongs = patient.admissionId ? 'STAY' : sees ? 'VISIT' : 'NEITHER'
  const { t } = res.locals
  newNotePage(res, {
    ...whose(patient, res),
    form: ofDraft(
      conflictInWords(form, (name, value) => inWords(name, value, t)),
      belongs,
    ),
    kinds: kindOptions(t),
    labels: { kind: t('Kind of note'), text: t('Note') },
    belongs,
    savedAt,
  })
}

/** The version of the draft has a field of its own, beside the one-time key. */
function ofDraft(form: Form, belongs: 'STAY' | 'VISIT' | 'NEITHER'): Form {
  const { version, ...values } = form.values
  return {
    ...form,
    values: {
      ...values,
      draftVersion: String(version ?? values.draftVersion ?? 0),
      kind: values.kind ?? (belongs === 'VISIT' ? 'CONSULTATION' : 'PROGRESS'),
    },
  }
}

function withHeadings(form: Form, res: Response): Form {
  const kind = noteKinds.find((each) => each === typed(form, 'kind')) ?? 'PROGRESS'
  const { template: _button, ...values } = form.values
  const text = withTemplate(typed(form, 'text'), templateOf(kind, res.locals.t))
  return { ...form, values: { ...values, kind, text } }
}

function inWords(name: string, value: string, t: (sentence: string) => string): string {
  const kind = name === 'kind' ? noteKinds.find((each) => each === value) : undefined
  return kind ? t(noteKindLabels[kind]) : value
}
