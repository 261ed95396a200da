import { chown, mkdir, mkdtemp, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { readSecrets, refuseForeignFolder, type Secrets } from './embedded-folder.js'
import { EmbeddedDatabaseError, type Program, postgresProgram } from './embedded-program.js'
import { sqlState } from './errors.js'
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
  await initialise(program, folder, secrets, settings)

  const found = await running(folder, secrets)
  const server = found ?? (await launch(program, folder, secrets, settings))
  await makeRolesAndDatabase(server, secrets)
  const presence = await connect(server.port, secrets, presenceName)
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
      const stopped = await program.run('pg_ctl', ['stop', '-w', '-t', '20', '-m', 'fast', '-D', folder])
      if (!stopped.ok)
        await program.run('pg_ctl', ['stop', '-w', '-t', '20', '-m', 'immediate', '-D', folder])
    },
  }
}

const superuser = 'postgres'
const ownerRole = 'wardwell_owner'
const databaseName = 'wardwell'
const presenceName = 'wardwell presence'
const startWaitMs = 60_000
const leavingMs = 10_000

interface Server {
  port: number
}

/** Makes the database's files beside their place and moves them there whole: a crash leaves no half of them. */
async function initialise(
  program: Program,
  folder: string,
  secrets: Secrets,
  settings: Record<string, string>,
) {
  if (await exists(path.join(folder, 'PG_VERSION'))) return
  const draft = `${folder}.new-${process.pid}`
  const secretFolder = await mkdtemp(path.join(os.tmpdir(), 'wardwell-'))
  const passwordFile = path.join(secretFolder, 'password')
  try {
    await rm(draft, { recursive: true, force: true })
    await mkdir(draft, { mode: 0o700 })
    await writeFile(passwordFile, secrets.superuserPassword, { mode: 0o600 })
    if (program.owner) {
      const { uid, gid } = program.owner
      await Promise.all([draft, secretFolder, passwordFile].map((each) => chown(each, uid, gid)))
    }
    const made = await program.run('initdb', [
      `--pgdata=${draft}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Names are sorted and compared by Unicode's own rules, the same on every machine.
      '--locale-provider=icu',
      '--icu-locale=und',
      '--locale=C',
      `--lc-ctype=${letters[process.platform] ?? 'C'}`,
      ...(settings.fsync === 'off' ? ['--no-sync'] : []),
    ])
    if (!made.ok)
      throw new EmbeddedDatabaseError(`The database could not be made in ${folder}: ${lastLine(made.output)}`)
    await rename(draft, folder).catch((error) => {
      // Another process was quicker: theirs is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(secretFolder, { recursive: true, force: true })
    await rm(draft, { recursive: true, force: true })
  }
}

/** Which letters exist beyond A to Z, for the searches by part of a name. */
const letters: Partial<Record<NodeJS.Platform, string>> = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }

/** The server that already runs on these files, if there is one: alive, answering, and on this very folder. */
async function running(folder: string, secrets: Secrets): Promise<Server | undefined> {
  for (const end = Date.now() + startWaitMs; Date.now() < end; await pause(100)) {
    const noted = await readPidFile(folder)
    if (!noted || !isAlive(noted.pid)) return undefined
    try {
      const client = await connect(noted.port, secrets, 'wardwell start')
      const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
      await client.end()
      return rows[0]?.data_directory === (await realpath(folder)) ? { port: noted.port } : undefined
    } catch (error) {
      if (sqlState(error) === '28P01')
        throw new EmbeddedDatabaseError(
          `A PostgreSQL runs on ${folder} (process ${noted.pid}) and does not take the password in database.json.`,
        )
      // A process number that something else got meanwhile: PostgreSQL itself decides, when it starts.
      if (noted.ready && sqlState(error) === undefined) return undefined
    }
  }
  throw new EmbeddedDatabaseError(`The PostgreSQL on ${folder} has been starting or stopping for a minute.`)
}

/** PostgreSQL's note about itself: process, folder, start, port, socket folder, address, memory, status. */
async function readPidFile(folder: string) {
  const lines = (await readFile(path.join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 && port > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready' } : undefined
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function launch(
  program: Program,
  folder: string,
  secrets: Secrets,
  settings: Record<string, string>,
): Promise<Server> {
  const log = path.join(folder, 'server.log')
  await keepShort(log)
  for (const end = Date.now() + leavingMs; ; await pause(200)) {
    const port = await freePort()
    const before = await sizeOf(log)
    const options = Object.entries({ ...serverSettings, ...settings, port: String(port) })
    const asText = options.map(([name, value]) => `-c ${name}='${value}'`).join(' ')
    const started = await program.run('pg_ctl', [
      'start',
      '-w',
      '-t',
      '60',
      '-D',
      folder,
      '-l',
      log,
      '-o',
      asText,
    ])
    if (started.ok) return { port }
    const said = (await readFile(log, 'utf8').catch(() => '')).slice(before)
    const other = /lock file ".*" already exists/.test(said) ? await running(folder, secrets) : undefined
    if (other) return other
    if (Date.now() < end && transient.test(said)) continue
    throw new EmbeddedDatabaseError(
      `PostgreSQL does not start on ${folder}: ${reason(said) || lastLine(started.output)}\n` +
        `Nothing was changed. The whole log is ${log}; a backup can be restored into another folder (DATA_DIR).`,
    )
  }
}

/** Somebody was quicker with the port, or the processes of a server that was killed are not all gone yet. */
const transient = /Address already in use|lock file ".*" already exists|pre-existing shared memory block/

const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  // Statements and details hold what patients told us: the log gets neither.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string')
    throw new Error('No free port on the loopback address.')
  return address.port
}

/** Also after a crash in between: makes whatever is not there yet. */
async function makeRolesAndDatabase(server: Server, secrets: Secrets) {
  const client = await connect(server.port, secrets, 'wardwell start')
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

async function connect(port: number, secrets: Secrets, name: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: superuser,
    password: secrets.superuserPassword,
    database: 'postgres',
    application_name: name,
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', ignore)
  await client.connect()
  return client
}

/** Every process on these files holds one connection of this name; the last one to go stops the server. */
async function othersPresent(port: number, secrets: Secrets): Promise<boolean> {
  const client = await connect(port, secrets, 'wardwell stop').catch(ignore)
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

async function keepShort(log: string) {
  if ((await sizeOf(log)) > 5_000_000) await rename(log, `${log}.old`)
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (found) => found.size,
    () => 0,
  )
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

function reason(log: string): string {
  const lines = log.split('\n').filter((line) => /\b(FATAL|PANIC):/.test(line))
  return lines.map((line) => line.replace(/^.*?\b(FATAL|PANIC):\s*/, '')).join(' ')
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}

function ignore() {}
