import { readFile, realpath, rename, stat } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Secrets } from './embedded-folder.js'
import { EmbeddedDatabaseError, type Program } from './embedded-program.js'
import { sqlState } from './errors.js'

export interface Server {
  port: number
}

export const superuser = 'postgres'

/** The server that already runs on these files, if there is one: alive, answering, and on this very folder. */
export async function runningServer(folder: string, secrets: Secrets): Promise<Server | undefined> {
  for (const end = Date.now() + startWaitMs; Date.now() < end; await pause(100)) {
    const noted = await readPidFile(folder)
    if (!noted || !isAlive(noted.pid)) return undefined
    try {
      const client = await asSuperuser(noted.port, secrets, 'wardwell start')
      const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
      await client.end()
      const served = rows[0]?.data_directory ?? ''
      return (await realpath(served)) === (await realpath(folder)) ? { port: noted.port } : undefined
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

/** Starts a server on the files, on a port that is free; other settings than ours are for tests. */
export async function launch(
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
    const start = ['start', '-w', '-t', '60', '-D', folder, '-l', log, '-o', asText]
    const started = await program.run('pg_ctl', start)
    if (started.ok) return { port }
    const said = (await readFile(log, 'utf8').catch(() => '')).slice(before)
    const other = /lock file ".*" already exists/.test(said)
      ? await runningServer(folder, secrets)
      : undefined
    if (other) return other
    if (Date.now() < end && transient.test(said)) continue
    throw new EmbeddedDatabaseError(
      `PostgreSQL does not start on ${folder}: ${reason(said) || lastLine(started.output)}\n` +
        `Nothing was changed. The whole log is ${log}; a backup can be restored into another folder (DATA_DIR).`,
    )
  }
}

/** Ends what is going on in it, and writes everything to disk; without the latter when that takes too long. */
export async function stopServer(program: Program, folder: string): Promise<void> {
  const stop = ['stop', '-w', '-t', '20', '-D', folder, '-m']
  const stopped = await program.run('pg_ctl', [...stop, 'fast'])
  if (!stopped.ok) await program.run('pg_ctl', [...stop, 'immediate'])
}

export async function asSuperuser(port: number, secrets: Secrets, name: string): Promise<pg.Client> {
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

const startWaitMs = 60_000
const leavingMs = 10_000

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

async function keepShort(log: string) {
  if ((await sizeOf(log)) > 5_000_000) await rename(log, `${log}.old`)
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (found) => found.size,
    () => 0,
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
