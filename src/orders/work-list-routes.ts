import { z } from 'zod'
import { live } from '../web/live.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { shownOrder } from './pages.js'
import { parseOrderNumber } from './rules.js'
import { workListPage } from './work-list-pages.js'
import { countWaiting, orderOfNumber, waitingOrders, workLists } from './work-queries.js'

/** What waits for clinical data entry, the most urgent first. A number that is scanned leads straight to its order. */
export const workListRoutes = routes()

const asked = z.object({
  show: z.enum(workLists).default('all'),
  q: z.string().max(40).default(''),
  after: z.uuid().nullable().default(null),
})

workListRoutes.get('/', 'result.record', async (req, res) => {
  const { t, format } = res.locals
  const { show, q, after } = query(req, asked)
  const number = parseOrderNumber(q)
  const named = number === null ? null : await orderOfNumber(number)
  if (named) return res.redirect(303, `${req.baseUrl}/${named.id}`)
  const [{ rows, more }, counts] = await Promise.all([waitingOrders(show, after), countWaiting()])
  const of = {
    all: { label: t('All'), count: counts.tests + counts.preliminary + counts.treatments },
    tests: { label: t('Wait for a result'), count: counts.tests },
    treatments: { label: t('Treatments'), count: counts.treatments },
    preliminary: { label: t('Preliminary'), count: counts.preliminary },
  }
  const address = (list: (typeof workLists)[number]) =>
    list === 'all' ? req.baseUrl : `${req.baseUrl}?show=${list}`
  workListPage(res, {
    tabs: workLists.map((list) => ({ ...of[list], href: address(list), current: list === show })),
    q,
    notFound: q.trim() !== '',
    rows: rows.map((row) => shownOrder(row, { t, format, patients: null })),
    newer: after ? address(show) : null,
    older: more ? `${req.baseUrl}?show=${show}&after=${rows.at(-1)?.id}` : null,
  })
})

workListRoutes.get(
  '/live',
  'result.record',
  live(() => ['orders']),
)
