import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { migrationsFolder } from './migrate.js'
import { schemaDifference } from './schema-engine.js'

/**
 * Writes the migration that takes a database from one Prisma schema (null: an empty database) to another and
 * returns its name, or null when there is nothing to change. What Prisma's language cannot say (exclusion, check,
 * trigger, right) is then written into the file by hand.
 */
export async function writeMigration(
  from: string | null,
  to: string,
  title: string,
  now: Date,
  folder = migrationsFolder,
): Promise<string | null> {
  const sql = await schemaDifference(from, to)
  if (sql === null) return null
  const name = `${timestamp(now)}_${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`
  await mkdir(path.join(folder, name), { recursive: true })
  await writeFile(path.join(folder, name, 'migration.sql'), sql)
  await nameProvider(folder)
  return name
}

/** Migrations are applied in the order of their names. */
function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/\D/g, '').slice(0, 14)
}

/** Prisma's own tools want this file beside the migrations. */
async function nameProvider(folder: string) {
  const file = path.join(folder, 'migration_lock.toml')
  const there = await readFile(file, 'utf8').catch(() => '')
  if (there === '') await writeFile(file, 'provider = "postgresql"\n')
}
