import type { Request, Response } from 'express'
import { config } from '../config.js'
import { fileTrouble } from '../web/file-words.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { uploadLimitsForm } from './forms.js'
import { editUploadLimits, limitsToEdit } from './limits.js'
import { filesPage } from './pages.js'
import { storeOf } from './queries.js'

/** What may be sent, and how the store of files stands, for the administration. */
export const fileSettingsRoutes = routes()

fileSettingsRoutes.get('/', 'settings.edit', async (req, res) => {
  const { values, version } = await limitsToEdit()
  await showFiles(req, res, openForm(req, { ...values, version: String(version) }))
})

fileSettingsRoutes.post('/', 'settings.edit', async (req, res) => {
  const saved = await submit(req, uploadLimitsForm, (form) => editUploadLimits(actor(req), form))
  if (!saved.ok) return showFiles(req, res.status(saved.status), saved.form)
  flash(req, 'success', res.locals.t('The limits of files were saved.'))
  res.redirect(303, req.baseUrl)
})

async function showFiles(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const { look, troubled } = await storeOf(actor(req), new Date())
  filesPage(res, {
    form,
    labels: {
      uploadMegabytes: t('Largest file'),
      uploadDailyMegabytes: t('Most that one person sends in a day'),
    },
    scanner: config.clamdUrl !== undefined,
    look,
    troubled: troubled.map(({ id, originalName, createdAt, damagedAt, scan, document }) => ({
      id,
      name: document?.title ?? originalName,
      at: createdAt,
      href: document && `${base}/patients/${document.patientId}/documents/${document.id}`,
      status: fileTrouble({ scan, damaged: damagedAt !== null }, t) ?? { text: t('In order'), tone: 'good' },
    })),
  })
}
