import type { Request, RequestHandler } from 'express'
import { db } from '../db/client.js'
import type { FormValues } from './form.js'
import { ownPath } from './params.js'

const KEPT_HOURS = 12

/** Keeps what was typed when the session of `accountId` had run out, until the same person logs in again. */
export async function holdForm(req: Request, accountId: string, origin: string): Promise<void> {
  const body: FormValues = req.body ?? {}
  const values = Object.fromEntries(
    Object.entries(body).filter(([name]) => !/password|idempotency_key/i.test(name)),
  )
  if (Object.keys(values).length === 0) return
  const page = ownPath(pathOf(req.get('referer')), origin, req.originalUrl)
  await db.heldForm.create({ data: { accountId, action: req.originalUrl, page, values } })
}

/** The page with the newest form kept for this person, to which log-in returns. */
export async function pageOfHeldForm(accountId: string): Promise<string | null> {
  const held = await db.heldForm.findFirst({
    where: { accountId, createdAt: { gte: new Date(Date.now() - KEPT_HOURS * 3_600_000) } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, page: true },
  })
  return held?.page ?? null
}

/** Right after log-in the session names the page; when that page is opened, its form is given back once. */
export const heldForms: RequestHandler = async (req, _res, next) => {
  const page = req.session.heldFormPage
  if (page && req.method === 'GET' && req.originalUrl === page && req.user) {
    const [held] = await db.heldForm.findMany({
      where: { accountId: req.user.id, page },
      orderBy: { createdAt: 'desc' },
      take: 1,
      select: { values: true },
    })
    await db.heldForm.deleteMany({ where: { accountId: req.user.id } })
    req.session.heldFormPage = undefined
    if (held) req.heldForm = held.values as FormValues
  }
  next()
}

/** The values that were kept for the page now being shown; empty for every other page. */
export function takeHeldForm(req: Request): FormValues {
  const held = req.heldForm ?? {}
  req.heldForm = undefined
  return held
}

function pathOf(referer: string | undefined) {
  if (!referer) return undefined
  try {
    const url = new URL(referer)
    return `${url.pathname}${url.search}`
  } catch {
    return undefined
  }
}
