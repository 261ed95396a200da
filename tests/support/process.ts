import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { hospitalZone } from './zone.js'

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

/**
 * The application as its own process, as `npm start` runs it, once it listens or has ended. The system chooses its port
 * and its log says which: of a port that is chosen here, nobody knows who listens on it until the process does. Test
 * files that run beside this one open and close a port with each request, and answered in its place.
 */
export async function startServer(environment: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts'], {
    cwd: root,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', HOSPITAL_TIME_ZONE: hospitalZone },
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (printed += text))
  let ended = false
  // Not its end alone: all that it has printed is here, too.
  const exit = once(child, 'close').then(([code]) => {
    ended = true
    return code as number | null
  })
  const port = await eventually(
    () => /"port":(\d+),"msg":"listening"/.exec(printed)?.[1] ?? (ended && 'none'),
    'the port in its log',
  )
  return { url: `http://127.0.0.1:${port}`, child, output: () => printed, exit }
}

/** Waits until `check` gives something, at most a minute; a test that waits has more time than that, to say for what. */
export async function eventually<Value>(
  check: () => Promise<Value | undefined | false> | Value | undefined | false,
  what: string,
): Promise<Value> {
  let cause: unknown
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
    try {
      const value = await check()
      if (value) return value
    } catch (error) {
      cause = error
    }
  }
  throw new Error(`Waited a minute in vain: ${what}`, { cause })
}

export async function ready(server: Running): Promise<void> {
  const opened = eventually(async () => (await fetch(`${server.url}/health/ready`)).ok, 'ready')
  const ended = server.exit.then(() => Promise.reject(new Error('It ended.')))
  await Promise.race([opened, ended]).catch((cause) => {
    throw new Error(`It is not ready:\n${server.output()}`, { cause })
  })
}

/** Ends what was started and still runs; after a test file, or a script. */
export async function stopServers(): Promise<void> {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM')
  await Promise.all([...children].map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')))
}
