import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, transaction } from '../db/client.js'
import { addJob } from '../jobs/queue.js'
import { virusIn } from './clamd.js'
import { markDamaged } from './reading.js'
import { openFile } from './store.js'

/** Has a file looked at by the virus scanner. Where that does not answer it stays closed, and the job is done again. */
export async function scanFile(id: string, now: Date): Promise<void> {
  const waits = await db.storedFile.findFirst({ where: { id, scan: 'PENDING' }, select: { id: true } })
  if (!waits || !config.clamdUrl) return
  const file = await openFile(id)
  if (!file) return markDamaged(id, now)
  const content = file.createReadStream()
  // Where the scanner is away nobody has read it, and it would stay open.
  const virus = await virusIn(content, config.clamdUrl).finally(() => content.destroy())
  await transaction(async (tx) => {
    const { count } = await tx.storedFile.updateMany({
      where: { id, scan: 'PENDING' },
      data: { scan: virus ? 'INFECTED' : 'CLEAN', scannedAt: now },
    })
    if (count > 0 && virus)
      await audit(tx, null, 'system.virus-found', { type: 'stored_file', id, details: { virus } })
  })
}

const PATIENCE_MS = 10 * 60_000
const MOST = 500

/** Files that wait although a scanner could have seen them by now: their jobs gave up, or were lost. */
export async function scanAgain(now: Date): Promise<void> {
  if (!config.clamdUrl) return
  const waiting = await db.storedFile.findMany({
    where: { scan: 'PENDING', damagedAt: null, createdAt: { lt: new Date(now.getTime() - PATIENCE_MS) } },
    orderBy: { createdAt: 'asc' },
    take: MOST,
    select: { id: true },
  })
  for (const { id } of waiting) await addJob(db, 'files.scan', { fileId: id }, { key: `files.scan ${id}` })
}
