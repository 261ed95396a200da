import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeDatabaseFiles } from './embedded-files.js'
import { readSecrets, refuseForeignFolder, type Secrets } from './embedded-folder.js'
import { postgresProgram } from './embedded-program.js'
import { asSuperuser, launch, runningServer, type Server, stopServer, superuser } from './embedded-server.js'
import { applicationRole } from './roles.js'

export interface EmbeddedDatabase {
  /** Migrates: owns the tables, and is no superuser. */
  ownerUrl: string
  /** The application: rows only. */
  appUrl: string
  /** Only for making and dropping whole databases. */
  superuserUrl: string
  /** It was already running: left behind by a crash, or started by another process that is still there. */
  adopted: boolean
  /** Stops it cleanly, unless another process on the same folder still needs it. Close every pool first. */
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL on the files in `dataDir`/postgres, on the loopback address and a free port; makes them at
 * the first start. A server that still runs on them, after `kill -9` of the application, is used as it is.
 * Files that are not ours, of another version or damaged are left alone: EmbeddedDatabaseError says what to do.
 */
export async function startEmbedded(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedDatabase> {
  const root = path.resolve(dataDir)
  const folder = path.join(root, 'postgres')
  await refuseForeignFolder(root, folder)
  await mkdir(root, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const program = await postgresProgram(folder)
  const secrets = await readSecrets(root)
  await makeDatabaseFiles(program, folder, secrets, settings)

  const found = await runningServer(folder, secrets)
  const server = found ?? (await launch(program, folder, secrets, settings))
  await makeRolesAndDatabase(server, secrets)
  const presence = await asSuperuser(server.port, secrets, presenceName)
  const url = (user: string, password: string, database: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${server.port}/${database}`
  return {
    ownerUrl: url(ownerRole, secrets.ownerPassword, databaseName),
    appUrl: url(applicationRole, secrets.appPassword, databaseName),
    superuserUrl: url(superuser, secrets.superuserPassword, 'postgres'),
    adopted: found !== undefined,
    stop: async () => {
      await presence.end().catch(ignore)
      if (await othersPresent(server.port, secrets)) return
      await stopServer(program, folder)
    },
  }
}

const ownerRole = 'wardwell_owner'
const databaseName = 'wardwell'
const presenceName = 'wardwell presence'

/** Also after a crash in between: makes whatever is not there yet. */
async function makeRolesAndDatabase(server: Server, secrets: Secrets) {
  const client = await asSuperuser(server.port, secrets, 'wardwell start')
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('wardwell roles'))")
    const { rows } = await client.query<{ name: string }>(
      'SELECT rolname AS name FROM pg_roles UNION ALL SELECT datname FROM pg_database',
    )
    const there = new Set(rows.map((row) => row.name))
    if (!there.has(ownerRole))
      await client.query(`CREATE ROLE ${ownerRole} LOGIN PASSWORD '${secrets.ownerPassword}'`)
    if (!there.has(applicationRole))
      await client.query(`CREATE ROLE ${applicationRole} LOGIN PASSWORD '${secrets.appPassword}'`)
    await client.query(`GRANT ${applicationRole} TO ${ownerRole}`)
    if (!there.has(databaseName)) await client.query(`CREATE DATABASE ${databaseName} OWNER ${ownerRole}`)
    await client.query(`REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${databaseName} TO ${applicationRole}`)
  } finally {
    await client.end()
  }
}

/** Every process on these files holds one connection of this name; the last one to go stops the server. */
async function othersPresent(port: number, secrets: Secrets): Promise<boolean> {
  const client = await asSuperuser(port, secrets, 'wardwell stop').catch(ignore)
  if (!client) return false
  try {
    const present = 'SELECT 1 FROM pg_stat_activity WHERE application_name = $1'
    // A connection that was just closed is seen for a moment longer.
    for (const end = Date.now() + 1_000; ; await pause(20)) {
      const { rowCount } = await client.query(present, [presenceName])
      if (rowCount === 0) return false
      if (Date.now() > end) return true
    }
  } catch {
    return false
  } finally {
    await client.end().catch(ignore)
  }
}

function ignore() {}
