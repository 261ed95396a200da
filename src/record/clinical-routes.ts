import type { Response } from 'express'
import { medicineLine, shownPrescription } from '../prescriptions/pages.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { shownDesk } from './desk-routes.js'
import { type ClinicalPart, recordPage } from './pages.js'
import { type ClinicalRecord, clinicalRecord, NOTES_SHOWN, PRESCRIPTIONS_SHOWN } from './queries.js'

/** Everything about one patient on one page: for doctors and the administration. */
export const clinicalRecordRoutes = routes()

clinicalRecordRoutes.get('/:id', 'note.view', async (req, res) => {
  const now = new Date()
  const record = await clinicalRecord(actor(req), idParam(req), now)
  recordPage(res, { ...shownDesk(actor(req), record, now, res), clinical: shownClinical(record, res) })
})

function shownClinical(
  { patient, details, notes, prescriptions }: ClinicalRecord,
  res: Response,
): ClinicalPart {
  const { t, base, can } = res.locals
  const here = `${base}/patients/${patient.id}`
  const link = (allowed: boolean, href: string) => (allowed && patient.deactivatedAt === null ? href : null)
  return {
    medicalHistory: details.medicalHistory,
    notes: notes
      .slice(0, NOTES_SHOWN)
      .map(({ createdAt, doctor, text }) => ({ at: createdAt, doctor, text })),
    olderNotes: notes.length > NOTES_SHOWN ? `${here}/notes` : null,
    newNote: link(can('note.create'), `${here}/notes/new`),
    prescriptions: prescriptions.slice(0, PRESCRIPTIONS_SHOWN).map((prescription) => {
      const { id, at, doctor, medicines } = shownPrescription(prescription, t)
      return { href: `${here}/prescriptions/${id}`, at, doctor, lines: medicines.map(medicineLine) }
    }),
    olderPrescriptions: prescriptions.length > PRESCRIPTIONS_SHOWN ? `${here}/prescriptions` : null,
    newPrescription: link(can('prescription.create'), `${here}/prescriptions/new`),
  }
}
