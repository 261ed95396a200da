import type { Request, Response } from 'express'
import { audit } from '../audit/commands.js'
import { auditRead } from '../audit/reading.js'
import { db } from '../db/client.js'
import { isPicture } from '../files/kind-rules.js'
import { sendFile, sendPicture } from '../files/sending.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { Refusal } from '../shared/errors.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { lookedAtJustNow } from './looks.js'
import { documentPage, shownDocument, type Whose } from './pages.js'
import { pictureOnPaper } from './printing.js'
import { type DocumentRow, findDocument } from './queries.js'

/**
 * One document: its page, its file and its small picture, for everybody whose scope has it. Mounted where its list is:
 * below a patient for staff, on its own for patients and clinical data entry.
 */
export const documentRoutes = routes()

documentRoutes.get('/:documentId', 'document.view', async (req, res) => {
  const { can } = res.locals
  const found = await foundDocument(req, new Date())
  await auditRead(actor(req), 'document.view', found.patientId, { type: 'document', id: found.id })
  const whose = await whoseOf(req, res, found.patientId)
  const { scan, damaged } = found.file
  const own = actor(req).role === 'PATIENT'
  documentPage(res, {
    whose,
    document: onPage(found, req, res),
    version: found.version,
    trouble: damaged ? 'DAMAGED' : scan === 'INFECTED' || scan === 'PENDING' ? scan : null,
    notScanned: scan === 'NOT_SCANNED',
    paper: isPicture(found.file) ? `${req.baseUrl}/${found.id}/document.pdf` : null,
    seen: own ? null : found.releasedAt ? 'RELEASED' : found.byPatient ? 'OWN' : 'NOT',
    can: {
      edit: can('document.edit'),
      release: can('document.release'),
      remove: can('document.remove'),
    },
  })
})

documentRoutes.get('/:documentId/file', 'document.view', async (req, res) => {
  const { id, patientId, file } = await foundDocument(req, new Date())
  const details = { download: true }
  await audit(db, actor(req), 'document.view', { type: 'document', id, patientId, details })
  await sendFile(res, file.id)
})

documentRoutes.get('/:documentId/document.pdf', 'document.export', async (req, res) => {
  const found = await foundDocument(req, new Date())
  const { t, format, site } = res.locals
  await auditRead(actor(req), 'document.export', found.patientId, { type: 'document', id: found.id })
  // What was sent as a PDF is given out as it is.
  if (!isPicture(found.file)) return sendFile(res, found.file.id)
  const named = actor(req).role !== 'PATIENT'
  const { fileName, pdf } = await pictureOnPaper(found, { t, format, language: site.language, named })
  res.attachment(fileName)
  await sendStream(res, pdf)
})

documentRoutes.get('/:documentId/preview', 'document.view', async (req, res) => {
  const { id, patientId, file, previewId } = await foundDocument(req, new Date())
  if (file.scan === 'PENDING' || file.scan === 'INFECTED')
    throw new Refusal('This file waits for the virus scanner. Try again in a few minutes.')
  // The page that shows it has left its own trace.
  if (!(await lookedAtJustNow(actor(req), patientId)))
    await auditRead(actor(req), 'document.view', patientId, { type: 'document', id })
  await sendPicture(res, previewId)
})

/** Within the reader's scope, and of the patient whom the address names, where it names one. Throws NotFound. */
export function foundDocument(req: Request, now: Date): Promise<DocumentRow> {
  const patientId = req.params.id === undefined ? null : idParam(req)
  return findDocument(actor(req), idParam(req, 'documentId'), patientId, now)
}

/** The banner, for those who get a patient's record; nothing for the patient, and for clinical data entry. */
export async function whoseOf(req: Request, res: Response, patientId: string): Promise<Whose | null> {
  const { t, base, can } = res.locals
  if (!can('patient.view')) return null
  const patient = await findPatient(actor(req), patientId, new Date())
  return { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) }
}

export function onPage(row: DocumentRow, req: Request, res: Response) {
  const { t, format } = res.locals
  const { role } = actor(req)
  return shownDocument(row, {
    ...{ t, format, list: req.baseUrl, reader: role === 'PATIENT' ? 'PATIENT' : 'STAFF' },
    withPatient: role === 'DATA_ENTRY',
  })
}
