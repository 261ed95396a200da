import type { Request, Response } from 'express'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { dayIn, timeIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import {
  trendsOf as chartsOf,
  clinicalOrderPage,
  criticalValues,
  shownHistory,
  withBefore,
} from './clinical-pages.js'
import { shownResult, struckOut } from './entry-pages.js'
import { acknowledgementForm, givenForm } from './forms.js'
import { recordGiven } from './giving.js'
import { type OrderAction, shownOrder } from './pages.js'
import { patientOrderListRoutes } from './patient-list-routes.js'
import { findFullOrder, type OrderRow, orderHistory } from './queries.js'
import { type ResultRow, resultsOf, trendsOf } from './result-queries.js'
import { acknowledge, release, withhold } from './reviewing.js'
import { isStruck } from './rules.js'
import { staffWhoGive } from './staff-queries.js'
import { strikingOf } from './striking-routes.js'
import { openOrderChanges } from './transition-rules.js'

/** What was ordered for a patient and what came of it, for those who treat them and for the administration. */
export const clinicalOrderRoutes = routes()

clinicalOrderRoutes.use('/', patientOrderListRoutes)

clinicalOrderRoutes.get('/:id/orders/:orderId', 'result.view', (req, res) =>
  showOrder(req, res, { acknowledgement: openForm(req), given: newGiven(req) }),
)

clinicalOrderRoutes.post('/:id/orders/:orderId/administration', 'treatment.record', async (req, res) => {
  const { patientId, orderId } = which(req)
  const given = await submit(req, givenForm, (form) =>
    recordGiven(actor(req), orderId, form, new Date(), patientId),
  )
  if (!given.ok)
    return showOrder(req, res.status(given.status), { acknowledgement: openForm(req), given: given.form })
  const { item, patient: name } = given.value
  flash(req, 'success', res.locals.t('{{item}}: given to {{name}}.', { item, name }))
  goBack(req, res)
})

/** What only doctors decide about a result. */
export const reviewRoutes = routes()

reviewRoutes.post('/:id/orders/:orderId/acknowledgement', 'result.acknowledge', async (req, res) => {
  const done = await submit(req, acknowledgementForm, (form) =>
    acknowledge(actor(req), which(req), form, new Date()),
  )
  if (!done.ok)
    return showOrder(req, res.status(done.status), { acknowledgement: done.form, given: newGiven(req) })
  flash(req, 'success', res.locals.t('{{item}}: the critical result is acknowledged.', done.value))
  goBack(req, res)
})

reviewRoutes.post('/:id/orders/:orderId/release', 'result.release', async (req, res) => {
  const { item, patient } = await release(actor(req), which(req), new Date())
  const values = { item: item.name, name: patient.name }
  flash(req, 'success', res.locals.t('{{item}}: {{name}} can read the result now.', values), {
    action: `${req.baseUrl}/${which(req).patientId}/orders/${which(req).orderId}/withholding`,
    label: res.locals.t('Take it back'),
  })
  goBack(req, res)
})

reviewRoutes.post('/:id/orders/:orderId/withholding', 'result.release', async (req, res) => {
  const { item, patient } = await withhold(actor(req), which(req), new Date())
  const values = { item: item.name, name: patient.name }
  flash(req, 'success', res.locals.t('{{item}}: seen. {{name}} does not read it here.', values))
  goBack(req, res)
})

const which = (req: Request) => ({ patientId: idParam(req), orderId: idParam(req, 'orderId') })

const goBack = (req: Request, res: Response) =>
  res.redirect(303, `${req.baseUrl}/${which(req).patientId}/orders/${which(req).orderId}`)

const newGiven = (req: Request) =>
  openForm(req, {
    day: dayIn(new Date(), config.zone),
    time: timeIn(new Date(), config.zone),
    givenById: actor(req).id,
  })

async function showOrder(
  req: Request,
  res: Response,
  forms: { acknowledgement: Form; given: Form },
): Promise<void> {
  const { t, format, base, can } = res.locals
  const now = new Date()
  const { patientId, orderId } = which(req)
  const [patient, order] = await Promise.all([
    findPatient(actor(req), patientId, now),
    findFullOrder(actor(req), orderId, now, patientId),
  ])
  const isTest = order.kind === 'TEST'
  const gives = !isTest && can('treatment.record') && openOrderChanges(order).includes('give')
  const [history, results, staff] = await Promise.all([
    orderHistory(orderId),
    isTest ? resultsOf(orderId) : [],
    gives ? staffWhoGive() : [],
    audit(db, actor(req), 'order.view', { type: 'order', id: orderId, patientId }),
  ])
  const [latest] = results
  const numbers = latest?.values.flatMap(({ code, number }) => (number === null ? [] : [code])) ?? []
  const points = await trendsOf(patientId, numbers)
  const { completedAt, details } = order
  const struck = isStruck(order)
  const critical = struck
    ? null
    : criticalOf(results, can('result.acknowledge') ? forms.acknowledgement : null)
  clinicalOrderPage(res, {
    id: patientId,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    order: shownOrder(order, { t, format, patients: `${base}/patients` }),
    question: details.question,
    reason: order.statusReason,
    given: isTest
      ? null
      : completedAt && { at: completedAt, by: details.givenBy ?? '', note: details.givenNote },
    results: results
      .map((result) =>
        result === latest
          ? withBefore(
              result,
              { points, orderId, at: order.collectedAt ?? result.recordedAt },
              { t, format, documents: `${base}/documents` },
            )
          : shownResult(result, t, `${base}/documents`),
      )
      .map((result) => (struck ? struckOut(result) : result)),
    trends: latest && !struck ? chartsOf(latest.values, points) : [],
    history: shownHistory(history, { t, format, struck }),
    critical,
    review:
      order.status === 'COMPLETED' && latest
        ? {
            released: details.releasedAt,
            seen: history.some(
              ({ kind, at }) => (kind === 'WITHHELD' || kind === 'RELEASED') && at >= latest.recordedAt,
            ),
            mayDecide: can('result.release') && critical === null,
          }
        : null,
    treatment: gives
      ? { form: forms.given, staff: staff.map(({ id, name }) => ({ value: id, label: name })) }
      : null,
    report: latest && !struck ? `${base}/patients/${patientId}/orders/${orderId}/report.pdf` : null,
    actions: actionsOf(order, `${base}/patients/${patientId}/orders/${orderId}`, { can, t }),
  })
}

/** The newest critical version that nobody has acknowledged, nor any after it. */
function criticalOf(results: ResultRow[], form: Form | null) {
  const told = results.find(({ isCritical, acknowledgement }) => isCritical || acknowledgement)
  return told && !told.acknowledgement ? { values: criticalValues(told), form } : null
}

function actionsOf(
  order: OrderRow,
  here: string,
  { can, t }: Pick<Response['locals'], 'can' | 't'>,
): OrderAction[] {
  const changes = openOrderChanges(order)
  const action = (href: string, label: string): OrderAction => ({ kind: 'page', href, label, icon: 'ban' })
  return [
    ...(changes.includes('cancel') && can('order.cancel')
      ? [action(`${here}/cancellation/new`, t('Cancel the order'))]
      : []),
    ...(changes.includes('strike-giving') && can('treatment.record')
      ? [action(`${strikingOf(order, here)}/new`, t('Entered in error'))]
      : []),
  ]
}
