import connectPgSimple from 'connect-pg-simple'
import session, { type Store } from 'express-session'
import type { Pool } from 'pg'

/** Longer than any session lasts: what is posted after a weekend still says whose session it was. */
const KEPT_SECONDS = 72 * 60 * 60

export interface SessionStore {
  store: Store
  /** Whether a session says something that the database does not have yet. */
  unsaved: (session: object) => boolean
}

/**
 * Sessions in PostgreSQL, with two rules that the library lacks. A session that ended while a request was under way
 * (log-out, another password, a suspension) is not brought back by the end of that request. And of two requests at
 * once each writes what it changed itself, so that neither undoes the other's.
 */
export function sessionStore(pool: Pool): SessionStore {
  const PostgresStore = connectPgSimple(session)
  const store = new PostgresStore({
    pool,
    tableName: 'session',
    createTableIfMissing: false,
    disableTouch: true,
    ttl: KEPT_SECONDS,
    pruneSessionInterval: 60 * 15,
    errorLog: () => {},
  })
  const createSession = store.createSession.bind(store)
  const insert = store.set.bind(store)
  const inDatabase = new WeakMap<object, Parts>()

  store.createSession = (req, data) => {
    const opened = createSession(req, data)
    inDatabase.set(opened, partsOf(opened))
    return opened
  }
  store.set = (sid, data, done = () => {}) => {
    const before = inDatabase.get(data)
    const now = partsOf(data)
    const settle = (error?: unknown) => {
      if (!error) inDatabase.set(data, now)
      done(error)
    }
    if (before) update(pool, sid, before, now).then(() => settle(), settle)
    else insert(sid, data, settle)
  }
  const unsaved = (data: object) => differ(inDatabase.get(data) ?? {}, partsOf(data))
  return { store, unsaved }
}

/** What a session says, each part as JSON; all but its cookie, which stays as it was made. */
type Parts = Record<string, string>

function partsOf(data: object): Parts {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name, value]) => name !== 'cookie' && value !== undefined)
      .map(([name, value]) => [name, JSON.stringify(value)]),
  )
}

const namesIn = (before: Parts, now: Parts) => [...new Set([...Object.keys(before), ...Object.keys(now)])]

const differ = (before: Parts, now: Parts) => namesIn(before, now).some((name) => before[name] !== now[name])

/** Writes the parts that changed, if the session is still there. */
async function update(pool: Pool, sid: string, before: Parts, now: Parts): Promise<void> {
  const changed = namesIn(before, now).filter((name) => before[name] !== now[name])
  if (changed.length === 0) return
  const written = changed.filter((name) => name in now).map((name) => `${JSON.stringify(name)}:${now[name]}`)
  await pool.query(
    `UPDATE "session"
     SET "sess" = (("sess"::jsonb || $2::jsonb) - $3::text[])::json, "expire" = now() + make_interval(secs => $4)
     WHERE "sid" = $1`,
    [sid, `{${written.join()}}`, changed.filter((name) => !(name in now)), KEPT_SECONDS],
  )
}
