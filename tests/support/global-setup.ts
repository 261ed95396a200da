import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import pino from 'pino'
import type { TestProject } from 'vitest/node'
import { loadProjectLists } from '../../src/catalogues/project-lists.js'
import { closeDatabase, openDatabase, pool } from '../../src/db/client.js'
import { startEmbedded } from '../../src/db/embedded.js'
import { migrate } from '../../src/db/migrate.js'
import { migrateJobs } from '../../src/jobs/worker.js'

/** The PostgreSQL server of one test run. The URLs name a login; tests put their own database into them. */
export interface TestServer {
  /** Makes and drops databases. */
  adminUrl: string
  ownerUrl: string
  appUrl: string
  /** The first part of the name of every database of this run. */
  prefix: string
  /** The migrated database that tests copy. */
  template: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    server: TestServer
  }
}

/**
 * One server for the run: the one in DATABASE_URL, whose login must be allowed to make databases, or an embedded
 * one in a temporary folder, without the care for power cuts.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `wardwell_test_${process.pid}_${randomBytes(3).toString('hex')}`
  const template = `${prefix}_template`
  const external = process.env.DATABASE_URL
  const { stop, ...urls } = external ? externalServer(external) : await embeddedServer()
  try {
    await makeTemplate(urls, template)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('server', { ...urls, prefix, template })
  return async () => {
    if (external) await dropAll(urls.adminUrl, prefix)
    await stop()
  }
}

export function inDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}

interface Urls {
  adminUrl: string
  ownerUrl: string
  appUrl: string
}

function externalServer(url: string) {
  return { adminUrl: url, ownerUrl: url, appUrl: url, stop: async () => {} }
}

async function embeddedServer() {
  removeLeftBehind()
  const folder = mkdtempSync(path.join(os.tmpdir(), `${folderPrefix}${process.pid}-`))
  // Also when the run is interrupted: nothing of it may stay on the machine.
  const end = () => endServer(folder)
  process.on('exit', end)
  const { ownerUrl, appUrl, superuserUrl, stop } = await startEmbedded(folder, quick)
  return {
    adminUrl: superuserUrl,
    ownerUrl,
    appUrl,
    stop: async () => {
      await stop()
      process.off('exit', end)
      end()
    },
  }
}

const folderPrefix = 'wardwell-tests-'
const quick = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  max_wal_size: '8GB',
  max_connections: '200',
}

async function makeTemplate({ adminUrl, ownerUrl, appUrl }: Urls, template: string) {
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(
      `CREATE DATABASE ${template} OWNER ${admin.escapeIdentifier(decodeURIComponent(new URL(ownerUrl).username))}`,
    )
    await migrate(inDatabase(ownerUrl, template))
    await openHouse(inDatabase(appUrl, template))
    // Copying fails while anybody is connected to it.
    await admin.query(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`)
  })
}

/** What every start does after the migrations. */
async function openHouse(url: string) {
  openDatabase({ url })
  await loadProjectLists()
  await migrateJobs(pool, pino({ level: 'silent' }))
  await closeDatabase()
}

async function dropAll(adminUrl: string, prefix: string) {
  await asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
  })
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<void>) {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

/** Of runs that were killed: their folder names a process that is gone. A server without its folder ends itself. */
function removeLeftBehind() {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = Number(name.match(/^wardwell-tests-(\d+)-/)?.[1])
    if (pid && !isAlive(pid))
      rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true, maxRetries: 20 })
  }
}

function endServer(folder: string) {
  try {
    const [pid] = readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGQUIT')
  } catch {
    // It has stopped already.
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
