import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { MigrationDirectory, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { connection } from './connection.js'
import { ensureRoles } from './roles.js'
import { noFilters, schemaEngine } from './schema-engine.js'

export const migrationsFolder = path.resolve(import.meta.dirname, '../../prisma/migrations')

/** The database cannot be brought to what this version needs; the message says why, for whoever runs it. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused'
}

/**
 * Brings the database at `ownerUrl` up to the migrations of this version and returns the names of those it
 * applied. Each runs in one transaction together with its row in `_prisma_migrations` (the table of
 * `prisma migrate deploy`): it is there wholly or not at all, whatever happens, and the next start goes on from
 * there. Of several processes that start together one does the work and the others wait for it.
 */
export async function migrate(ownerUrl: string, folder = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = ownerConnection(ownerUrl)
  try {
    await client.connect()
    await lock(client)
    await ensureRoles(client)
    const scriptErrors: unknown[] = []
    const engine = await schemaEngine(client, (error) => scriptErrors.push(error))
    const { pending, failed } = await compare(engine, migrations)
    for (const name of pending) {
      await client.query('BEGIN')
      try {
        if (failed.includes(name)) await engine.markMigrationRolledBack({ migrationName: name })
        await engine.applyMigrations({ migrationsList: upTo(name, migrations), filters: noFilters })
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {})
        throw notApplied(name, scriptErrors[0] ?? error)
      }
    }
    return pending
  } finally {
    await client.end().catch(() => {})
  }
}

/** The migrations of a folder, as the engine wants them. */
async function readMigrations(folder: string): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return {
    baseDir: folder,
    lockfile: {
      path: './migration_lock.toml',
      content: await textOf(path.join(folder, 'migration_lock.toml')),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.sort().map((name) => readMigration(folder, name))),
  }
}

async function readMigration(folder: string, name: string): Promise<MigrationDirectory> {
  const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } } }
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}

function ownerConnection(ownerUrl: string): pg.Client {
  const client = new pg.Client({
    ...connection(ownerUrl, { TimeZone: 'UTC', lock_timeout: '3s' }),
    application_name: 'wardwell migrations',
  })
  // The statement in hand fails by itself; without a listener the process would end first.
  client.on('error', () => {})
  return client
}

/** The key that Prisma's own tools take too. Held until the connection closes, so a killed process frees it. */
const migrationLock = 72_707_369
const lockWaitMs = 60_000

async function lock(client: pg.Client) {
  for (const end = Date.now() + lockWaitMs; Date.now() < end; await pause(100)) {
    const { rows } = await client.query<{ mine: boolean }>(
      `SELECT pg_try_advisory_lock(${migrationLock}) AS mine`,
    )
    if (rows[0]?.mine) return
  }
  throw new MigrationRefused('Another process has been migrating this database for more than a minute.')
}

/** Which migrations are still to be applied, in order; refuses a history that is not this version's. */
async function compare(engine: SchemaEngine, migrations: MigrationList) {
  const { editedMigrationNames, failedMigrationNames, history } = await engine.diagnoseMigrationHistory({
    migrationsList: migrations,
    optInToShadowDatabase: false,
    filters: noFilters,
  })
  const edited = editedMigrationNames.filter((name) => !failedMigrationNames.includes(name))
  if (edited.length > 0)
    throw new MigrationRefused(
      `The database was migrated with another text of: ${edited.join(', ')}. ` +
        'Nothing was changed. An applied migration is never edited: restore its file and write a new migration.',
    )
  const unknown = history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : []
  if (unknown.length > 0)
    throw new MigrationRefused(
      `The database has migrations that this version does not know: ${unknown.join(', ')}. ` +
        'Nothing was changed. It was probably used by a newer version: start that one.',
    )
  const unapplied = history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : []
  const waiting = new Set([...failedMigrationNames, ...unapplied])
  const pending = migrations.migrationDirectories.map((each) => each.path).filter((name) => waiting.has(name))
  return { pending, failed: failedMigrationNames }
}

function upTo(name: string, migrations: MigrationList): MigrationList {
  const last = migrations.migrationDirectories.findIndex((each) => each.path === name)
  return { ...migrations, migrationDirectories: migrations.migrationDirectories.slice(0, last + 1) }
}

function notApplied(name: string, cause: unknown): MigrationRefused {
  const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
  return new MigrationRefused(
    `Migration ${name} could not be applied and nothing of it was kept: ${reason}`,
    { cause },
  )
}
