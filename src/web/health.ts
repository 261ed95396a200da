import { statfs } from 'node:fs/promises'
import { Router } from 'express'

export interface Readiness {
  /** Becomes false as the process begins to stop. */
  accepting: () => boolean
  database: () => Promise<boolean>
  folder: string
}

const LEAST_FREE_BYTES = 50 * 1024 * 1024

/** For machines: live is the process; ready is database, migrations and room on the disk. Neither tells more. */
export function health(readiness: Readiness): Router {
  const router = Router()
  router.get('/health/live', (_req, res) => void res.type('text').send('live'))
  router.get('/health/ready', async (_req, res) => {
    const ready =
      readiness.accepting() &&
      (await readiness.database().catch(() => false)) &&
      (await hasRoom(readiness.folder))
    res
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready' : 'not ready')
  })
  return router
}

async function hasRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize > LEAST_FREE_BYTES
}
