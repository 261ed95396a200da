import { z } from 'zod'
import { shownOrder } from '../orders/pages.js'
import { countWaiting, waitingOrders } from '../orders/work-queries.js'
import { patientNumber } from '../patients/rules.js'
import { neededLabels } from '../triage/outcome-rules.js'
import { incompleteTriages } from '../triage/work-queries.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { recordsDashboardPage } from './records-pages.js'

/** The desk of clinical data entry: orders that wait, the most urgent first; and triages that are not complete yet. */
export const recordsDashboardRoutes = routes()

const list = z.object({ after: z.uuid().nullable().default(null) })
const ORDERS = 15

recordsDashboardRoutes.get('/', 'dashboard.records', async (req, res) => {
  const { t, format, base } = res.locals
  const { after } = query(req, list)
  const [counts, orders, { rows, more }] = await Promise.all([
    countWaiting(),
    waitingOrders('all', null, ORDERS),
    incompleteTriages(after),
  ])
  recordsDashboardPage(res, {
    counts,
    orders: orders.rows.map((row) => shownOrder(row, { t, format, patients: null })),
    moreOrders: orders.more,
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
