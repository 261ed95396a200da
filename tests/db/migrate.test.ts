import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isUnavailable } from '../../src/db/errors.js'
import { MigrationRefused, migrate, migrationsFolder } from '../../src/db/migrate.js'
import { writeMigration } from '../../src/db/new-migration.js'
import { asOwner, createEmptyDatabase } from '../support/database.js'

const scratch = mkdtempSync(path.join(tmpdir(), 'wardwell-migrations-'))
let database: Awaited<ReturnType<typeof createEmptyDatabase>>
let folder: string

beforeEach(async () => {
  database = await createEmptyDatabase()
  folder = mkdtempSync(path.join(scratch, 'folder-'))
})
afterEach(() => database.drop())
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('G-M2 migrations', () => {
  test('build the whole database once, and a second start finds nothing to do', async () => {
    const applied = await migrate(database.ownerUrl)
    expect(applied.length).toBeGreaterThan(0)
    expect(await tables()).toContain('patient')
    expect(await migrate(database.ownerUrl)).toEqual([])
  })

  test('are each applied once when four processes start together', async () => {
    write('20260101000000_wards', 'CREATE TABLE ward (n int); SELECT pg_sleep(0.2)')
    write('20260102000000_beds', 'CREATE TABLE bed (n int); SELECT pg_sleep(0.2)')
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, folder)))
    expect(applied.flat().sort()).toEqual(['20260101000000_wards', '20260102000000_beds'])
    expect(await history()).toHaveLength(2)
  })

  test('keep function bodies with semicolons whole, and are recorded as Prisma’s own tools record them', async () => {
    write(
      '20260101000000_one',
      'CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 1; END $$;',
    )
    await migrate(database.ownerUrl, folder)
    expect(await rows('SELECT one()')).toEqual([{ one: 1 }])
    expect(await history()).toMatchObject([
      {
        migration_name: '20260101000000_one',
        applied_steps_count: 1,
        finished_at: expect.any(Date),
        rolled_back_at: null,
      },
    ])
  })

  test('that fail leave nothing behind, keep those before them, and are done at the next start when mended', async () => {
    write('20260101000000_good', 'CREATE TABLE good (n int)')
    write('20260102000000_bad', 'CREATE TABLE half (n int); INSERT INTO half VALUES (1); SELECT 1 / 0;')
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(
      'Migration 20260102000000_bad could not be applied and nothing of it was kept: division by zero',
    )
    expect(await tables()).toEqual(['_prisma_migrations', 'good'])
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(MigrationRefused)
    write('20260102000000_bad', 'CREATE TABLE half (n int)')
    expect(await migrate(database.ownerUrl, folder)).toEqual(['20260102000000_bad'])
    expect(await tables()).toEqual(['_prisma_migrations', 'good', 'half'])
  })

  test('that another tool left as failed are tried again', async () => {
    write('20260101000000_good', 'CREATE TABLE good (n int)')
    write('20260102000000_more', 'CREATE TABLE more (n int)')
    await migrate(database.ownerUrl, folder)
    await rows(
      "DROP TABLE more; UPDATE _prisma_migrations SET finished_at = NULL, logs = 'out of disk' WHERE migration_name LIKE '%more'",
    )
    expect(await migrate(database.ownerUrl, folder)).toEqual(['20260102000000_more'])
    expect(await tables()).toContain('more')
    expect(await migrate(database.ownerUrl, folder)).toEqual([])
  })

  test('of a process killed in the middle are undone, and the next start does them', async () => {
    write('20260101000000_long', 'CREATE TABLE long (n int); SELECT pg_sleep(1.5)')
    const script = path.join(import.meta.dirname, 'migrating.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script, database.ownerUrl, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await expect.poll(sleeping, { timeout: 20_000 }).toBe(1)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await migrate(database.ownerUrl, folder)).toEqual(['20260101000000_long'])
    expect(await tables()).toEqual(['_prisma_migrations', 'long'])
    expect(await history()).toHaveLength(1)
  })

  test('G-M1 do not wait long for a table that is in use: the application must go on', async () => {
    await rows('CREATE TABLE busy (n int)')
    await rows(
      'CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)',
    )
    write('20260101000000_busy', 'ALTER TABLE busy ADD COLUMN m int')
    await asOwner(database, async (reader) => {
      await reader.query('BEGIN; LOCK TABLE busy IN ACCESS SHARE MODE')
      const started = Date.now()
      const refusal = await migrate(database.ownerUrl, folder).catch((error) => error)
      expect(refusal.message).toMatch(/nothing of it was kept: canceling statement due to lock timeout/)
      expect(isUnavailable(refusal)).toBe(true)
      expect(Date.now() - started).toBeLessThan(8_000)
    })
    expect(await migrate(database.ownerUrl, folder)).toEqual(['20260101000000_busy'])
  })
})

