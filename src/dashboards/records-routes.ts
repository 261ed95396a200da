import { z } from 'zod'
import { patientNumber } from '../patients/rules.js'
import { neededLabels } from '../triage/outcome-rules.js'
import { incompleteTriages } from '../triage/work-queries.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { recordsDashboardPage } from './records-pages.js'

/** The day of clinical data entry: positive tests whose triage is not complete yet. */
export const recordsDashboardRoutes = routes()

const list = z.object({ after: z.uuid().nullable().default(null) })

recordsDashboardRoutes.get('/', 'dashboard.records', async (req, res) => {
  const { t, base } = res.locals
  const { after } = query(req, list)
  const { rows, more } = await incompleteTriages(after)
  recordsDashboardPage(res, {
    rows: rows.map(({ id, patientName, patientNumber: number, createdAt, missing, ...row }) => ({
      ...row,
      href: `${base}/triage/${id}/readings`,
      name: patientName,
      number: patientNumber(number),
      toldAt: createdAt,
      missing: missing.map((item) => t(neededLabels[item])),
    })),
    newer: after ? base : null,
    older: more ? `${base}?after=${rows.at(-1)?.id}` : null,
  })
})
