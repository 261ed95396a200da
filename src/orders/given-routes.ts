import type { Request, Response } from 'express'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { dayIn, timeIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { workActions } from './desk-routes.js'
import { givenPage } from './entry-pages.js'
import { givenForm } from './forms.js'
import { recordGiven } from './giving.js'
import { shownOrder } from './pages.js'
import { findFullOrder } from './queries.js'
import { orderNumber } from './rules.js'
import { staffWhoGive } from './staff-queries.js'
import { openOrderChanges } from './transition-rules.js'

/** Clinical data entry records that a treatment was given. */
export const givenRoutes = routes()

givenRoutes.post('/:id/administration', 'treatment.record', async (req, res) => {
  const now = new Date()
  const order = await findFullOrder(actor(req), idParam(req), now)
  const given = await submit(req, givenForm, (form) => recordGiven(actor(req), order.id, form, now))
  if (!given.ok) return showGiven(req, res.status(given.status), order, given.form)
  const values = { number: orderNumber(order.number), item: given.value.item, name: given.value.patient }
  flash(req, 'success', res.locals.t('{{number}}, {{item}}: given to {{name}}.', values))
  res.redirect(303, res.locals.base)
})

type FullOrder = Awaited<ReturnType<typeof findFullOrder>>

/** Now, and by whoever fills it in. */
export const newGiven = (req: Request) =>
  openForm(req, {
    day: dayIn(new Date(), config.zone),
    time: timeIn(new Date(), config.zone),
    givenById: actor(req).id,
  })

/** The order of a treatment, and the form that says it was given. */
export async function showGiven(req: Request, res: Response, order: FullOrder, form: Form) {
  const { t, format } = res.locals
  const [staff] = await Promise.all([
    staffWhoGive(),
    audit(db, actor(req), 'order.view', { type: 'order', id: order.id, patientId: order.patient.id }),
  ])
  const { completedAt, details } = order
  const isOpen = openOrderChanges(order).includes('give')
  givenPage(res, {
    order: shownOrder(order, { t, format, patients: null }),
    question: details.question,
    reason: order.statusReason,
    actions: workActions(order, `${req.baseUrl}/${order.id}`, res),
    given: completedAt && { at: completedAt, by: details.givenBy ?? '', note: details.givenNote },
    form: isOpen || Object.keys(form.errors).length > 0 || form.summary ? form : null,
    staff: staff.map(({ id, name, role }) => ({
      value: id,
      label: name,
      group: role === 'DOCTOR' ? t('Doctors') : t('Clinical data entry'),
    })),
  })
}
