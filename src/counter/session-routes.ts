import type { Request, Response } from 'express'
import { z } from 'zod'
import { db } from '../db/client.js'
import { multiply } from '../shared/money.js'
import type { Components } from '../web/components.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { methodLabels } from './method-rules.js'
import { type CounterOnPage, differenceInWords, figuresOf, sessionPage } from './pages.js'
import { type CounterRow, closersOf, type Entry, entriesAt, findCounter, movementsAt } from './queries.js'
import { type Counts, expectedCash, type Movement, SMALLEST } from './rules.js'

/** One counter from its opening to its closing; below the address of all of them. */
export const sessionRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

sessionRoutes.get('/:id', 'counter.list', async (req, res) => {
  const { t, format } = res.locals
  const { after } = query(req, asked)
  const counter = await findCounter(actor(req), idParam(req))
  const [movements, { rows, more }, closers] = await Promise.all([
    movementsAt(db, counter.id),
    entriesAt(counter.id, after),
    closersOf([counter]),
  ])
  const here = `${req.baseUrl}/${counter.id}`
  sessionPage(res, {
    cashier: counter.cashier.name,
    facts: factsOf(counter, { movements, closers }, res),
    figures: figuresOf(movements, t, format),
    counts: countsShown(counter, res),
    entries: rows.map((entry) => shownEntry(entry, res)),
    closing: counter.closedAt ? null : closingOf(counter, here, req, res),
    newer: after ? here : null,
    older: more ? `${here}?after=${rows.at(-1)?.id}` : null,
  })
})

/** Where an open counter is closed: by its cashier, or in their place by those who may. */
function closingOf({ cashier }: CounterRow, here: string, req: Request, res: Response): string | null {
  const { base, can } = res.locals
  if (cashier.id === actor(req).id) return `${base}/counter/closing/new`
  return can('counter.close') ? `${here}/closing/new` : null
}

/** A counter as a list shows it; `closers` are the names of those who closed it in the cashier's place. */
export function shownCounter(
  counter: CounterRow,
  closers: Map<string, string>,
  res: Response,
): CounterOnPage {
  const { t, format, base } = res.locals
  const { id, cashier, openedAt, closedAt, countedMinor, expectedMinor } = counter
  return {
    ...{ href: `${base}/counter/sessions/${id}`, cashier: cashier.name, openedAt, closedAt },
    closedBy: closers.get(counter.closedById ?? '') ?? null,
    counted: countedMinor === null ? null : format.money(countedMinor),
    difference:
      countedMinor === null || expectedMinor === null
        ? null
        : differenceInWords(countedMinor - expectedMinor, t, format),
  }
}

function factsOf(
  counter: CounterRow,
  { movements, closers }: { movements: readonly Movement[]; closers: Map<string, string> },
  res: Response,
) {
  const { t, format } = res.locals
  const { openedAt, closedAt, floatMinor, countedMinor, expectedMinor, note } = counter
  const closer = closers.get(counter.closedById ?? '')
  const expected = expectedMinor ?? expectedCash(floatMinor, movements)
  const facts: Components['components/summary-list']['rows'] = [
    { label: t('Opened'), value: format.instant(openedAt) },
    {
      label: t('Closed'),
      value: closedAt ? format.instant(closedAt) : t('Still open'),
      ...(closer && {
        note: t('by {{name}}: {{reason}}', { name: closer, reason: counter.closingReason ?? '' }),
      }),
    },
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
  // Only the closing of a counter writes that column.
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
