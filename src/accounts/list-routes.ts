import { z } from 'zod'
import { Role } from '../generated/prisma/enums.js'
import { openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { accountListPage } from './admin-pages.js'
import { listAccounts } from './list-queries.js'
import { roleLabels, type Standing, standingLabels } from './rules.js'

/** Everybody who can log in, or asked to, for the administration. */
export const accountListRoutes = routes()

const SHORTEST_SEARCH = 2
const standings = Object.keys(standingLabels) as Standing[]
const asked = z.object({
  q: z.string().max(200).default(''),
  role: z.enum(Role).nullable().default(null),
  standing: z.enum(standings).nullable().default(null),
  after: z.uuid().nullable().default(null),
  before: z.uuid().nullable().default(null),
})

accountListRoutes.get('/', 'account.list', async (req, res) => {
  const { q, role, standing, after, before } = query(req, asked)
  const { t } = res.locals
  const typed = q.trim()
  const tooShort = typed !== '' && typed.length < SHORTEST_SEARCH
  const search = tooShort ? '' : typed
  const found = await listAccounts(actor(req), { role, standing, search, after, before })
  const kept = new URLSearchParams({ ...(q && { q }), ...(role && { role }), ...(standing && { standing }) })
  const here = (edge: Record<string, string>) =>
    `${req.baseUrl}?${new URLSearchParams([...kept, ...Object.entries(edge)])}`
  const [first, last] = [found.rows[0], found.rows.at(-1)]
  accountListPage(res, {
    filter: openForm(req, { q, role: role ?? '', standing: standing ?? '' }),
    roles: Object.values(Role).map((value) => ({ value, label: t(roleLabels[value]) })),
    standings: standings.map((value) => ({ value, label: t(standingLabels[value]) })),
    tooShort,
    filtered: kept.size > 0,
    rows: found.rows.map((row) => ({ ...row, roleLabel: t(roleLabels[row.role]) })),
    newer: found.newer && first ? here({ before: first.id }) : null,
    older: found.older && last ? here({ after: last.id }) : null,
  })
})
