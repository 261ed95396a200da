import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  closeDatabase,
  databaseAnswers,
  db,
  openDatabase,
  pool,
  type Tx,
  transaction,
  waitForDatabase,
} from '../../src/db/client.js'
import { isUnavailable, sqlState } from '../../src/db/errors.js'
import { asOwner, useDatabase } from '../support/database.js'
import { openWire } from '../support/wire.js'

const database = useDatabase()
const brokenConnections: Error[] = []

beforeAll(() =>
  asOwner(database, async (owner) => {
    await owner.query('CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)')
    await owner.query('INSERT INTO counter VALUES (1, 0), (2, 0)')
  }),
)

describe('G-Z8 the application', () => {
  test('acts as the plain role on every connection, whoever the URL logs in as', async () => {
    const asWhom =
      'SELECT current_user AS role, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser'
    const plain = { role: 'wardwell_app', superuser: false }
    expect((await pool.query(asWhom)).rows).toEqual([plain])
    expect(await transaction((tx) => tx.$queryRaw`SELECT current_user::text AS role`)).toEqual([
      { role: 'wardwell_app' },
    ])
    await closeDatabase()
    openDatabase({ url: `${database.ownerUrl}?options=-c%20work_mem%3D5MB` })
    expect((await pool.query(asWhom)).rows).toEqual([plain])
    expect((await pool.query('SHOW work_mem')).rows).toEqual([{ work_mem: '5MB' }])
  })

  test('reads and writes rows, and cannot change a table, a role or what is recorded', async () => {
    await pool.query('UPDATE counter SET n = n WHERE id = 1')
    for (const refused of [
      'CREATE TABLE mine (n int)',
      'ALTER TABLE counter ADD COLUMN m int',
      'DROP TABLE counter',
      'TRUNCATE counter',
      'CREATE INDEX ON counter (n)',
      'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      'ALTER TABLE audit_event DISABLE TRIGGER ALL',
      'CREATE ROLE mine',
      'UPDATE audit_event SET id = id',
      'DELETE FROM audit_event',
      'TRUNCATE audit_event',
      'DELETE FROM _prisma_migrations',
    ])
      expect(await pool.query(refused).then(() => 'done', sqlState), refused).toBe('42501')
  })

  test('G-K12 stores and reads instants in UTC, whatever zone the server is in', async () => {
    const at = new Date('2026-03-29T01:30:00.123Z')
    await asOwner(database, (owner) =>
      owner.query(
        `ALTER DATABASE "${new URL(database.ownerUrl).pathname.slice(1)}" SET timezone = 'Asia/Kolkata'`,
      ),
    )
    await closeDatabase()
    openDatabase({ url: database.appUrl })
    expect(await db.$queryRaw`SELECT ${at}::timestamptz AS at`).toEqual([{ at }])
    expect(await db.$queryRaw`SELECT extract(epoch FROM ${at}::timestamptz)::float8 * 1000 AS ms`).toEqual([
      { ms: at.getTime() },
    ])
  })
})

