import type { Response } from 'express'
import { z } from 'zod'
import { db } from '../db/client.js'
import { multiply } from '../shared/money.js'
import type { Components } from '../web/components.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { methodLabels } from './method-rules.js'
import { type CounterOnPage, differenceInWords, figuresOf, sessionPage } from './pages.js'
import { type CounterRow, type Entry, entriesAt, findCounter, movementsAt } from './queries.js'
import { type Counts, expectedCash, type Movement, SMALLEST } from './rules.js'

/** One counter from its opening to its closing; below the address of all of them. */
export const sessionRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

sessionRoutes.get('/:id', 'counter.list', async (req, res) => {
  const { t, format, base } = res.locals
  const { after } = query(req, asked)
  const counter = await findCounter(actor(req), idParam(req))
  const [movements, { rows, more }] = await Promise.all([
    movementsAt(db, counter.id),
    entriesAt(counter.id, after),
  ])
  const here = `${req.baseUrl}/${counter.id}`
  sessionPage(res, {
    cashier: counter.cashier.name,
    facts: factsOf(counter, movements, res),
    figures: figuresOf(movements, t, format),
    counts: countsShown(counter, res),
    entries: rows.map((entry) => shownEntry(entry, res)),
    closing: counter.closedAt || counter.cashier.id !== actor(req).id ? null : `${base}/counter/closing/new`,
    newer: after ? here : null,
    older: more ? `${here}?after=${rows.at(-1)?.id}` : null,
  })
})

/** A counter as a list shows it. */
export function shownCounter(counter: CounterRow, res: Response): CounterOnPage {
  const { t, format, base } = res.locals
  const { id, cashier, openedAt, closedAt, countedMinor, expectedMinor } = counter
  return {
    ...{ href: `${base}/counter/sessions/${id}`, cashier: cashier.name, openedAt, closedAt },
    counted: countedMinor === null ? null : format.money(countedMinor),
    difference:
      countedMinor === null || expectedMinor === null
        ? null
        : differenceInWords(countedMinor - expectedMinor, t, format),
  }
}

function factsOf(counter: CounterRow, movements: readonly Movement[], res: Response) {
  const { t, format } = res.locals
  const { openedAt, closedAt, floatMinor, countedMinor, expectedMinor, note } = counter
  const expected = expectedMinor ?? expectedCash(floatMinor, movements)
  const facts: Components['components/summary-list']['rows'] = [
    { label: t('Opened'), value: format.instant(openedAt) },
    { label: t('Closed'), value: closedAt ? format.instant(closedAt) : t('Still open') },
    { label: t('Float'), value: format.money(floatMinor) },
    { label: t('Cash that should be there'), value: format.money(expected) },
  ]
  if (countedMinor === null) return facts
  const difference = differenceInWords(countedMinor - expected, t, format) ?? t('None')
  return [
    ...facts,
    { label: t('Counted'), value: format.money(countedMinor) },
    { label: t('Difference'), value: difference, ...(note && { note }) },
  ]
}

/** The largest first; what no note or coin is for stands last, as one amount. */
function countsShown({ counts }: CounterRow, res: Response) {
  const { t, format } = res.locals
  // Only `closeCounter` writes that column.
  const counted = Object.entries((counts ?? {}) as Counts).map(
    ([unit, count]) => [Number(unit), count] as const,
  )
  return counted
    .sort(([one], [other]) => other - one)
    .map(([unit, count]) => ({
      unit: unit === SMALLEST ? t('Other coins') : format.money(BigInt(unit)),
      count: unit === SMALLEST ? '' : format.number(count),
      amount: format.money(multiply(BigInt(unit), count)),
    }))
}

function shownEntry({ kind, id, number, at, patient, method, amountMinor, cancelled }: Entry, res: Response) {
  const { t, format, base } = res.locals
  return {
    ...{ number, at, patient, cancelled, method: t(methodLabels[method]) },
    href: `${base}/${kind === 'RECEIPT' ? 'payments' : 'refunds'}/${id}`,
    amount: format.money(kind === 'RECEIPT' ? amountMinor : -amountMinor),
  }
}
