import type { Request, Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { reasonForm } from './forms.js'
import { reasonPage } from './pages.js'
import { findOrder, type OrderRow } from './queries.js'
import { orderNumber } from './rules.js'
import { strikeOrder } from './striking.js'

/** A final result was entered in error. */
export const resultStrikeRoutes = routes()

resultStrikeRoutes.get('/:orderId/retraction/new', 'result.record', async (req, res) =>
  showStriking(req, res, await orderIn(req), openForm(req)),
)

resultStrikeRoutes.post('/:orderId/retraction', 'result.record', (req, res) =>
  strike(req, res, 'strike-result'),
)

/** A treatment was said to be given, and was not; for data entry and doctors, each below their own address of the order. */
export const givenStrikeRoutes = routes()

givenStrikeRoutes.get('/:orderId/administration/retraction/new', 'treatment.record', async (req, res) =>
  showStriking(req, res, await orderIn(req), openForm(req)),
)

givenStrikeRoutes.post('/:orderId/administration/retraction', 'treatment.record', (req, res) =>
  strike(req, res, 'strike-giving'),
)

/** Where what was recorded of an order is taken back. */
export const strikingOf = ({ kind }: Pick<OrderRow, 'kind'>, here: string): string =>
  kind === 'TEST' ? `${here}/retraction` : `${here}/administration/retraction`

async function strike(req: Request, res: Response, change: 'strike-result' | 'strike-giving') {
  const { t } = res.locals
  const order = await orderIn(req)
  const struck = await submit(req, reasonForm, (form) =>
    strikeOrder(actor(req), order.id, change, form, new Date(), patientIn(req)),
  )
  if (!struck.ok) return showStriking(req, res.status(struck.status), order, struck.form)
  const { number, item, patient, billed } = struck.value
  const values = { number: orderNumber(number), item, name: patient }
  flash(
    req,
    'success',
    [
      t('{{number}}, {{item}} of {{name}}: what was recorded is struck out.', values),
      ...(billed ? [t('An invoice has it already: it stands with the cashier as to be credited.')] : []),
    ].join(' '),
  )
  res.redirect(303, `${req.baseUrl}/${order.id}`)
}

function showStriking(req: Request, res: Response, order: OrderRow, form: Form) {
  const { t } = res.locals
  const here = `${req.baseUrl}/${order.id}`
  const isTest = order.kind === 'TEST'
  reasonPage(res, {
    form,
    action: strikingOf(order, here),
    cancel: here,
    heading: isTest ? t('Was this result entered in error?') : t('Was this not given after all?'),
    text: t('{{item}} of {{name}}', { item: order.item, name: order.patient.name }),
    consequences: [
      isTest
        ? t('The result holds no more: not for charts, scores and lists, and the patient does not read it.')
        : t('It counts as not given.'),
      t('What was written stays readable on the order, struck out, with your reason. The doctor is told.'),
      t('It is not to be paid. Where an invoice has it already, the cashier sees that it is to be credited.'),
      t('This cannot be undone: the order is over. What is still needed is ordered again.'),
    ],
    label: t('What was wrong'),
    submit: t('Strike it out'),
  })
}

const orderIn = (req: Request): Promise<OrderRow> =>
  findOrder(actor(req), idParam(req, 'orderId'), new Date(), patientIn(req))

/** Below a patient's address only that patient's orders are found. */
const patientIn = (req: Request): string | undefined => (req.params.id ? idParam(req) : undefined)
