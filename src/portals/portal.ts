import type { RequestHandler } from 'express'
import type { Role } from '../generated/prisma/enums.js'
import type { Nav } from '../web/ambient.js'
import type { IconName } from '../web/icon-names.js'
import { type Routes, routes } from '../web/routes.js'

interface Entry {
  label: string
  path: string
  icon: IconName
  /** The keys that lead there: 'g q'. */
  hotkey?: string
}

interface PortalOptions {
  base: string
  role: Role
  label: string
  /** Whether the patient search box stands on every page. */
  search?: boolean
  navigation: Entry[]
  /** Where each router stands; two may share an address, and the first that knows a page answers. */
  mounted: [path: string, routes: Routes][]
}

export interface Portal extends PortalOptions {
  routes: Routes
}

/** A role's part of the house: its gate, its navigation and the routers that stand in it. */
export function portal(options: PortalOptions): Portal {
  const inside = routes([options.role])
  for (const [path, inner] of options.mounted) inside.use(path, inner)
  return { ...options, routes: inside }
}

/** Gives every page of a signed-in person, error pages too, the navigation of their own portal. */
export function navigation(portals: Portal[]): RequestHandler {
  const byRole = new Map(portals.map((portal) => [portal.role, portal]))
  return (req, res, next) => {
    const own = req.user && byRole.get(req.user.role)
    if (own) Object.assign(res.locals, { base: own.base, nav: navOf(own, req.originalUrl, res.locals.t) })
    next()
  }
}

function navOf(
  { base, label, search = false, navigation }: Portal,
  url: string,
  t: (sentence: string) => string,
): Nav {
  const here = nearest(navigation, base, url.split('?')[0] ?? '')
  const items = navigation.map((entry) => ({
    label: t(entry.label),
    href: base + entry.path,
    icon: entry.icon,
    current: entry === here,
    hotkey: entry.hotkey ?? null,
  }))
  return { home: base, label: t(label), items, search }
}

/** The entry whose address is the longest beginning of this page's; the first page is that of no other. */
function nearest(entries: Entry[], base: string, address: string): Entry | undefined {
  const above = (entry: Entry) =>
    address === base + entry.path || (entry.path !== '' && address.startsWith(`${base}${entry.path}/`))
  return entries.filter(above).sort((a, b) => b.path.length - a.path.length)[0]
}
