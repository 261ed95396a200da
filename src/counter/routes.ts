import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { cashUpRoutes } from './cash-up-routes.js'
import { showClosing } from './closing-answers.js'
import { anothersClosingRoutes } from './closing-routes.js'
import { closeCounter, openCounter } from './commands.js'
import { closingForm, openingForm } from './forms.js'
import { counterPage, countersPage, figuresOf } from './pages.js'
import { closersOf, hasOpenCounter, listCounters, movementsAt, ownCounter } from './queries.js'
import { expectedCash } from './rules.js'
import { sessionRoutes, shownCounter } from './session-routes.js'

/** The cash counter of whoever takes money: opened with a float, closed by counting. */
export const counterRoutes = routes()

counterRoutes.get('/', 'counter.own', (req, res) => showCounter(req, res))

counterRoutes.post('/opening', 'counter.own', async (req, res) => {
  const schema = openingForm(config.currency)
  const opened = await submit(req, schema, (form) => openCounter(actor(req), form, new Date()))
  if (!opened.ok) return showCounter(req, res.status(opened.status), opened.form)
  flash(req, 'success', res.locals.t('Your counter is open.'))
  res.redirect(303, req.baseUrl)
})

counterRoutes.get('/closing/new', 'counter.own', async (req, res) => {
  if (!(await hasOpenCounter(actor(req).id))) return res.redirect(303, req.baseUrl)
  showClosing(res, openForm(req), ownClosing(req))
})

counterRoutes.post('/closing', 'counter.own', async (req, res) => {
  const schema = closingForm(config.currency)
  const closed = await submit(req, schema, (form) => closeCounter(actor(req), form, new Date()))
  if (!closed.ok) return showClosing(res.status(closed.status), closed.form, ownClosing(req))
  flash(req, 'success', res.locals.t('Your counter is closed.'))
  res.redirect(303, `${req.baseUrl}/sessions/${closed.value.id}`)
})

const asked = z.object({ after: z.uuid().nullable().default(null) })

counterRoutes.get('/sessions', 'counter.list', async (req, res) => {
  const { after } = query(req, asked)
  const { rows, more } = await listCounters(actor(req), { after })
  const closers = await closersOf(rows)
  countersPage(res, {
    rows: rows.map((row) => shownCounter(row, closers, res)),
    named: actor(req).role === 'ADMIN',
    newer: after ? `${req.baseUrl}/sessions` : null,
    older: more ? `${req.baseUrl}/sessions?after=${rows.at(-1)?.id}` : null,
  })
})

counterRoutes.use('/sessions', anothersClosingRoutes)
counterRoutes.use('/sessions', sessionRoutes)
counterRoutes.use('/cash-up', cashUpRoutes)

const LATELY = 10

async function showCounter(req: Request, res: Response, typed?: Form) {
  const { t, format } = res.locals
  const { id: cashierId, role } = actor(req)
  const isAdmin = role === 'ADMIN'
  const [counter, { rows }] = await Promise.all([
    ownCounter(cashierId),
    listCounters(actor(req), { cashierId, after: null, rows: LATELY }),
  ])
  const [movements, closers] = await Promise.all([
    counter ? movementsAt(db, counter.id) : [],
    closersOf(rows),
  ])
  counterPage(res, {
    open: counter && {
      ...{ id: counter.id, openedAt: counter.openedAt, float: format.money(counter.floatMinor) },
      expected: format.money(expectedCash(counter.floatMinor, movements)),
      figures: figuresOf(movements, t, format),
    },
    form: typed ?? openForm(req),
    actions: [
      ...(counter
        ? [
            {
              ...{ label: t('Close the counter'), href: `${req.baseUrl}/closing/new` },
              ...({ icon: 'lock', tone: 'primary' } as const),
            },
          ]
        : []),
      { label: t('Daily cash-up'), href: `${req.baseUrl}/cash-up`, icon: 'calendar' },
      {
        label: isAdmin ? t('All counters') : t('Your counters'),
        href: `${req.baseUrl}/sessions`,
        icon: 'history',
      },
    ],
    history: rows.filter(({ closedAt }) => closedAt !== null).map((row) => shownCounter(row, closers, res)),
  })
}

const ownClosing = (req: Request) => ({
  ...{ of: null, action: `${req.baseUrl}/closing`, cancel: req.baseUrl },
})
