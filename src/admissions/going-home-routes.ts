import { z } from 'zod'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { dayIn } from '../shared/calendar.js'
import { live } from '../web/live.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { leavingStays } from './leaving-queries.js'
import { goingHomePage, openInShort } from './readiness-pages.js'
import { openItems } from './readiness-queries.js'
import { shownLeaving } from './readiness-routes.js'

/** Who leaves soon, and what still stands in the way. A doctor sees the patients whom they reach. */
export const goingHomeRoutes = routes()

const asked = z.object({
  show: z.enum(['soon', 'all']).default('soon'),
  after: z.uuid().nullable().default(null),
})

goingHomeRoutes.get('/', 'admission.readiness', async (req, res) => {
  const { t } = res.locals
  const { show, after } = query(req, asked)
  const now = new Date()
  const today = dayIn(now, config.zone)
  const all = show === 'all'
  const { rows, more } = await leavingStays(actor(req), { leaving: !all, today, after }, now)
  const open = await openItems(
    db,
    rows.map(({ id }) => id),
    now,
  )
  const here = all ? `${req.baseUrl}?show=all` : req.baseUrl
  goingHomePage(res, {
    tabs: [
      { label: t('Soon'), href: req.baseUrl, current: !all },
      { label: t('All who are admitted'), href: `${req.baseUrl}?show=all`, current: all },
    ],
    live: `${req.baseUrl}/live`,
    rows: rows.map((stay) => ({
      ...shownLeaving(stay, today, t),
      open: openInShort(open.get(stay.id) ?? [], t),
    })),
    all,
    newer: after ? here : null,
    older: more ? `${req.baseUrl}?show=${show}&after=${rows.at(-1)?.id}` : null,
  })
})

goingHomeRoutes.get(
  '/live',
  'admission.readiness',
  live(() => ['beds', 'orders', 'services']),
)