describe('G-K5 a transaction', () => {
  afterEach(() => pool.query('UPDATE counter SET n = 0'))

  test('is done again as a whole after a deadlock, so that both people succeed', async () => {
    let attempts = 0
    const bothOrders = [
      [1, 2],
      [2, 1],
    ].map(([first = 0, second = 0]) =>
      transaction(async (tx) => {
        attempts++
        await add(tx, first)
        await sleep(tx)
        await add(tx, second)
      }),
    )
    await Promise.all(bothOrders)
    expect(attempts).toBeGreaterThan(2)
    expect((await pool.query('SELECT n FROM counter ORDER BY id')).rows).toEqual([{ n: 2 }, { n: 2 }])
  })

  test('is done again when what it read was changed meanwhile', async () => {
    let attempts = 0
    const result = await transaction(async (tx) => {
      await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`
      const [row] = await tx.$queryRaw<{ n: number }[]>`SELECT n FROM counter WHERE id = 1`
      if (attempts++ === 0) await pool.query('UPDATE counter SET n = 10 WHERE id = 1')
      await tx.$executeRaw`UPDATE counter SET n = ${(row?.n ?? 0) + 1} WHERE id = 1`
      return row?.n
    })
    expect([result, attempts]).toEqual([10, 2])
    expect((await pool.query('SELECT n FROM counter WHERE id = 1')).rows).toEqual([{ n: 11 }])
  })

  test('gives up after five repetitions', async () => {
    let attempts = 0
    const hopeless = transaction(async (tx) => {
      attempts++
      await tx.$executeRaw`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`
    })
    await expect(hopeless).rejects.toSatisfy((error) => sqlState(error) === '40001')
    expect(attempts).toBe(6)
  })

  test('is never repeated after any other error, and keeps nothing', async () => {
    let attempts = 0
    const refused = transaction(async (tx) => {
      attempts++
      await add(tx, 1)
      await tx.$executeRaw`INSERT INTO counter VALUES (1, 1)`
    })
    await expect(refused).rejects.toSatisfy((error) => sqlState(error) === '23505')
    await expect(transaction(async () => Promise.reject(new Error('a rule')))).rejects.toThrow('a rule')
    expect(attempts).toBe(1)
    expect((await pool.query('SELECT sum(n)::int AS n FROM counter')).rows).toEqual([{ n: 0 }])
  })

  test('that lost its connection is not repeated: nobody knows whether it was committed', async () => {
    let attempts = 0
    const cut = transaction(async (tx) => {
      attempts++
      const [me] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      await asOwner(database, (owner) => owner.query('SELECT pg_terminate_backend($1)', [me?.pid]))
      await add(tx, 1)
    })
    await expect(cut).rejects.toSatisfy(isUnavailable)
    expect(attempts).toBe(1)
    expect(await databaseAnswers()).toBe(true)
  })
})

describe('a database that restarts or is busy', () => {
  test('G-K3 breaks idle connections, and the next question gets an answer', async () => {
    await closeDatabase()
    openDatabase({ url: database.appUrl, onConnectionError: (error) => brokenConnections.push(error) })
    await Promise.all([1, 2, 3].map(() => pool.query('SELECT pg_sleep(0.05)')))
    await asOwner(database, (owner) =>
      owner.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'wardwell'",
      ),
    )
    await expect.poll(() => brokenConnections.length).toBe(3)
    expect(await databaseAnswers()).toBe(true)
    expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }])
  })

  test('G-D5 a question of more than ten seconds is ended', async () => {
    expect((await pool.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '10s' }])
    const slow = transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = '50ms'`
      await sleep(tx)
    })
    await expect(slow).rejects.toSatisfy(isUnavailable)
  })

  test('G-D7 a pool that is used up refuses after a wait instead of hanging', async () => {
    await closeDatabase()
    openDatabase({ url: database.appUrl, poolSize: 1 })
    pool.options.connectionTimeoutMillis = 200
    const only = await pool.connect()
    try {
      await expect(pool.query('SELECT 1')).rejects.toSatisfy(isUnavailable)
      await expect(db.$queryRaw`SELECT 1`).rejects.toSatisfy(isUnavailable)
      await expect(transaction(async () => {})).rejects.toSatisfy(isUnavailable)
      expect(await databaseAnswers()).toBe(false)
    } finally {
      only.release()
    }
    expect(await databaseAnswers()).toBe(true)
  })
})

describe('G-K4 a database that is not there yet', () => {
  test('is waited for with growing pauses, until it comes', async () => {
    const wire = await openWire(database.appUrl)
    await wire.cut()
    const pauses: number[] = []
    const waiting = waitForDatabase(wire.url(database.appUrl), {
      onWait: (_error, pauseMs) => pauses.push(pauseMs),
    })
    await expect.poll(() => pauses.length, { timeout: 5_000 }).toBe(2)
    await wire.mend()
    await waiting
    expect(pauses.slice(0, 2)).toEqual([200, 400])
  })

  test('a wait can be ended, and what waiting does not cure is said at once', async () => {
    const end = new AbortController()
    const waiting = waitForDatabase('postgresql://nobody@127.0.0.1:1/none', {
      signal: end.signal,
      onWait: () => end.abort(),
    })
    await expect(waiting).rejects.toThrow(/abort/)
    const wrong = new URL(database.ownerUrl)
    wrong.pathname = '/no_such_database'
    await expect(waitForDatabase(wrong.href)).rejects.toThrow(/"no_such_database" does not exist/)
  })
})

async function add(tx: Tx, id: number) {
  await tx.$executeRaw`UPDATE counter SET n = n + 1 WHERE id = ${id}`
}

async function sleep(tx: Tx) {
  await tx.$queryRaw`SELECT pg_sleep(0.3)::text`
}
