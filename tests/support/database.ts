import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/db/client.js'
import { sqlState } from '../../src/db/errors.js'
import { readSettingsAnew } from '../../src/settings/queries.js'
import { inDatabase } from './global-setup.js'

export interface TestDatabase {
  ownerUrl: string
  appUrl: string
}

/**
 * Gives a test file a migrated database of its own, opened as the application opens it (`db`, `pool` and
 * `transaction` of src/db/client.ts), and drops it at the end. The URLs are there from `beforeAll` on.
 */
export function useDatabase(): TestDatabase {
  const database = { ownerUrl: '', appUrl: '', drop: async () => {} }
  beforeAll(async () => {
    Object.assign(database, await createDatabase())
    openDatabase({ url: database.appUrl })
    readSettingsAnew()
  })
  afterAll(async () => {
    await closeDatabase()
    await database.drop()
  })
  return database
}

/** A database without any table, for the tests of migrations. Drop it. */
export function createEmptyDatabase(): Promise<TestDatabase & { drop(): Promise<void> }> {
  return createDatabase('template1')
}

/** Runs statements as the owner of the tables, for what the application itself may not do. */
export async function asOwner<T>(database: TestDatabase, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  return connected(database.ownerUrl, work)
}

async function createDatabase(template = inject('server').template) {
  const { adminUrl, ownerUrl, appUrl, prefix } = inject('server')
  const name = `${prefix}_${randomBytes(6).toString('hex')}`
  const owner = decodeURIComponent(new URL(ownerUrl).username)
  await connected(adminUrl, async (admin) => {
    const create = `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${admin.escapeIdentifier(owner)}`
    // Copies of one template at the same moment are in each other's way.
    await admin.query(`SELECT pg_advisory_lock(hashtext('${template}'))`)
    for (const end = Date.now() + 30_000; ; await pause(100)) {
      try {
        await admin.query(create)
        return
      } catch (error) {
        if (sqlState(error) !== templateInUse || Date.now() > end) throw error
      }
    }
  })
  return {
    ownerUrl: inDatabase(ownerUrl, name),
    appUrl: inDatabase(appUrl, name),
    drop: () =>
      connected(
        adminUrl,
        async (admin) => void (await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
      ),
  }
}

const templateInUse = '55006'

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
