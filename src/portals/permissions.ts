import { type Action, mayEver, policy } from '../access/policy.js'
import { roleLabels } from '../accounts/rules.js'
import { Role } from '../generated/prisma/enums.js'
import { page } from '../web/page.js'
import { type DeclaredRoute, passes, type Routes, routes } from '../web/routes.js'

type Audience = Role | 'VISITOR'

interface PublishedRoute {
  method: DeclaredRoute['method']
  path: string
  action: Action
  roles: Audience[]
}

/** Who may do what, by action and by address; read off the policy and the routes themselves. */
interface Permissions {
  actions: Record<string, Audience[]>
  routes: PublishedRoute[]
}

export const permissionsPage = page<Permissions & { audiences: { value: Audience; label: string }[] }>(
  'access/permissions',
  'Permissions',
)

const audiences: Audience[] = [...Object.values(Role), 'VISITOR']
const roleOf = (audience: Audience) => (audience === 'VISITOR' ? null : audience)

/** The pages that publish it. `declared` is asked at each request: the house is built around this very router. */
export function permissionsRoutes(declared: () => DeclaredRoute[]): Routes {
  const permissions = routes()
  permissions.get('/permissions', 'permissions.view', (_req, res) => {
    const { t } = res.locals
    const label = (audience: Audience) => (audience === 'VISITOR' ? t('Visitor') : t(roleLabels[audience]))
    permissionsPage(res, {
      ...published(declared()),
      audiences: audiences.map((value) => ({ value, label: label(value) })),
    })
  })
  permissions.get('/permissions.json', 'permissions.view', (_req, res) => {
    res.json(published(declared()))
  })
  return permissions
}

function published(declared: DeclaredRoute[]): Permissions {
  // The keys of the table are its actions.
  const actions = Object.keys(policy) as Action[]
  return {
    actions: Object.fromEntries(
      actions.map((action) => [action, audiences.filter((audience) => mayEver(roleOf(audience), action))]),
    ),
    routes: declared.map(({ method, path, action, roles }) => ({
      method,
      path,
      action,
      roles: audiences.filter((audience) => passes(roleOf(audience), action, roles)),
    })),
  }
}
