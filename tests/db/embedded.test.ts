import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedDatabase, startEmbedded } from '../../src/db/embedded.js'
import { EmbeddedDatabaseError } from '../../src/db/embedded-program.js'

const quick = { fsync: 'off' }
const scratch = mkdtempSync(path.join(tmpdir(), `wardwell-tests-${process.pid}-`))
const started: EmbeddedDatabase[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGTERM')
  for (const database of started.splice(0)) await database.stop()
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test('G-K17 an application killed three times in a row finds its database, running and whole', async () => {
  const folder = path.join(scratch, 'killed')
  const otherName = path.join(scratch, 'killed-by-another-name')
  mkdirSync(folder)
  symlinkSync(folder, otherName)
  for (const round of [1, 2, 3]) {
    const { child, database } = await startInOtherProcess(otherName)
    expect(database.adopted).toBe(round > 1)
    await sql(
      database.ownerUrl,
      'CREATE TABLE IF NOT EXISTS round (n int)',
      `INSERT INTO round VALUES (${round})`,
    )
    await end(child, 'SIGKILL')
  }
  const again = await start(folder)
  expect(again.adopted).toBe(true)
  expect(await sql(again.appUrl, 'SELECT current_user AS login')).toEqual([{ login: 'wardwell_app' }])
  expect(await sql(again.ownerUrl, 'SELECT n FROM round ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  await again.stop()
  expect(postmaster(folder)).toBe(0)
})

test('G-K17 a database that was itself killed starts again on the same data', async () => {
  const folder = path.join(scratch, 'crashed')
  const first = await start(folder)
  await sql(first.ownerUrl, 'CREATE TABLE kept (n int)', 'INSERT INTO kept VALUES (7)')
  process.kill(postmaster(folder), 'SIGKILL')
  const second = await start(folder)
  expect(second.adopted).toBe(false)
  expect(await sql(second.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
})

test('G-K17 processes that start together on a new folder share one database until the last one leaves', async () => {
  const folder = path.join(scratch, 'together')
  const others = await Promise.all([startInOtherProcess(folder), startInOtherProcess(folder)])
  const mine = await start(folder)
  expect(new Set([mine, ...others.map((each) => each.database)].map((each) => each.ownerUrl)).size).toBe(1)
  for (const { child } of others) await end(child, 'SIGTERM')
  expect(await sql(mine.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await mine.stop()
  expect(postmaster(folder)).toBe(0)
})

test('G-K17 a note about a process that is now something else is not in the way', async () => {
  const folder = path.join(scratch, 'stale')
  await (await start(folder)).stop()
  const note = [process.pid, path.join(folder, 'postgres'), 1_700_000_000, 1, '', '127.0.0.1', '', 'ready   ']
  writeFileSync(path.join(folder, 'postgres/postmaster.pid'), `${note.join('\n')}\n`)
  const again = startEmbedded(folder, quick)
  // As another user than its own, PostgreSQL sees by itself that the process cannot be a server of this folder.
  if (process.getuid?.() === 0) started.push(await again)
  else await expect(again).rejects.toThrow(/does not start on .*postmaster\.pid/)
})

describe('G-K18 files that are not ours', () => {
  const made = path.join(scratch, 'made')
  beforeAll(async () => (await startEmbedded(made, quick)).stop())

  test.each<[string, RegExp, (folder: string) => void]>([
    [
      'the data directory of another server',
      /is itself the data directory/,
      (folder) => writeFileSync(path.join(folder, 'PG_VERSION'), '15\n'),
    ],
    [
      'a database of another version',
      /made by PostgreSQL 15; this version brings PostgreSQL 18/,
      (folder) => writeFileSync(path.join(folder, 'postgres/PG_VERSION'), '15\n'),
    ],
    [
      'a database without our passwords',
      /database\.json with its passwords is missing/,
      (folder) => rmSync(path.join(folder, 'database.json')),
    ],
    [
      'damaged passwords',
      /database\.json is damaged/,
      (folder) => writeFileSync(path.join(folder, 'database.json'), '{"ownerPassw'),
    ],
    [
      'something that is no database',
      /not empty and does not hold a PostgreSQL database/,
      (folder) => rmSync(path.join(folder, 'postgres/PG_VERSION')),
    ],
    [
      'a damaged control file',
      /does not start on .*/,
      (folder) => writeFileSync(path.join(folder, 'postgres/global/pg_control'), 'x'.repeat(8192)),
    ],
    [
      'a missing part',
      /does not start on .*/,
      (folder) => rmSync(path.join(folder, 'postgres/pg_wal'), { recursive: true }),
    ],
  ])('%s: a clear message, and nothing is changed', async (name, message, damage) => {
    const folder = path.join(scratch, name.replaceAll(' ', '-'))
    cpSync(made, folder, { recursive: true })
    giveAway(made, folder)
    damage(folder)
    const before = contents(folder)
    const refusal = await startEmbedded(folder, quick).catch((error) => error)
    expect(refusal).toBeInstanceOf(EmbeddedDatabaseError)
    expect(refusal.message).toMatch(message)
    expect(refusal.message).toContain('Nothing was changed.')
    expect(contents(folder)).toEqual(before)
  })

  test('a file where the folder should be', async () => {
    const file = path.join(scratch, 'file')
    writeFileSync(file, 'notes')
    await expect(startEmbedded(file, quick)).rejects.toThrow(/cannot be used as a folder/)
    expect(readFileSync(file, 'utf8')).toBe('notes')
  })
})

describe('a new embedded database', () => {
  const folder = path.join(scratch, 'closed', 'data')
  let database: EmbeddedDatabase
  beforeAll(async () => {
    mkdirSync(path.join(scratch, 'closed'))
    chmodSync(path.join(scratch, 'closed'), 0o700)
    database = await startEmbedded(folder, quick)
  })
  afterAll(() => database.stop())

  test('works in a folder that only its owner may enter, keeps its passwords to itself and listens here only', async () => {
    expect(statSync(path.join(folder, 'database.json')).mode & 0o777).toBe(0o600)
    expect(statSync(path.join(folder, 'postgres')).mode & 0o777).toBe(0o700)
    expect(await sql(database.superuserUrl, 'SHOW listen_addresses')).toEqual([
      { listen_addresses: '127.0.0.1' },
    ])
    await expect(sql(database.appUrl.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    )
  })

  test('G-Z8 neither the owner nor the application is a superuser, and the application cannot make anything', async () => {
    const roles =
      "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname LIKE 'wardwell%' ORDER BY 1"
    const none = { rolsuper: false, rolcreatedb: false, rolcreaterole: false }
    expect(await sql(database.superuserUrl, roles)).toEqual([
      { rolname: 'wardwell_app', ...none },
      { rolname: 'wardwell_owner', ...none },
    ])
    for (const ddl of [
      'CREATE TABLE mine (n int)',
      'CREATE SCHEMA mine',
      'CREATE TEMPORARY TABLE mine (n int)',
      'CREATE ROLE mine',
      'CREATE DATABASE mine',
      'CREATE EXTENSION citext',
    ])
      await expect(sql(database.appUrl, ddl), ddl).rejects.toThrow(/permission denied/)
  })

  test('knows Unicode: names are sorted by its rules, and have letters in every script', async () => {
    const extensions =
      'CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS citext; CREATE EXTENSION IF NOT EXISTS unaccent'
    await sql(database.ownerUrl, extensions)
    const names =
      "SELECT string_agg(n, ' ' ORDER BY n) AS sorted FROM (VALUES ('Zoya'), ('Éva'), ('amit'), ('Eva')) AS t(n)"
    expect(await sql(database.ownerUrl, names)).toEqual([{ sorted: 'amit Eva Éva Zoya' }])
    expect(await sql(database.ownerUrl, "SELECT similarity('अमित कुमार', 'अमित') > 0.3 AS alike")).toEqual([
      { alike: true },
    ])
  })

  test('G-O4 what was typed is not in the server’s log, also when it was refused', async () => {
    await sql(
      database.ownerUrl,
      'CREATE TABLE secret (name text UNIQUE)',
      "INSERT INTO secret VALUES ('Asha Rao')",
    )
    await expect(sql(database.ownerUrl, "INSERT INTO secret VALUES ('Asha Rao')")).rejects.toThrow(
      /secret_name_key/,
    )
    const log = readFileSync(path.join(folder, 'postgres/server.log'), 'utf8')
    expect(log).toContain('secret_name_key')
    expect(log).not.toContain('Asha')
  })
})

async function start(folder: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded(folder, quick)
  started.push(database)
  return database
}

async function startInOtherProcess(folder: string) {
  const script = path.join(import.meta.dirname, 'running-embedded.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = await once(child.stdout, 'data')
  const database: EmbeddedDatabase = JSON.parse(String(line))
  return { child, database }
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

async function sql(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows: unknown[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

/** The server's process; 0 when it stopped cleanly. */
function postmaster(folder: string): number {
  try {
    return Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return 0
  }
}

/** Copies belong to us; the server's files must belong to the user that it runs as. */
function giveAway(from: string, to: string) {
  const { uid, gid } = statSync(path.join(from, 'postgres'))
  if (uid === process.getuid?.()) return
  const inside = readdirSync(path.join(to, 'postgres'), { recursive: true, encoding: 'utf8' })
  for (const each of ['', ...inside]) chownSync(path.join(to, 'postgres', each), uid, gid)
}

/** Every file with its size and the time of its last change, but for what a server says about its start. */
function contents(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return files
    .filter((file) => !/server\.log$|postmaster\.opts$/.test(file))
    .map((file) => ({ file, stat: statSync(path.join(folder, file)) }))
    .map(({ file, stat }) => (stat.isFile() ? `${file} ${stat.size} ${stat.mtimeMs}` : file))
}
