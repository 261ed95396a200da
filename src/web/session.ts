import { randomBytes } from 'node:crypto'
import connectPgSimple from 'connect-pg-simple'
import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { Pool } from 'pg'
import type { Tx } from '../db/client.js'
import { flash } from './flash.js'
import { holdForm } from './held-forms.js'

const MINUTE = 60_000
const IDLE = 30 * MINUTE
const ABSOLUTE = 12 * 60 * MINUTE
const TOUCH = MINUTE
const KEPT_SECONDS = 24 * 60 * 60

export interface SessionOptions {
  pool: Pool
  secret: string
  https: boolean
  origin: string
}

/** The name says to browsers that only this host, over https, may set it. Plain http has no such cookie. */
export const sessionCookie = (https: boolean) => (https ? '__Host-sid' : 'sid')

export function sessions(options: SessionOptions): RequestHandler[] {
  const Store = connectPgSimple(session)
  const store = new Store({
    pool: options.pool,
    tableName: 'session',
    createTableIfMissing: false,
    disableTouch: true,
    ttl: KEPT_SECONDS,
    pruneSessionInterval: 60 * 15,
    errorLog: () => {},
  })
  const load = session({
    store,
    secret: options.secret,
    name: sessionCookie(options.https),
    genid: () => randomBytes(32).toString('base64url'),
    resave: false,
    saveUninitialized: false,
    rolling: false,
    unset: 'destroy',
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: options.https },
    proxy: options.https,
  })
  return [load, expire(options.origin)]
}

/** Ends all sessions of a person, in the transaction that changed their rights or password. */
export async function endSessionsOf(tx: Tx, accountId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM "session" WHERE "sess" #>> '{passport,user}' = ${accountId}`
}

/**
 * Idle and absolute limits are checked here, on the server. A form posted too late is kept for its writer; the
 * browser's session is replaced by a fresh one that knows nobody.
 */
function expire(origin: string): RequestHandler {
  return async (req, res, next) => {
    const accountId = req.session.passport?.user
    const now = Date.now()
    if (!accountId) return next()
    const { startedAt = 0, seenAt = 0 } = req.session
    if (now - seenAt > IDLE || now - startedAt > ABSOLUTE) {
      if (req.method === 'POST') await holdForm(req, accountId, origin)
      await regenerate(req)
      flash(
        req,
        'info',
        res.locals.t(
          'You were logged out after a time without activity. Log in to go on; what you had typed is kept.',
        ),
      )
    } else if (now - seenAt > TOUCH) {
      req.session.seenAt = now
    }
    next()
  }
}

function regenerate(req: Request): Promise<void> {
  return new Promise((resolve, reject) =>
    req.session.regenerate((error) => (error ? reject(error) : resolve())),
  )
}

declare module 'express-session' {
  interface SessionData {
    passport: { user: string }
  }
}
