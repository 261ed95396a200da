import { stringify } from 'csv-stringify/sync'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { addDays, type Day, dayIn, startOfDay } from '../shared/calendar.js'
import { dayField } from '../shared/fields.js'
import { plainAmount } from '../shared/money.js'
import { openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { complaints } from '../web/submit.js'
import { type CashUp, cashUps } from './cash-up-queries.js'
import { methodLabels } from './method-rules.js'
import { cashUpPage, differenceInWords, figuresOf } from './pages.js'

/** What each cashier took and gave back on one day; who is no admin reads their own. */
export const cashUpRoutes = routes()

const asked = z.object({ day: dayField() })

cashUpRoutes.get('/', 'counter.list', async (req, res) => {
  const { t, format } = res.locals
  const today = dayIn(new Date(), config.zone)
  const parsed = asked.safeParse({ day: req.query.day ?? today })
  const form = { ...openForm(req), values: { day: String(req.query.day ?? today) } }
  if (!parsed.success)
    return cashUpPage(res.status(422), { form: { ...form, ...complaints(parsed.error, t) }, shown: null })
  const { day } = parsed.data
  const cashiers = await ofDay(req, day)
  cashUpPage(res, {
    form,
    shown: {
      day,
      csv: `${req.baseUrl}/csv?day=${day}`,
      cashiers: cashiers.map(({ cashier, byMethod, differenceMinor, closedBy }) => ({
        name: cashier,
        figures: figuresOf(byMethod, t, format),
        note: noteOf(differenceMinor, closedBy, res),
      })),
      all: figuresOf(
        cashiers.flatMap(({ byMethod }) => byMethod),
        t,
        format,
      ),
    },
  })
})

cashUpRoutes.get('/csv', 'counter.list', async (req, res) => {
  const parsed = asked.safeParse({ day: req.query.day })
  const day = parsed.success ? parsed.data.day : dayIn(new Date(), config.zone)
  const cashiers = await ofDay(req, day)
  await audit(db, actor(req), 'counter.list', { type: 'cash-up', details: { day } })
  res.type('text/csv; charset=utf-8')
  res.attachment(`cash-up-${day}.csv`)
  const heads = ['Day', 'Cashier', 'How', 'Received', 'Given back', 'Left'].map((head) => res.locals.t(head))
  // A cell that begins like a formula is made plain text, so that no spreadsheet runs what somebody typed.
  res.send(
    stringify([heads], { bom: true }) +
      stringify(
        cashiers.flatMap((cashUp) => linesOf(cashUp, day, res)),
        { escape_formulas: true },
      ),
  )
})

/** How the counters that were closed on that day differed, and who closed them in the cashier's place. */
function noteOf(differenceMinor: bigint | null, closedBy: readonly string[], res: Response): string | null {
  const { t, format } = res.locals
  const difference = differenceMinor === null ? null : differenceInWords(differenceMinor, t, format)
  const notes = [
    difference && t('Counters closed on this day: {{difference}}', { difference }),
    closedBy.length > 0 && t('Closed in their place by {{names}}', { names: closedBy.join(', ') }),
  ]
  return notes.filter((note) => note).join(' · ') || null
}

const ofDay = (req: Request, day: Day): Promise<CashUp[]> =>
  cashUps(actor(req), startOfDay(day, config.zone), startOfDay(addDays(day, 1), config.zone))

function linesOf({ cashier, byMethod }: CashUp, day: Day, res: Response): string[][] {
  const plain = (minor: bigint) => plainAmount(minor, config.currency)
  return byMethod.map(({ method, receivedMinor, returnedMinor }) => [
    ...[day, cashier, res.locals.t(methodLabels[method])],
    ...[plain(receivedMinor), plain(returnedMinor), plain(receivedMinor - returnedMinor)],
  ])
}
