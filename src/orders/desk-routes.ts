import type { Request, Response } from 'express'
import { z } from 'zod'
import { audit } from '../audit/commands.js'
import { db } from '../db/client.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { scheduleForm } from './forms.js'
import { deskOrderPage, deskOrdersPage, type OrderAction, shownOrder } from './pages.js'
import { placesInUse } from './place-queries.js'
import { findOrder, type OrderRow } from './queries.js'
import { parseOrderNumber } from './rules.js'
import { scheduleOrder, scheduleValues } from './scheduling.js'
import { strikingOf } from './striking-routes.js'
import { openOrderChanges } from './transition-rules.js'
import { countWaiting, deskLists, deskOrders, orderOfNumber } from './work-queries.js'

/** The desk finds a time and a place for what doctors order. It reads neither their questions nor any result. */
export const deskOrderRoutes = routes()

const asked = z.object({
  show: z.enum(deskLists).default('to-schedule'),
  q: z.string().max(40).default(''),
  after: z.uuid().nullable().default(null),
})

deskOrderRoutes.get('/', 'order.schedule', async (req, res) => {
  const { t, format, base } = res.locals
  const { show, q, after } = query(req, asked)
  const number = parseOrderNumber(q)
  const named = number === null ? null : await orderOfNumber(number)
  if (named) return res.redirect(303, `${req.baseUrl}/${named.id}`)
  const [{ rows, more }, counts] = await Promise.all([deskOrders(show, after), countWaiting()])
  const here = show === 'to-schedule' ? req.baseUrl : `${req.baseUrl}?show=${show}`
  deskOrdersPage(res, {
    tabs: [
      {
        label: t('To be scheduled'),
        href: req.baseUrl,
        current: show === 'to-schedule',
        count: counts.toSchedule,
      },
      {
        label: t('Scheduled'),
        href: `${req.baseUrl}?show=scheduled`,
        current: show === 'scheduled',
        count: counts.scheduled,
      },
    ],
    q,
    notFound: q.trim() !== '',
    scheduled: show === 'scheduled',
    rows: rows.map((row) => shownOrder(row, { t, format, patients: `${base}/patients` })),
    newer: after ? here : null,
    older: more ? `${req.baseUrl}?show=${show}&after=${rows.at(-1)?.id}` : null,
  })
})

deskOrderRoutes.get(
  '/live',
  'order.schedule',
  live(() => ['orders']),
)

deskOrderRoutes.get('/:id', 'order.schedule', async (req, res) => {
  const order = await findOrder(actor(req), idParam(req), new Date())
  await showOrder(
    req,
    res,
    order,
    openForm(req, { ...scheduleValues(order), version: String(order.version) }),
  )
})

deskOrderRoutes.post('/:id/schedule', 'order.schedule', async (req, res) => {
  const { t, format } = res.locals
  const now = new Date()
  const order = await findOrder(actor(req), idParam(req), now)
  const scheduled = await submit(req, scheduleForm, (form) => scheduleOrder(actor(req), order.id, form, now))
  if (!scheduled.ok) return showOrder(req, res.status(scheduled.status), order, scheduled.form)
  const at = format.instant(scheduled.value.at)
  flash(
    req,
    'success',
    t('{{item}} of {{name}} is on {{at}}.', { item: order.item, name: order.patient.name, at }),
  )
  res.redirect(303, `${req.baseUrl}/${order.id}`)
})

async function showOrder(req: Request, res: Response, order: OrderRow, form: Form) {
  const { t, format, base } = res.locals
  const changes = openOrderChanges(order)
  const movable = changes.includes('schedule') || order.status === 'SCHEDULED'
  const [places] = await Promise.all([
    movable ? placesInUse(order.itemId) : [],
    audit(db, actor(req), 'order.view', { type: 'order', id: order.id, patientId: order.patient.id }),
  ])
  deskOrderPage(res, {
    order: shownOrder(order, { t, format, patients: `${base}/patients` }),
    // What was typed stays in sight, also where it came too late.
    form: movable || form.summary ? form : null,
    conflictLabels: { day: t('Day'), time: t('Time'), place: t('Place') },
    places,
    reason: order.statusReason,
    actions: workActions(order, `${req.baseUrl}/${order.id}`, res),
  })
}

/** The buttons of an order for those who carry it out: transitions that are open, and that their role may make. */
export function workActions(order: OrderRow, here: string, res: Response): OrderAction[] {
  const { t, can } = res.locals
  const changes = openOrderChanges(order)
  const hasSpecimen = order.specimen !== null
  const actions: (OrderAction & { shown: boolean })[] = [
    {
      shown: hasSpecimen && changes.includes('collect') && can('order.collect'),
      ...{ kind: 'press', href: `${here}/collection`, label: t('Specimen taken'), icon: 'test-pipe' },
    },
    {
      shown: hasSpecimen && order.status !== 'CANCELLED' && order.status !== 'COMPLETED',
      ...{ kind: 'page', href: `${here}/label`, label: t('Label'), icon: 'printer' },
    },
    {
      shown: changes.includes('spoil') && can('order.collect'),
      ...{ kind: 'page', href: `${here}/spoiling/new`, label: t('Specimen spoiled'), icon: 'refresh' },
    },
    {
      shown: changes.includes('cancel') && can('order.cancel'),
      ...{ kind: 'page', href: `${here}/cancellation/new`, label: t('Cancel the order'), icon: 'ban' },
    },
    {
      shown:
        (changes.includes('strike-result') && can('result.record')) ||
        (changes.includes('strike-giving') && can('treatment.record')),
      ...{ kind: 'page', href: `${strikingOf(order, here)}/new`, label: t('Entered in error'), icon: 'ban' },
    },
  ]
  return actions.filter(({ shown }) => shown).map(({ shown: _shown, ...action }) => action)
}