describe('G-M3 a history that is not this version’s', () => {
  beforeEach(async () => {
    write('20260101000000_first', 'CREATE TABLE first (n int)')
    write('20260102000000_second', 'CREATE TABLE second (n int)')
    await migrate(database.ownerUrl, folder)
    write('20260103000000_third', 'CREATE TABLE third (n int)')
  })
  afterEach(async () => expect(await tables()).toEqual(['_prisma_migrations', 'first', 'second']))

  test('an applied migration that was edited is named, and nothing is applied', async () => {
    write('20260101000000_first', 'CREATE TABLE first (n int, m int)')
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(
      /another text of: 20260101000000_first\. Nothing was changed/,
    )
  })

  test('a migration that this version does not have is named, and nothing is applied', async () => {
    rmSync(path.join(folder, '20260102000000_second'), { recursive: true })
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(
      /does not know: 20260102000000_second\. Nothing was changed/,
    )
  })

  test('an older version on a newer database is told so', async () => {
    rmSync(path.join(folder, '20260102000000_second'), { recursive: true })
    rmSync(path.join(folder, '20260103000000_third'), { recursive: true })
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/used by a newer version/)
  })
})

describe('a new migration', () => {
  const schema = (fields: string) =>
    `datasource db {\n  provider = "postgresql"\n}\nmodel Ward {\n  id Int @id\n${fields}\n}\n`
  const now = new Date('2026-11-21T04:05:06Z')

  test('is written from one schema to the next, and applied', async () => {
    expect(await writeMigration(null, schema(''), 'First wards', now, folder)).toBe(
      '20261121040506_first_wards',
    )
    const later = new Date('2026-11-22T00:00:00Z')
    expect(await writeMigration(schema(''), schema('  name String'), 'names', later, folder)).toBe(
      '20261122000000_names',
    )
    expect(await migrate(database.ownerUrl, folder)).toHaveLength(2)
    expect(await rows('SELECT id, name FROM "Ward"')).toEqual([])
  })

  test('is not written when nothing changed', async () => {
    expect(await writeMigration(schema(''), schema(''), 'nothing', now, folder)).toBeNull()
  })
})

test('the migration that is committed was written from prisma/schema.prisma: every table, column and key', async () => {
  const present = readFileSync(path.join(migrationsFolder, '../schema.prisma'), 'utf8')
  await rows('CREATE EXTENSION citext')
  const name = await writeMigration(null, present, 'all', new Date(), folder)
  await rows(readFileSync(path.join(folder, name ?? '', 'migration.sql'), 'utf8'))
  const wanted = await shape()
  await database.drop()
  database = await createEmptyDatabase()
  await migrate(database.ownerUrl)
  expect(await shape()).toEqual(expect.arrayContaining(wanted))
})

/** Each column and each index as one line. */
async function shape(): Promise<string[]> {
  const found = await rows(`
    SELECT format('%s.%s %s %s %s', table_name, column_name, udt_name, is_nullable, column_default) AS line
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY line`)
  return found.map((row) => row.line)
}

function write(name: string, sql: string) {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}

async function rows(sql: string) {
  return asOwner(database, async (owner) => (await owner.query(sql)).rows)
}

async function tables(): Promise<string[]> {
  const found = await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
  return found.map((row) => row.tablename)
}

function history() {
  return rows('SELECT * FROM _prisma_migrations')
}

async function sleeping(): Promise<number> {
  const found = await rows(
    "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()",
  )
  return found.length
}
