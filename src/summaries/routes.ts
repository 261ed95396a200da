import type { Request } from 'express'
import { auditRead } from '../audit/reading.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { NotFound } from '../shared/errors.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { shownSummary, summariesPage, summaryPage } from './pages.js'
import { sendSummary } from './paper-answers.js'
import { findSummary, staysWithSummaries } from './queries.js'

/** What doctors summed up of a patient's stays, to read and to print. */
export const summaryRoutes = routes()

summaryRoutes.get('/:id/summaries', 'discharge-summary.view', async (req, res) => {
  const { t, base, can } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'discharge-summary.view', patient.id)
  const stays = await staysWithSummaries(patient.id)
  const here = `${base}/patients/${patient.id}/summaries`
  const writes = can('discharge-summary.create') && !patient.deactivatedAt
  summariesPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    stays: stays.map(({ admissionId, summary, ...stay }) => ({
      ...stay,
      summary: summary && { ...summary, href: `${here}/${summary.id}` },
      write: writes ? `${here}/new?admission=${admissionId}` : null,
    })),
  })
})

summaryRoutes.get('/:id/summaries/:summaryId', 'discharge-summary.view', async (req, res) => {
  const { t, base, can } = res.locals
  const { patient, summary } = await found(req)
  await auditRead(actor(req), 'discharge-summary.view', patient.id, {
    type: 'discharge_summary',
    id: summary.id,
  })
  const here = `${base}/patients/${patient.id}/summaries`
  const writes = can('discharge-summary.create') && !patient.deactivatedAt
  summaryPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    summary: shownSummary(summary, here, t),
    actions: [
      { label: t('Download as PDF'), href: `${here}/${summary.id}/summary.pdf`, icon: 'download' },
      ...(writes
        ? [
            {
              label: t('Change'),
              href: `${here}/new?admission=${summary.admissionId}`,
              icon: 'edit' as const,
            },
          ]
        : []),
    ],
  })
})

summaryRoutes.get('/:id/summaries/:summaryId/summary.pdf', 'discharge-summary.view', async (req, res) => {
  const { patient, summary } = await found(req)
  await sendSummary(req, res, patient, summary)
})

async function found(req: Request) {
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const summary = await findSummary(patient.id, idParam(req, 'summaryId'))
  if (!summary) throw new NotFound()
  return { patient, summary }
}
