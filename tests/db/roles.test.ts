import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase, pool } from '../../src/db/client.js'
import { type EmbeddedDatabase, startEmbedded } from '../../src/db/embedded.js'
import { migrate } from '../../src/db/migrate.js'
import { RolesMissing } from '../../src/db/roles.js'

// A hospital's own PostgreSQL, where the application's role was never made.
const folder = mkdtempSync(path.join(tmpdir(), `wardwell-tests-${process.pid}-`))
let server: EmbeddedDatabase

beforeAll(async () => {
  server = await startEmbedded(folder, { fsync: 'off' })
  await asSuperuser(
    'ALTER ROLE wardwell_app RENAME TO somebody_else',
    "CREATE ROLE plain_login LOGIN PASSWORD 'p' NOCREATEROLE",
    'CREATE DATABASE plain OWNER plain_login',
    "CREATE ROLE capable_login LOGIN PASSWORD 'p' CREATEROLE",
    'CREATE DATABASE capable OWNER capable_login',
  )
})
afterAll(async () => {
  await closeDatabase()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('G-Z8 a login that may not make the role is told what to run; once that is done it migrates, and acts as the role', async () => {
  const url = urlOf('plain_login', 'plain')
  const refusal = await migrate(url).catch((error) => error)
  expect(refusal).toBeInstanceOf(RolesMissing)
  const statements = refusal.message.split('\n').slice(1)
  expect(statements).toEqual(['  CREATE ROLE wardwell_app NOLOGIN;', '  GRANT wardwell_app TO plain_login;'])
  await asSuperuser(...statements)
  expect((await migrate(url)).length).toBeGreaterThan(0)
  expect(await roleAt(url)).toBe('wardwell_app')
  await asSuperuser(
    'DROP DATABASE plain WITH (FORCE)',
    'DROP OWNED BY wardwell_app',
    'DROP ROLE wardwell_app',
  )
})

test('G-Z8 a login that may make roles needs no help, also when several processes start at once', async () => {
  const url = urlOf('capable_login', 'capable')
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)])
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
  expect(await roleAt(url)).toBe('wardwell_app')
})

async function roleAt(url: string): Promise<string> {
  await closeDatabase()
  openDatabase({ url })
  const { rows } = await pool.query('SELECT current_user AS role')
  return rows[0].role
}

function urlOf(login: string, database: string): string {
  const url = new URL(server.superuserUrl)
  return Object.assign(url, { username: login, password: 'p', pathname: `/${database}` }).href
}

async function asSuperuser(...statements: string[]) {
  const client = new pg.Client({ connectionString: server.superuserUrl })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
