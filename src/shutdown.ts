import type { Server } from 'node:http'
import type { Logger } from 'pino'
import { loggable } from './web/loggable.js'

interface Stopping {
  server: Server
  log: Logger
  state: { stopping: boolean }
  /** Ends what would hold the server open for good. */
  leave: () => void
  /** What to close once no request is left, in this order. */
  opened: (() => unknown)[]
}

const LONGEST = 25_000

/**
 * SIGTERM or SIGINT: not ready at once, no new connections, the requests under way are finished (25 s at most),
 * then the rest in order. A second signal ends the process at once.
 */
export function stopOnSignals({ server, log, state, leave, opened }: Stopping): void {
  const stop = async (why: string, code: number) => {
    if (state.stopping) process.exit(1)
    state.stopping = true
    log.info({ why }, 'stopping')
    const closed = new Promise((resolve) => server.close(resolve))
    const patience = setTimeout(() => server.closeAllConnections(), LONGEST)
    leave()
    server.closeIdleConnections()
    await closed
    clearTimeout(patience)
    await closeAll(opened, (error) =>
      log.error({ error: loggable(error) }, 'something did not close cleanly'),
    )
    process.exit(code)
  }
  process.on('SIGTERM', () => stop('SIGTERM', 0))
  process.on('SIGINT', () => stop('SIGINT', 0))
  process.on('unhandledRejection', (reason) =>
    log.error({ error: loggable(reason) }, 'nobody listened to a rejected promise'),
  )
  // After an exception that nothing caught, what this process holds in memory is unknown: finish, and start anew.
  process.on('uncaughtException', (error) => {
    log.fatal({ error: loggable(error) }, 'an exception was not caught')
    void stop('an exception was not caught', 1)
  })
}

/** Closes all of them, in order, whatever one of them throws. */
export async function closeAll(
  opened: (() => unknown)[],
  report: (error: Error) => void = () => {},
): Promise<void> {
  for (const close of opened) {
    try {
      await close()
    } catch (error) {
      report(error instanceof Error ? error : new Error(String(error)))
    }
  }
}
