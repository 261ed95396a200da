import type { Request, Response } from 'express'
import { config } from '../config.js'
import { addDays, dayFromColumn, dayIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { newRateForm } from './forms.js'
import { ratesPage } from './pages.js'
import { findWard } from './queries.js'
import { removeRate, setRate } from './rate-commands.js'
import { rateAt } from './rate-rules.js'
import { asRate, ratesWithPeople } from './rates.js'

/** What a day in a ward costs, from which day on. */
export const rateRoutes = routes()

rateRoutes.get('/:id/rates', 'ward.list', (req, res) => showRates(req, res, openForm(req)))

rateRoutes.post('/:id/rates', 'ward.edit', async (req, res) => {
  const id = idParam(req)
  const { t, format } = res.locals
  const set = await submit(req, newRateForm(config.currency), async (form) => {
    await setRate(actor(req), id, form, new Date())
    return form
  })
  if (!set.ok) return showRates(req, res.status(set.status), set.form)
  const { from, dailyRate } = set.value
  flash(
    req,
    'success',
    t('From {{day}} on a day costs {{price}}.', { day: format.day(from), price: format.money(dailyRate) }),
  )
  res.redirect(303, `${req.baseUrl}/${id}/rates`)
})

rateRoutes.post('/rates/:id/removal', 'ward.edit', async (req, res) => {
  const { wardId, from } = await removeRate(actor(req), idParam(req), new Date())
  const { t, format } = res.locals
  flash(req, 'success', t('The price from {{day}} on is taken back.', { day: format.day(from) }))
  res.redirect(303, `${req.baseUrl}/${wardId}/rates`)
})

async function showRates(req: Request, res: Response, form: Form) {
  const { t, format } = res.locals
  const id = idParam(req)
  const [ward, rows] = await Promise.all([findWard(id), ratesWithPeople(id)])
  const today = dayIn(new Date(), config.zone)
  const rates = rows.map(asRate)
  const current = rates.length > 0 ? rateAt(rates, today).from : null
  ratesPage(res, {
    ward,
    form,
    rates: rows.map((row) => {
      const { from, dailyRateMinor } = asRate(row)
      const state = from === current ? t('Holds today') : from > today ? t('To come') : t('Past')
      return {
        ...{ id: row.id, from: format.day(dayFromColumn(row.fromDay)), price: format.money(dailyRateMinor) },
        ...{ by: row.by, state, isCurrent: from === current, removable: from > today },
      }
    }),
    earliest: addDays(today, 1),
    closed: ward.closedAt !== null,
  })
}
