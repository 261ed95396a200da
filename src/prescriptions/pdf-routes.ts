import type { Request, Response } from 'express'
import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { findPatient } from '../patients/queries.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { printedMark } from '../verification/printing.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { prescriptionPdf } from './pdf.js'
import { findSheet } from './queries.js'
import { shownSheet } from './sheet-pages.js'

/** A prescription on paper, for those who treat the patient. */
export const prescriptionPdfRoutes = routes()

/** The same for the patient. */
export const ownPrescriptionPdfRoutes = routes()

prescriptionPdfRoutes.get(
  '/:id/prescriptions/:prescriptionId/prescription.pdf',
  'prescription.view',
  async (req, res) => {
    const patient = await findPatient(actor(req), idParam(req), new Date())
    await send(req, res, patient.id, idParam(req, 'prescriptionId'))
  },
)

ownPrescriptionPdfRoutes.get('/:id/prescription.pdf', 'prescription.view', (req, res) =>
  send(req, res, ownPatientId(actor(req)), idParam(req)),
)

async function send(req: Request, res: Response, patientId: string, id: string): Promise<void> {
  const { t, format, site } = res.locals
  const found = await findSheet(patientId, id)
  if (!found) throw new NotFound()
  await auditRead(actor(req), 'prescription.view', patientId, { type: 'prescription', id })
  const mark = await printedMark(db, 'PRESCRIPTION', id)
  const sheet = shownSheet(found, dayIn(new Date(), config.zone), t, format)
  const locale = `${site.language}-IN`
  res.attachment(`${sheet.number}.pdf`)
  await sendStream(res, prescriptionPdf({ sheet, hospital: site.hospital, mark, locale }, t, format))
}
