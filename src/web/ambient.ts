import type { RequestHandler } from 'express'
import type { Actor } from '../access/actor.js'
import { type Action, mayEver } from '../access/policy.js'
import type { Role } from '../generated/prisma/enums.js'
import type { Currency } from '../shared/money.js'
import { assetVersion } from './assets.js'
import { readCookie } from './cookies.js'
import type { Flash } from './flash.js'
import { type Format, formatter } from './format.js'
import type { IconName } from './icon-names.js'
import { type T, translator } from './words.js'

export interface Hospital {
  name: string
  address: string
  phone: string
  email: string
}

export interface Nav {
  home: string
  label: string
  items: { label: string; href: string; icon: IconName; current: boolean; hotkey: string | null }[]
  /** Whether the patient search box stands on every page of this portal. */
  search: boolean
}

/** What every template may use besides its own model. */
export interface Ambient {
  user: { id: string; name: string; role: Role; roleLabel: string; unread: number; alerts: number } | null
  nav: Nav | null
  flash: Flash[]
  /** The portal's mount path, such as '/reception'; empty on the public site. */
  base: string
  t: T
  format: Format
  can: (action: Action) => boolean
  site: {
    hospital: Hospital
    demo: boolean
    theme: Theme
    path: string
    /** Where the form of this page stands: this page, or the one that a refused form was posted from. */
    formPage: string
    requestId: string
    language: string
    /** Part of the addresses of styles, script and icons. */
    assets: string
  }
}

/** What a layout is given besides. */
export interface LayoutModel {
  title: string
  body: string
  breadcrumbs: { label: string; href: string }[]
  /** Its form was refused: the title says so first. */
  error: boolean
}

export type Theme = 'light' | 'dark' | 'auto'

export interface AmbientOptions {
  hospital: () => Promise<Hospital>
  demo: boolean
  zone: string
  currency: Currency
}

/** The words and formats of this reader; first of all, since a refusal needs them too. */
export function ambient(options: AmbientOptions): RequestHandler {
  const t = translator('en')
  const format = formatter(t, 'en', options.zone, options.currency)
  return async (req, res, next) => {
    Object.assign(res.locals, {
      user: null,
      nav: null,
      base: '',
      t,
      format,
      can: () => false,
      takeFlash: () => [],
    })
    const site: Ambient['site'] = {
      hospital: await options.hospital(),
      demo: options.demo,
      theme: themeOf(readCookie(req, 'theme')),
      path: req.originalUrl,
      formPage: req.originalUrl,
      requestId: String(req.id),
      language: 'en',
      assets: assetVersion,
    }
    res.locals.site = site
    next()
  }
}

/** Who is reading: after sign-in. */
export const reader =
  (roleLabels: Record<Role, string>): RequestHandler =>
  (req, res, next) => {
    const actor: Actor | null = req.user ?? null
    const { t } = res.locals
    res.locals.user = actor && {
      id: actor.id,
      name: actor.name,
      role: actor.role,
      roleLabel: t(roleLabels[actor.role]),
      unread: req.user?.unread ?? 0,
      alerts: req.user?.alerts ?? 0,
    }
    res.locals.can = (action: Action) => mayEver(actor?.role ?? null, action)
    next()
  }

const themeOf = (value: string | undefined): Theme => (value === 'light' || value === 'dark' ? value : 'auto')
