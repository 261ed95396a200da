import { z } from 'zod'
import { flash } from '../web/flash.js'
import { live } from '../web/live.js'
import { idParam, ownPath, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { listNotices } from './own-queries.js'
import { ownNoticesPage } from './pages.js'
import { readAllNotices, readNotice } from './reading.js'

/** What a person is told in their own portal; mounted in every one. */
export const ownNoticeRoutes = routes()

const asked = z.object({
  after: z.uuid().nullable().default(null),
  before: z.uuid().nullable().default(null),
})

ownNoticeRoutes.get('/', 'notice.own', async (req, res) => {
  const found = await listNotices(actor(req), query(req, asked))
  const [first, last] = [found.rows[0], found.rows.at(-1)]
  ownNoticesPage(res, {
    rows: found.rows,
    unread: found.rows.some(({ readAt }) => readAt === null),
    newer: found.newer && first ? `${req.baseUrl}?before=${first.id}` : null,
    older: found.older && last ? `${req.baseUrl}?after=${last.id}` : null,
  })
})

/** Every stream tells its reader of their notices; this one of nothing else. */
ownNoticeRoutes.get(
  '/live',
  'notice.own',
  live(() => []),
)

ownNoticeRoutes.post('/reading', 'notice.own', async (req, res) => {
  const count = await readAllNotices(actor(req), new Date())
  if (count > 0) flash(req, 'success', res.locals.t('All notices are marked as read.'))
  res.redirect(303, req.baseUrl)
})

ownNoticeRoutes.post('/:id/reading', 'notice.own', async (req, res) => {
  const link = await readNotice(actor(req), idParam(req), new Date())
  res.redirect(303, ownPath(link, 'http://localhost', req.baseUrl))
})
