import connectPgSimple from 'connect-pg-simple'
import session, { type SessionData, type Store } from 'express-session'
import type { Pool } from 'pg'
import type { Actor } from '../access/actor.js'
import { Prisma } from '../generated/prisma/client.js'

/** Longer than any session lasts: what is posted after a weekend still says whose session it was. */
const KEPT_SECONDS = 72 * 60 * 60

export interface SessionStore {
  store: Store
  /** Whether a session says something that the database does not have yet. */
  unsaved: (session: object) => boolean
}

/**
 * Sessions in PostgreSQL. Each is read with the person whose it is, by one statement that every page begins with: the
 * library would ask for the one and then for the other. Two rules it lacks, too. A session that ended while a request was under way
 * (log-out, another password, a suspension) is not brought back by the end of that request. And of two requests at
 * once each writes what it changed itself, so that neither undoes the other's.
 */
export function sessionStore(pool: Pool, personWith: PersonWith): SessionStore {
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
  const reading = {
    name: 'session with its person',
    text: `SELECT s."sess", to_json(person) AS person
      FROM "session" s LEFT JOIN LATERAL (${personWith(accountOfSession).text}) person ON TRUE
      WHERE s."sid" = $1 AND s."expire" >= now()`,
  }

  store.get = (sid, done) => {
    pool.query<Read>({ ...reading, values: [sid] }, (error, found) => {
      if (error) return done(error)
      const { sess, person } = found.rows[0] ?? {}
      if (sess && person) people.set(sess, person)
      done(null, sess)
    })
  }
  store.createSession = (req, data) => {
    const opened = createSession(req, data)
    inDatabase.set(opened, partsOf(opened))
    const person = people.get(data)
    if (person) people.set(opened, person)
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

/** Whose session it was when it was read; null for nobody, and for who may no longer be in. */
export const personOf = (session: object): Actor | null => people.get(session) ?? null

const people = new WeakMap<object, Actor>()

/** The query for the person whose account has this id. */
export type PersonWith = (id: Prisma.Sql) => Prisma.Sql

const accountOfSession = Prisma.sql`(s."sess" #>> '{passport,user}')::uuid`

interface Read {
  sess: SessionData
  person: Actor | null
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

/**
 * Writes the parts that changed, if the session is still there. Nobody waits until the disk has them: were the machine
 * to stop at this instant, a message would not be shown. Who logged in and who logged out is written by other statements.
 */
async function update(pool: Pool, sid: string, before: Parts, now: Parts): Promise<void> {
  const changed = namesIn(before, now).filter((name) => before[name] !== now[name])
  if (changed.length === 0) return
  const written = changed.filter((name) => name in now).map((name) => `${JSON.stringify(name)}:${now[name]}`)
  await pool.query(
    `UPDATE "session"
     SET "sess" = (("sess"::jsonb || $2::jsonb) - $3::text[])::json, "expire" = now() + make_interval(secs => $4)
     WHERE "sid" = $1 AND set_config('synchronous_commit', 'off', TRUE) IS NOT NULL`,
    [sid, `{${written.join()}}`, changed.filter((name) => !(name in now)), KEPT_SECONDS],
  )
}
