import { readFile } from 'node:fs/promises'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { oneFile, uploaded } from '../web/uploads.js'
import { findDraft, seenAs, tryOut } from './draft-queries.js'
import { addFile, dropDraft, loadDraft, openDraft } from './drafts.js'
import { loadForm, newDraftForm } from './forms.js'
import { type FileName, fileNames, filesOf, kindLabels, kindPaths } from './list-rules.js'
import { draftPage, newDraftPage } from './pages.js'
import { filesInForce } from './release-queries.js'
import { kindIn } from './routes.js'

/** Replacing a list by CSV: sent, looked at, loaded. */
export const catalogueDraftRoutes = routes()

catalogueDraftRoutes.get('/:kind/replacement', 'catalogue.load', (req, res) =>
  showNew(req, res, openForm(req)),
)

catalogueDraftRoutes.post(
  '/:kind/drafts',
  'catalogue.load',
  async (req, res) => {
    const kind = kindIn(req)
    const opened = await submit(req, newDraftForm, async (form) =>
      openDraft(actor(req), kind, form, await sent(req), new Date()),
    )
    if (!opened.ok) return showNew(req, res.status(opened.status), opened.form)
    res.redirect(303, `${req.baseUrl}/drafts/${opened.value.id}`)
  },
  [oneFile('file', { megabytes: 5 })],
)

catalogueDraftRoutes.get('/drafts/:id', 'catalogue.load', (req, res) => showDraft(req, res, openForm(req)))

catalogueDraftRoutes.post(
  '/drafts/:id/files',
  'catalogue.load',
  async (req, res) => {
    const id = idParam(req)
    const added = await submit(req, z.strictObject({}), async () => addFile(actor(req), id, await sent(req)))
    if (!added.ok) return showDraft(req, res.status(added.status), added.form)
    flash(req, 'success', res.locals.t('{{file}} was taken. Look at what it changes.', { file: added.value }))
    res.redirect(303, `${req.baseUrl}/drafts/${id}`)
  },
  [oneFile('file', { megabytes: 5 })],
)

catalogueDraftRoutes.post('/drafts/:id/release', 'catalogue.load', async (req, res) => {
  const id = idParam(req)
  const { t, format } = res.locals
  const loaded = await submit(req, loadForm, (form) => loadDraft(actor(req), id, form))
  if (!loaded.ok) return showDraft(req, res.status(loaded.status), loaded.form)
  const { kind, version, rows } = loaded.value
  const said = { list: t(kindLabels[kind]), version, rows: format.number(rows) }
  flash(req, 'success', t('{{list}} {{version}} is in force, with {{rows}} rows.', said))
  res.redirect(303, `${req.baseUrl}/${kindPaths[kind]}`)
})

catalogueDraftRoutes.post('/drafts/:id/removal', 'catalogue.load', async (req, res) => {
  const kind = await dropDraft(actor(req), idParam(req))
  flash(req, 'success', res.locals.t('The new list was thrown away. Nothing was loaded.'))
  res.redirect(303, `${req.baseUrl}/${kindPaths[kind]}`)
})

/** What was sent; a list is small enough to be read at once. */
async function sent(req: Request) {
  const upload = uploaded(req)
  return upload && { content: await readFile(upload.path) }
}

function showNew(req: Request, res: Response, form: Form) {
  const kind = kindIn(req)
  const columns: Partial<Record<FileName, readonly string[]>> = filesOf[kind]
  const files = fileNames(kind).map((name) => ({ name, columns: (columns[name] ?? []).join(', ') }))
  newDraftPage(res, { form, kind, path: kindPaths[kind], files })
}

const MOST_PROBLEMS = 200

async function showDraft(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  const draft = await findDraft(actor(req), idParam(req))
  const [{ problems, changes }, inForce, seen] = await Promise.all([
    tryOut(actor(req), draft),
    filesInForce(draft.kind),
    seenAs(draft),
  ])
  draftPage(res, {
    form,
    draft,
    seen,
    path: kindPaths[draft.kind],
    files: fileNames(draft.kind).map((name) => ({ name, isNew: draft.files[name] !== inForce?.[name] })),
    problems: problems.slice(0, MOST_PROBLEMS).map(({ file, line, text, values }) => ({
      ...{ file, line, sentence: t(text, values) },
    })),
    moreProblems: Math.max(0, problems.length - MOST_PROBLEMS),
    changes: changes.map((change) => ({ ...change, label: t(change.of) })),
  })
}
