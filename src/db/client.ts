import { setTimeout as pause } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from '../generated/prisma/client.js'
import { connection, loginOf } from './connection.js'
import { isConflict, isUnavailable, withoutRows } from './errors.js'
import { applicationRole } from './roles.js'

/** The database of this process, once `openDatabase` was called; live bindings, so never copy them at import. */
export let db: PrismaClient

/** The connections under `db`, shared with the sessions, the limits and the jobs. */
export let pool: pg.Pool

/** A connection beside the pool, as the application's role, for what stays connected. Its errors are the caller's. */
export let openConnection: () => pg.Client

/** What a function gets that does its part of somebody else's transaction. */
export type Tx = Prisma.TransactionClient

export interface DatabaseOptions {
  url: string
  /** Connections at most; every process of the hospital has this many. */
  poolSize?: number
  /** Told of connections that break. The pool replaces them by itself. */
  onConnectionError?: (error: Error) => void
}

/** Opens the pool and Prisma over it. Connects when first used: see `waitForDatabase`. */
export function openDatabase({ url, poolSize = 10, onConnectionError = ignore }: DatabaseOptions): void {
  pool = new pg.Pool({ ...asApplication(url), max: poolSize })
  openConnection = () => new pg.Client({ ...asApplication(url), query_timeout: 10_000 })
  // Without listeners a restart of the database would end the process. The connections' own are told of it both
  // when they are idle and when they are in use, the pool's only of the idle ones.
  pool.on('error', ignore)
  pool.on('connect', (client) => {
    client.on('error', onConnectionError)
    withoutRows(client)
  })
  db = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: preparedOnce() }),
    // The longer formats read and print our own source.
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 5_000, timeout: LONGEST },
  })
}

export async function closeDatabase(): Promise<void> {
  await db?.$disconnect()
  if (pool && !pool.ended) await pool.end()
}

/**
 * Runs `work` in one transaction, READ COMMITTED. When PostgreSQL rolls it back because of another one (deadlock,
 * serialization), the whole of it is done again, at most 5 times: so `work` must have no effect but on `tx`.
 * Nothing else is ever repeated: after a cut connection nobody knows whether the commit arrived. `longest` is in
 * milliseconds, for what nobody waits for.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, longest = LONGEST): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await db.$transaction(work, { timeout: longest })
    } catch (error) {
      if (attempt === retries || !isConflict(error)) throw error
      await pause(Math.random() * 20 * 2 ** attempt)
    }
  }
}

/** Whether the database answers within two seconds; for the readiness check. */
export async function databaseAnswers(): Promise<boolean> {
  const timer = new AbortController()
  const late = pause(2_000, false, { signal: timer.signal }).catch(() => false)
  const answer = pool.query('SELECT 1').then(
    () => true,
    () => false,
  )
  return Promise.race([answer, late]).finally(() => timer.abort())
}

/**
 * Waits until the database at `url` takes connections, with growing pauses of 0.2 to 5 seconds, for as long as it
 * takes. A refusal that waiting does not cure (wrong password, no such database) is thrown.
 */
export async function waitForDatabase(
  url: string,
  {
    onWait = ignore,
    signal,
  }: { onWait?: (error: unknown, pauseMs: number) => void; signal?: AbortSignal } = {},
): Promise<void> {
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    const client = new pg.Client(connection(url))
    client.on('error', ignore)
    try {
      await client.connect()
      await client.query('SELECT 1')
      return
    } catch (error) {
      if (!isUnavailable(error)) throw error
      onWait(error, pauseMs)
    } finally {
      await client.end().catch(ignore)
    }
    await pause(pauseMs, undefined, signal ? { signal } : {})
  }
}

const retries = 5
const LONGEST = 12_000

/**
 * Names the statements that a connection prepares, so that the database reads and plans each once and not at every use.
 * Their texts are few, since what people type is never part of one; those beyond `MOST_PREPARED` have no name.
 */
function preparedOnce(): (statement: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known) return known
    if (names.size === MOST_PREPARED || isControl(sql)) return ''
    const name = `prepared ${names.size}`
    names.set(sql, name)
    return name
  }
}

const MOST_PREPARED = 500
const isControl = (sql: string) => /^(BEGIN|COMMIT|ROLLBACK)/.test(sql)

/**
 * Settings of every connection of the application. The login of the URL may be the owner: then the connection
 * acts as the plain role from its first statement. Prisma's adapter takes every instant to be written in UTC.
 */
function asApplication(url: string): pg.PoolConfig {
  const role: Record<string, string> = loginOf(url) === applicationRole ? {} : { role: applicationRole }
  return {
    ...connection(url, { ...role, TimeZone: 'UTC', default_transaction_isolation: 'read committed' }),
    application_name: 'wardwell',
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
  }
}

function ignore() {}
