import { type Request, type RequestHandler, type Response, Router } from 'express'
import { type Action, mayEver } from '../access/policy.js'
import type { Role } from '../generated/prisma/enums.js'
import { Forbidden, NotFound } from '../shared/errors.js'
import { holdForm } from './held-forms.js'
import { longestPath } from './params.js'

type Handler = (req: Request, res: Response) => unknown
type Method = 'get' | 'post'

export interface DeclaredRoute {
  method: Method
  path: string
  action: Action
  /** Null: anybody, signed in or not, whom the action allows. */
  roles: Role[] | null
}

export interface Routes {
  /** `before` runs after the gate: the parser of an upload, for instance. */
  get: (path: string, action: Action, handler: Handler, before?: RequestHandler[]) => void
  post: (path: string, action: Action, handler: Handler, before?: RequestHandler[]) => void
  use: (path: string, routes: Routes) => void
  router: Router
  declared: DeclaredRoute[]
}

const gated = new WeakSet<object>()
const ungated = new WeakSet<object>()

/**
 * An Express router on which no route can stand without its action. With `roles`, all in it (a portal) is for
 * these roles only. Who is not signed in goes to log-in; who may not do this reads why.
 */
export function routes(roles: Role[] | null = null): Routes {
  const router = Router({ mergeParams: true })
  const declared: DeclaredRoute[] = []
  const declare =
    (method: Method) =>
    (path: string, action: Action, handler: Handler, before: RequestHandler[] = []) => {
      const gate: RequestHandler = (req, res, next) => {
        if (!passes(req.user?.role ?? null, action, roles)) return refuse(req, res)
        next()
      }
      gated.add(gate)
      router[method](path, gate, ...before, handler)
      declared.push({ method, path, action, roles })
    }
  const use = (path: string, inner: Routes) => {
    if (roles) router.use(path, portalGate(roles), inner.router)
    else router.use(path, inner.router)
    for (const route of inner.declared) {
      const joined = `${path === '/' ? '' : path}${route.path}`.replace(/(.)\/$/, '$1')
      declared.push({ ...route, path: joined, roles: both(roles, route.roles) })
    }
  }
  return { get: declare('get'), post: declare('post'), use, router, declared }
}

/** Health and assets: the same for everybody, and answered before anybody is known. */
export function withoutGates(router: Router): Router {
  ungated.add(router)
  return router
}

/** Deny by default: throws when any other route of the application stands there without a gate. */
export function requireGates(router: Router): void {
  for (const { route, handle } of router.stack) {
    if (route && !isGated(route.stack))
      throw new Error(`The route ${route.path} declares no action: register it through routes().`)
    if ('stack' in handle && !ungated.has(handle)) requireGates(handle as Router)
  }
}

/** As routes() makes it: a gate, then what it guards, all for one method. */
function isGated(steps: Router['stack']): boolean {
  const [first] = steps
  return (
    first !== undefined && gated.has(first.handle) && steps.every(({ method }) => method === first.method)
  )
}

/** Whether a role passes the gates of a route; null is a visitor. */
export function passes(role: Role | null, action: Action, roles: Role[] | null): boolean {
  if (roles && (role === null || !roles.includes(role))) return false
  return mayEver(role, action)
}

const portalGate =
  (roles: Role[]): RequestHandler =>
  (req, res, next) => {
    if (!req.user || !roles.includes(req.user.role)) return refuse(req, res)
    next()
  }

async function refuse(req: Request, res: Response): Promise<void> {
  if (req.user) throw new Forbidden()
  const reads = req.method === 'GET' || req.method === 'HEAD'
  if (!reads) await holdForm(req, res)
  const goOn = reads && req.originalUrl.length <= longestPath
  res.redirect(303, goOn ? `/login?next=${encodeURIComponent(req.originalUrl)}` : '/login')
}

const both = (outer: Role[] | null, inner: Role[] | null) =>
  outer && inner ? outer.filter((role) => inner.includes(role)) : (outer ?? inner)

/** After all routes: an address that exists for another method answers 405, any other 404. */
export function nothingHere(declared: DeclaredRoute[]): RequestHandler {
  const patterns = declared.map((route) => ({ method: route.method, pattern: patternOf(route.path) }))
  return (req, res, next) => {
    const methods = patterns
      .filter(({ pattern }) => pattern.test(req.path))
      .map(({ method }) => method.toUpperCase())
    if (methods.length === 0 && ['GET', 'HEAD', 'POST'].includes(req.method)) return next(new NotFound())
    if (methods.includes('GET')) methods.push('HEAD')
    res.set('Allow', methods.join(', '))
    next(new MethodNotAllowed())
  }
}

export class MethodNotAllowed extends Error {}

const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:[a-zA-Z]+/g, '[^/]+')}/?$`)
