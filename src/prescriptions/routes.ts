import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import type { ActionLink } from '../web/components/pages.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { shownCurrent } from './current-pages.js'
import { currentMedicines } from './current-queries.js'
import { lastDay } from './dosage-rules.js'
import { listedPrescription, prescriptionPage, prescriptionsPage } from './pages.js'
import { findSheet, type PrescriptionSheet, prescriptionsOf } from './queries.js'
import { shownSheet } from './sheet-pages.js'

/** What was prescribed, to read and to print. */
export const prescriptionRoutes = routes()

const PAGE_ROWS = 50
const asked = z.object({ before: z.uuid().nullable().default(null) })

prescriptionRoutes.get('/:id/prescriptions', 'prescription.view', async (req, res) => {
  const { t, base, can } = res.locals
  const now = new Date()
  const today = dayIn(now, config.zone)
  const { before } = query(req, asked)
  const patient = await findPatient(actor(req), idParam(req), now)
  await auditRead(actor(req), 'prescription.view', patient.id)
  const [current, found] = await Promise.all([
    before ? null : currentMedicines(patient.id, today),
    prescriptionsOf(patient.id, PAGE_ROWS + 1, before),
  ])
  const rows = found.slice(0, PAGE_ROWS)
  const here = `${base}/patients/${patient.id}/prescriptions`
  const writes = can('prescription.create') && !patient.deactivatedAt
  const last = rows[0] && !before ? rows[0].id : null
  prescriptionsPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    actions: writes
      ? [
          ...(last
            ? [{ label: t('Repeat the last'), href: `${here}/new?from=${last}`, icon: 'history' as const }]
            : []),
          { label: t('Prescribe'), href: `${here}/new`, icon: 'prescription', tone: 'primary' },
        ]
      : [],
    current: current?.map((medicine) => shownCurrent(medicine, { here, t, stop: writes })) ?? null,
    prescriptions: rows.map((row) => listedPrescription(row, { here, today, zone: config.zone, t })),
    older: found.length > PAGE_ROWS ? `${here}?before=${rows.at(-1)?.id}` : null,
    newest: before ? here : null,
  })
})

prescriptionRoutes.get('/:id/prescriptions/:prescriptionId', 'prescription.view', async (req, res) => {
  const { t, base, can, format } = res.locals
  const now = new Date()
  const today = dayIn(now, config.zone)
  const patient = await findPatient(actor(req), idParam(req), now)
  const sheet = await findSheet(patient.id, idParam(req, 'prescriptionId'))
  if (!sheet) throw new NotFound()
  await auditRead(actor(req), 'prescription.view', patient.id, { type: 'prescription', id: sheet.id })
  const here = `${base}/patients/${patient.id}/prescriptions/${sheet.id}`
  const writes = can('prescription.create') && !patient.deactivatedAt
  const left = sheet.items.filter(({ stoppedAt }) => stoppedAt === null)
  const running =
    sheet.status === 'ACTIVE' && left.some(({ durationDays }) => lastDay(sheet.began, durationDays) >= today)
  prescriptionPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    sheet: shownSheet(sheet, today, t, format),
    actions: [
      { label: t('Download as PDF'), href: `${here}/prescription.pdf`, icon: 'download' },
      ...(writes ? actionsFor(sheet, running, here, t) : []),
    ],
    stop: writes && running ? `${here}/stop/new` : null,
  })
})

/** What is done with a prescription next. Only the newest version is changed or renewed. */
function actionsFor(
  { status }: PrescriptionSheet,
  running: boolean,
  here: string,
  t: (sentence: string) => string,
): ActionLink[] {
  if (status === 'REPLACED') return []
  const renew: ActionLink = { label: t('Renew'), href: `${here}/renewal/new`, icon: 'refresh' }
  if (!running) return [renew]
  return [
    { label: t('Stop all'), href: `${here}/stop/new`, icon: 'ban' },
    renew,
    { label: t('Change'), href: `${here}/edit`, icon: 'edit', tone: 'primary' },
  ]
}
