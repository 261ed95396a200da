import type { Server } from 'node:http'
import type { Logger } from 'pino'

interface Stopping {
  server: Server
  log: Logger
  state: { stopping: boolean }
  /** What to close once no request is left, in this order. */
  last: (() => unknown)[]
}

const LONGEST = 25_000

/**
 * SIGTERM or SIGINT: not ready at once, no new connections, the requests under way are finished (25 s at most),
 * then the rest in order. A second signal ends the process at once.
 */
export function stopOnSignals({ server, log, state, last }: Stopping): void {
  const stop = async (why: string, code: number) => {
    if (state.stopping) process.exit(1)
    state.stopping = true
    log.info({ why }, 'stopping')
    const closed = new Promise((resolve) => server.close(resolve))
    const patience = setTimeout(() => server.closeAllConnections(), LONGEST)
    server.closeIdleConnections()
    await closed
    clearTimeout(patience)
    for (const close of last) await Promise.resolve(close()).catch((error: Error) => log.error({ name: error.name }, 'could not close cleanly'))
    process.exit(code)
  }
  process.on('SIGTERM', () => stop('SIGTERM', 0))
  process.on('SIGINT', () => stop('SIGINT', 0))
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected and nobody listened'))
  // After an exception that nothing caught, what this process holds in memory is unknown: finish, and start anew.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an exception was not caught')
    void stop('an exception was not caught', 1)
  })
}
