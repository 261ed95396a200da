import { roleLabels } from '../accounts/rules.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { unusualPage } from './access-pages.js'
import { unusualAccess } from './unusual-queries.js'
import { UNUSUAL_DAYS, unusualFrom } from './unusual-rules.js'

/** For the administration: who opened unusually many patients within an hour. */
export const unusualAccessRoutes = routes()

unusualAccessRoutes.get('/', 'emergency-access.list', async (req, res) => {
  const { t, base } = res.locals
  const rows = await unusualAccess(actor(req), new Date(Date.now() - UNUSUAL_DAYS * 86_400_000))
  unusualPage(res, {
    days: UNUSUAL_DAYS,
    rows: rows.map(({ accountId, role, ...row }) => ({
      ...row,
      role: t(roleLabels[role]),
      usual: unusualFrom[role],
      href: `${base}/accounts/${accountId}`,
    })),
  })
})
