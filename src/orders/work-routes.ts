import type { Request, Response } from 'express'
import { audit } from '../audit/commands.js'
import { db } from '../db/client.js'
import { code128 } from '../web/barcode.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, ownPath } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { cancelOrder, collect, type OrderToChange, spoil } from './changes.js'
import { reasonForm } from './forms.js'
import { labelPage, reasonPage, shownOrder } from './pages.js'
import { findOrder, type OrderRow } from './queries.js'
import { orderNumber } from './rules.js'

/** What everybody does who carries orders out: take the specimen, label it, give it up. */
export const orderWorkRoutes = routes()

orderWorkRoutes.post('/:id/collection', 'order.collect', async (req, res) => {
  const order = await collect(actor(req), idParam(req), new Date())
  flash(req, 'success', res.locals.t('The specimen of {{number}}, {{name}}, is taken.', namesOf(order)))
  res.redirect(303, ownPath(req.body.next, 'http://localhost', `${req.baseUrl}/${order.id}`))
})

orderWorkRoutes.get('/:id/label', 'order.collect', async (req, res) => {
  const { t, format } = res.locals
  const row = await findOrder(actor(req), idParam(req), new Date())
  await audit(db, actor(req), 'patient.labels', { type: 'order', id: row.id, patientId: row.patient.id })
  const order = shownOrder(row, { t, format, patients: null })
  labelPage(res, { order, code: code128(order.number) })
})

orderWorkRoutes.get('/:id/spoiling/new', 'order.collect', async (req, res) =>
  showSpoiling(req, res, await findOrder(actor(req), idParam(req), new Date()), openForm(req)),
)

orderWorkRoutes.post('/:id/spoiling', 'order.collect', async (req, res) => {
  const now = new Date()
  const order = await findOrder(actor(req), idParam(req), now)
  const spoiled = await submit(req, reasonForm, ({ reason }) => spoil(actor(req), order.id, reason, now))
  if (!spoiled.ok) return showSpoiling(req, res.status(spoiled.status), order, spoiled.form)
  flash(
    req,
    'success',
    res.locals.t('{{number}} of {{name}} waits for another specimen.', namesOf(spoiled.value)),
  )
  res.redirect(303, `${req.baseUrl}/${order.id}`)
})

function showSpoiling(req: Request, res: Response, order: OrderRow, form: Form) {
  const { t } = res.locals
  const here = `${req.baseUrl}/${order.id}`
  reasonPage(res, {
    form,
    action: `${here}/spoiling`,
    cancel: here,
    heading: t('The specimen of {{number}} cannot be used', { number: orderNumber(order.number) }),
    text: t('{{item}} of {{name}}', { item: order.item, name: order.patient.name }),
    consequences: [
      t('The order goes back to the beginning and waits for another specimen.'),
      t('Its time and place are cleared, so that the reception finds another one.'),
    ],
    label: t('What is wrong with it'),
    submit: t('Another specimen is needed'),
  })
}

/** Cancelling, for the desk and for doctors: each below their own address of the order. */
export const orderCancelRoutes = routes()

orderCancelRoutes.get('/:orderId/cancellation/new', 'order.cancel', async (req, res) =>
  showCancelling(req, res, await orderIn(req), openForm(req)),
)

orderCancelRoutes.post('/:orderId/cancellation', 'order.cancel', async (req, res) => {
  const order = await orderIn(req)
  const cancelled = await submit(req, reasonForm, ({ reason }) =>
    cancelOrder(actor(req), order.id, reason, new Date(), patientIn(req)),
  )
  if (!cancelled.ok) return showCancelling(req, res.status(cancelled.status), order, cancelled.form)
  flash(
    req,
    'success',
    res.locals.t('The order {{number}} of {{name}} is cancelled.', namesOf(cancelled.value)),
  )
  res.redirect(303, `${req.baseUrl}/${order.id}`)
})

function showCancelling(req: Request, res: Response, order: OrderRow, form: Form) {
  const { t } = res.locals
  const here = `${req.baseUrl}/${order.id}`
  reasonPage(res, {
    form,
    action: `${here}/cancellation`,
    cancel: here,
    heading: t('Cancel the order {{number}}', { number: orderNumber(order.number) }),
    text: t('{{item}} of {{name}}', { item: order.item, name: order.patient.name }),
    consequences: [
      t('Nobody carries it out any more, and no result can be recorded for it.'),
      t('The order stays readable, with your reason.'),
    ],
    label: t('Why it is cancelled'),
    submit: t('Cancel the order'),
  })
}

const orderIn = (req: Request): Promise<OrderRow> =>
  findOrder(actor(req), idParam(req, 'orderId'), new Date(), patientIn(req))

/** Below a patient's address only that patient's orders are found. */
const patientIn = (req: Request): string | undefined => (req.params.id ? idParam(req) : undefined)

const namesOf = ({ number, patient }: OrderToChange) => ({ number: orderNumber(number), name: patient.name })
