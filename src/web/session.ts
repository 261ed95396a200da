import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { Pool } from 'pg'
import type { Tx } from '../db/client.js'
import { isBackground } from './background.js'
import { errors } from './errors.js'
import { flash } from './flash.js'
import { type PersonWith, sessionStore } from './session-store.js'
import { signIn } from './sign-in.js'

const MINUTE = 60_000
const IDLE = 30 * MINUTE
const ABSOLUTE = 12 * 60 * MINUTE
const TOUCH = MINUTE

export interface SessionOptions {
  pool: Pool
  secret: string
  https: boolean
  /** Role and status come from the database at each request, so that a change holds at once. */
  personWith: PersonWith
}

/** The name says to browsers that only this host, over https, may set it. Plain http has no such cookie. */
export const sessionCookie = (https: boolean) => (https ? '__Host-sid' : 'sid')

export function sessions(options: SessionOptions): RequestHandler[] {
  const { store, unsaved } = sessionStore(options.pool, options.personWith)
  const load = session({
    store,
    secret: options.secret,
    name: sessionCookie(options.https),
    genid: () => randomBytes(32).toString('base64url'),
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: options.https },
    proxy: options.https,
  })
  return [load, saveBeforeAnswer(unsaved), expire, ...signIn()]
}

/** Ends all sessions of a person, in the transaction that changed their rights or password. */
export async function endSessionsOf(tx: Tx, accountId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM "session" WHERE "sess" #>> '{passport,user}' = ${accountId}`
}

/**
 * express-session sends the head of an answer before it has stored the session, and a browser follows a redirect at
 * once: what it is about to need (who logged in, a message) is stored first. When that fails, the failure is the
 * answer, without a session.
 */
function saveBeforeAnswer(unsaved: (session: object) => boolean): RequestHandler {
  return (req, res, next) => {
    const end = res.end
    res.end = (...parts: unknown[]) => {
      res.end = end
      const answer = () => Reflect.apply(end, res, parts)
      if (!req.session || !unsaved(req.session)) return answer()
      req.session.save((error) => {
        if (!error) return answer()
        Reflect.deleteProperty(req, 'session')
        if (res.headersSent) answer()
        else errors(error, req, res, next)
      })
      return res
    }
    next()
  }
}

/** Idle and absolute limits, checked here on the server. The browser gets a fresh session that knows nobody. */
const expire: RequestHandler = async (req, res, next) => {
  const accountId = req.session.passport?.user
  const now = Date.now()
  if (!accountId) return next()
  const { startedAt = 0, seenAt = 0 } = req.session
  if (now - seenAt > IDLE || now - startedAt > ABSOLUTE) {
    await regenerate(req)
    req.session.expiredAccountId = accountId
    flash(req, 'info', res.locals.t('You were logged out after a time without activity. Log in to go on.'))
  } else if (now - seenAt > TOUCH && !isBackground(req)) {
    req.session.seenAt = now
  }
  next()
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
