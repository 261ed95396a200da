import { z } from 'zod'
import { ageAndSex } from '../patients/banner-pages.js'
import { readPatient } from '../patients/reading.js'
import { patientNumber } from '../patients/rules.js'
import { parsePrescriptionNumber, prescriptionNumber } from '../prescriptions/rules.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { toHandOutPage } from './pages.js'
import { prescriptionOfNumber, waitingToBeHandedOut } from './queries.js'

/** What was prescribed and waits to be handed out. A number that is scanned leads straight to its prescription. */
export const dispenseListRoutes = routes()

/** Older ones are found by their number or their patient. */
const DAYS = 14

const asked = z.object({
  q: z.string().max(40).default(''),
  patient: z.uuid().nullable().default(null),
  after: z.uuid().nullable().default(null),
})

dispenseListRoutes.get('/', 'medicine.dispense', async (req, res) => {
  const { t, format, base, can } = res.locals
  const now = new Date()
  const { q, patient: patientId, after } = query(req, asked)
  const number = parsePrescriptionNumber(q)
  const named = number === null ? null : await prescriptionOfNumber(actor(req), number, now)
  if (named) return res.redirect(303, `${base}/prescriptions/${named}/dispenses/new`)
  const since = new Date(now.getTime() - DAYS * 86_400_000)
  const patient = patientId ? await readPatient(actor(req), patientId, now) : null
  const { rows, more } = await waitingToBeHandedOut(actor(req), { patientId, since, after }, now)
  const here = patientId ? `${req.baseUrl}?patient=${patientId}` : req.baseUrl
  const next = `${here}${patientId ? '&' : '?'}after=${rows.at(-1)?.id}`
  toHandOutPage(res, {
    ...{ q, notFound: q.trim() !== '', days: DAYS, patient: patient?.name ?? null },
    rows: rows.map((row) => ({
      patient: {
        name: row.patient.name,
        localName: row.patient.localName,
        about: `${ageAndSex(row.patient, t, format)} · ${patientNumber(row.patient.number)}`,
        ...(can('patient.view') && { href: `${base}/patients/${row.patient.id}` }),
      },
      number: prescriptionNumber(row.number),
      medicines: row.medicines,
      doctor: row.doctor,
      prescribedAt: row.prescribedAt,
      href: `${base}/prescriptions/${row.id}/dispenses/new`,
    })),
    newer: after ? here : null,
    older: more ? next : null,
  })
})
