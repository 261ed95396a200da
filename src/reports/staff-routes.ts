import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { chartsOf, shownReport, staffReportsPage } from './pages.js'
import { reportsOf } from './queries.js'

/** What a patient tells day by day, for those who care for them; mounted below the patient. */
export const dailyReportRoutes = routes()

const PAGE_ROWS = 31
const asked = z.object({ before: z.uuid().nullable().default(null) })

dailyReportRoutes.get('/', 'daily-report.view', async (req, res) => {
  const { t, base } = res.locals
  const patient = await findPatient(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'daily-report.view', patient.id)
  const { before } = query(req, asked)
  const found = await reportsOf(patient.id, PAGE_ROWS + 1, before)
  const rows = found.slice(0, PAGE_ROWS)
  staffReportsPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    rows: rows.map((row) => shownReport(row, t, null)),
    charts: before ? [] : chartsOf(rows, t, t('How well the patient feels, from 1 to 10')),
    older: found.length > PAGE_ROWS ? `${req.baseUrl}?before=${rows.at(-1)?.id}` : null,
  })
})
