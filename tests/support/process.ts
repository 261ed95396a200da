import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.js'

export const secret = 'Vq3n0r1mZb8kX5tY2wLpJd7sGhCfUe4A'
const root = path.resolve(import.meta.dirname, '../..')
const children = new Set<ChildProcess>()

export interface Running {
  url: string
  child: ChildProcess
  /** All that it has printed. */
  output: () => string
  exit: Promise<number | null>
}

/** The application as its own process, as `npm start` runs it. End it with `stopServers`. */
export async function startServer(environment: Record<string, string>): Promise<Running> {
  const port = environment.PORT ?? String(await freePort())
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: port, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (printed += text))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return { url: `http://127.0.0.1:${port}`, child, output: () => printed, exit }
}

/** Waits until `check` gives something, at most a minute. */
export async function eventually<Value>(
  check: () => Promise<Value | undefined | false> | Value | undefined | false,
  what: string,
): Promise<Value> {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
    const value = await Promise.resolve(check()).catch(() => undefined)
    if (value) return value
  }
  throw new Error(`Waited a minute in vain: ${what}`)
}

export async function ready(server: Running): Promise<void> {
  const opened = eventually(async () => (await fetch(`${server.url}/health/ready`)).ok, 'ready')
  const ended = server.exit.then(() => Promise.reject(new Error(`It ended:\n${server.output()}`)))
  await Promise.race([opened, ended])
}

/** Ends what was started and still runs; after a test file, or a script. */
export async function stopServers(): Promise<void> {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM')
  await Promise.all([...children].map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')))
}
