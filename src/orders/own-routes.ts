import { z } from 'zod'
import { ownPatientId } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { db } from '../db/client.js'
import { NotFound } from '../shared/errors.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { trendsOf as chartsOf } from './clinical-pages.js'
import { ownResult, ownResultPage, ownResultsPage } from './own-pages.js'
import { checkedAgain, expectedOrders, releasedOrder, releasedOrders } from './own-queries.js'
import { resultsOf, trendsOf } from './result-queries.js'
import { orderNumber } from './rules.js'

/** What a patient reads of tests and treatments: when they are expected, and the results that a doctor released. */
export const ownResultRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })
const HOURS_BACK = 12

ownResultRoutes.get('/', 'result.view', async (req, res) => {
  const patientId = ownPatientId(actor(req))
  const { after } = query(req, asked)
  const since = new Date(Date.now() - HOURS_BACK * 3_600_000)
  const [expected, again, { rows, more }] = await Promise.all([
    expectedOrders(patientId, since),
    checkedAgain(patientId),
    releasedOrders(patientId, after),
    audit(db, actor(req), 'result.view', { type: 'patient', id: patientId, patientId }),
  ])
  ownResultsPage(res, {
    expected: expected.map(({ item, scheduledAt: at, place, preparation, doctor }) => ({
      ...{ item, at, place, preparation, doctor },
    })),
    checkedAgain: again.map(({ item }) => item),
    results: rows.map(({ id, item, takenAt: at, doctor, isAbnormal }) => ({
      ...{ href: `${req.baseUrl}/${id}`, item, at, doctor, isAbnormal },
    })),
    newer: after ? req.baseUrl : null,
    older: more ? `${req.baseUrl}?after=${rows.at(-1)?.id}` : null,
  })
})

ownResultRoutes.get('/:orderId', 'result.view', async (req, res) => {
  const { t, base } = res.locals
  const patientId = ownPatientId(actor(req))
  const order = await releasedOrder(patientId, idParam(req, 'orderId'))
  if (!order) throw new NotFound()
  const [results] = await Promise.all([
    resultsOf(order.id),
    audit(db, actor(req), 'result.view', { type: 'order', id: order.id, patientId }),
  ])
  const [latest] = results
  if (!latest) throw new NotFound()
  const codes = latest.values.flatMap(({ code, number }) => (number === null ? [] : [code]))
  const points = await trendsOf(patientId, codes, { released: true })
  ownResultPage(res, {
    item: order.item,
    number: orderNumber(order.number),
    doctor: order.doctor,
    takenAt: order.takenAt,
    releasedAt: order.releasedAt,
    result: ownResult(latest, t, `${base}/documents`),
    trends: chartsOf(latest.values, points),
    report: `${base}/results/${order.id}/report.pdf`,
  })
})
