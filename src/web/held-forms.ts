import type { Request, RequestHandler, Response } from 'express'
import { db } from '../db/client.js'
import { isBackground } from './background.js'
import { flash } from './flash.js'
import type { FormValues } from './form.js'
import { ownPath } from './params.js'

const KEPT_HOURS = 12
const MOST = 20

/**
 * The page that a posted form stands on, to which its writer is led back. The form names it (`form-hidden`), since
 * a form that was refused stands at the address that it was posted to; the browser names it, too, where it may.
 */
export function formPages(origin: string): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'POST') {
      const browsers = ownPath(pathOf(req.get('referer')), origin, req.originalUrl)
      res.locals.site.formPage = ownPath(req.body?.form_page, origin, browsers)
      if (req.body) delete req.body.form_page
    }
    next()
  }
}

/**
 * Keeps a form that was refused because its writer's session had run out, until the same person logs in. Files and
 * passwords are not kept, and nothing of those who logged out or were shut out.
 */
export async function holdForm(req: Request, res: Response): Promise<void> {
  const accountId = req.session.expiredAccountId
  const values = Object.fromEntries(
    Object.entries<string | string[]>(req.body ?? {}).filter(
      ([name]) => !/password|idempotency_key/i.test(name),
    ),
  )
  if (!accountId || Object.keys(values).length === 0) return
  await db.heldForm.deleteMany({ where: { createdAt: { lt: oldest() } } })
  if ((await db.heldForm.count({ where: { accountId } })) >= MOST) return
  const { t, site } = res.locals
  await db.heldForm.create({ data: { accountId, action: req.originalUrl, page: site.formPage, values } })
  flash(
    req,
    'info',
    t('Nothing is lost: what you had typed is kept, and is in its form again when you are logged in.'),
  )
}

/** Right after log-in: tells the new session which pages wait for it with a form, and gives the newest of them. */
export async function rememberHeldForms(req: Request, accountId: string): Promise<string | null> {
  const held = await db.heldForm.findMany({
    where: { accountId, createdAt: { gte: oldest() } },
    orderBy: { createdAt: 'desc' },
    select: { page: true },
  })
  const pages = held.map(({ page }) => page)
  if (pages.length > 0) req.session.heldFormPages = pages
  return pages[0] ?? null
}

/** Gives a form back, once, when the page that it stood on is opened. */
export const heldForms: RequestHandler = async (req, res, next) => {
  const pages = req.session.heldFormPages ?? []
  if (req.method !== 'GET' || isBackground(req) || !req.user || !pages.includes(req.originalUrl))
    return next()
  const where = { accountId: req.user.id, page: req.originalUrl }
  const held = await db.heldForm.findFirst({
    where,
    orderBy: { createdAt: 'desc' },
    select: { values: true },
  })
  await db.heldForm.deleteMany({ where })
  const others = pages.filter((page) => page !== req.originalUrl)
  req.session.heldFormPages = others.length > 0 ? others : undefined
  if (held) {
    req.heldForm = held.values as FormValues
    flash(req, 'info', res.locals.t('What you had typed is in the form again. Look at it, then send it.'))
  }
  next()
}

/** The values that were kept for the page now being shown; empty for every other page. */
export function takeHeldForm(req: Request): FormValues {
  const held = req.heldForm ?? {}
  req.heldForm = undefined
  return held
}

const oldest = () => new Date(Date.now() - KEPT_HOURS * 3_600_000)

function pathOf(referer: string | undefined) {
  if (!referer) return undefined
  try {
    const url = new URL(referer)
    return `${url.pathname}${url.search}`
  } catch {
    return undefined
  }
}
