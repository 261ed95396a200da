import { statfs } from 'node:fs/promises'
import { type RequestHandler, Router } from 'express'
import { Busy } from '../shared/errors.js'
import { withoutGates } from './routes.js'

export interface Readiness {
  /** The database is there and migrated: pages can be shown. */
  started: () => boolean
  /** Becomes false as the process begins to stop. */
  accepting: () => boolean
  database: () => Promise<boolean>
  /** Where files are written. */
  folders: string[]
}

const LEAST_FREE_BYTES = 50 * 1024 * 1024

/** For machines: live is the process; ready is database, migrations and room on the disk. Neither tells more. */
export function health(readiness: Readiness): Router {
  const router = withoutGates(Router())
  router.use((_req, res, next) => {
    // A process that stops waits for its connections; a proxy that keeps using one would never let it go.
    if (!readiness.accepting()) res.set('Connection', 'close')
    next()
  })
  router.get('/health/live', (_req, res) => void res.type('text').send('live'))
  router.get('/health/ready', async (_req, res) => {
    const ready =
      readiness.accepting() &&
      (await readiness.database().catch(() => false)) &&
      (await Promise.all(readiness.folders.map(hasRoom))).every(Boolean)
    res
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready' : 'not ready')
  })
  return router
}

/** Until then every page says that it opens in a moment, instead of failing on what is not there yet. */
export function untilStarted({ started }: Readiness): RequestHandler {
  return (_req, _res, next) =>
    next(
      started()
        ? undefined
        : new Busy('The hospital’s records are being opened. Try again in a few seconds.', 5),
    )
}

async function hasRoom(folder: string): Promise<boolean> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize > LEAST_FREE_BYTES,
    () => false,
  )
}
