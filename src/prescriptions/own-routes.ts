import { z } from 'zod'
import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { currentMedicines } from './current-queries.js'
import { ownPrescriptionPage, ownPrescriptionsPage } from './own-pages.js'
import { listedPrescription } from './pages.js'
import { findSheet, prescriptionsOf } from './queries.js'
import { plainText, shownSheet } from './sheet-pages.js'

/** What doctors prescribed, for the patient whom they prescribed it for. */
export const ownPrescriptionRoutes = routes()

const PAGE_ROWS = 50
const asked = z.object({ before: z.uuid().nullable().default(null) })

ownPrescriptionRoutes.get('/', 'prescription.view', async (req, res) => {
  const { t, base } = res.locals
  const patientId = ownPatientId(actor(req))
  const today = dayIn(new Date(), config.zone)
  const { before } = query(req, asked)
  await auditRead(actor(req), 'prescription.view', patientId)
  const [current, found] = await Promise.all([
    before ? null : currentMedicines(patientId, today),
    prescriptionsOf(patientId, PAGE_ROWS + 1, before),
  ])
  const rows = found.slice(0, PAGE_ROWS)
  const here = `${base}/prescriptions`
  ownPrescriptionsPage(res, {
    current:
      current?.map((medicine) => ({
        medicine: medicine.medicine,
        plain: plainText(medicine, t),
        instructions: medicine.instructions,
        until: medicine.until,
        doctor: medicine.doctor,
        href: `${here}/${medicine.prescriptionId}`,
      })) ?? null,
    prescriptions: rows.map((row) => listedPrescription(row, { here, today, zone: config.zone, t })),
    older: found.length > PAGE_ROWS ? `${here}?before=${rows.at(-1)?.id}` : null,
    newest: before ? here : null,
  })
})

ownPrescriptionRoutes.get('/:id', 'prescription.view', async (req, res) => {
  const { t, format, base } = res.locals
  const patientId = ownPatientId(actor(req))
  const sheet = await findSheet(patientId, idParam(req))
  if (!sheet) throw new NotFound()
  await auditRead(actor(req), 'prescription.view', patientId, { type: 'prescription', id: sheet.id })
  ownPrescriptionPage(res, {
    sheet: shownSheet(sheet, dayIn(new Date(), config.zone), t, format),
    pdf: `${base}/prescriptions/${sheet.id}/prescription.pdf`,
  })
})
