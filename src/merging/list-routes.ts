import type { Request, Response } from 'express'
import { z } from 'zod'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { undoForm } from './forms.js'
import { mergesPage, type ShownMerge, undoMergePage } from './pages.js'
import { findMerge, type MergeRow, merges, PAGE_ROWS } from './queries.js'
import { undoMerge } from './undoing.js'

/** Which records were merged, and taking it back. */
export const mergeListRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

mergeListRoutes.get('/', 'patient.merge', async (req, res) => {
  const { after } = query(req, asked)
  const found = await merges(actor(req), after)
  const rows = found.slice(0, PAGE_ROWS)
  const last = rows.at(-1)
  const here = `${res.locals.base}/merges`
  mergesPage(res, {
    rows: rows.map((row) => shown(row, res)),
    newer: after ? here : null,
    older: found.length > PAGE_ROWS && last ? `${here}?after=${last.id}` : null,
  })
})

mergeListRoutes.get('/:id/undo', 'patient.merge', (req, res) => showUndo(req, res, openForm(req)))

mergeListRoutes.post('/:id/undo', 'patient.merge', async (req, res) => {
  const undone = await submit(req, undoForm, (form) => undoMerge(actor(req), idParam(req), form, new Date()))
  if (!undone.ok) return showUndo(req, res.status(undone.status), undone.form)
  flash(req, 'success', res.locals.t('The merge is undone: these are two records again.'))
  res.redirect(303, `${res.locals.base}/patients/${undone.value.goneId}`)
})

async function showUndo(req: Request, res: Response, form: Form) {
  undoMergePage(res, { form, merge: shown(await findMerge(actor(req), idParam(req)), res) })
}

function shown(
  { id, kept, gone, reason, mergedAt, mergedBy, undoneAt, undoneBy, undoReason }: MergeRow,
  res: Response,
): ShownMerge {
  const { base } = res.locals
  return {
    id,
    kept: { ...kept, number: patientNumber(kept.number), href: `${base}/patients/${kept.id}` },
    gone: { ...gone, number: patientNumber(gone.number) },
    reason,
    at: mergedAt,
    by: mergedBy,
    undone: undoneAt && { at: undoneAt, by: undoneBy, reason: undoReason ?? '' },
    undo: undoneAt ? null : `${base}/merges/${id}/undo`,
  }
}
