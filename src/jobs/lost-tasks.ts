import type { WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'

/** Tasks of a killed process are back in the queue after two looks: within ten seconds. */
export const LOOK_MS = 5_000

/**
 * A process that is killed leaves its tasks locked, and the queue itself frees them only after four hours. So every
 * worker shows that it lives by an advisory lock, which the connection holds that it listens by: PostgreSQL lets
 * go of it when that connection ends.
 */
export function showLife(events: WorkerEvents): void {
  events.on('pool:listen:success', ({ workerPool, client }) => {
    // Its first query, to listen, comes before. A connection that fails is replaced, and this is heard again.
    client.once('drain', () => {
      client.query('SELECT pg_advisory_lock_shared($1, hashtext($2))', [LIVES, workerPool.id]).catch(() => {})
    })
  })
}

/**
 * Gives a look for tasks whose worker shows no life, and did not at the last look either: a worker whose connection
 * broke has that long to open another. Those tasks go back to the queue.
 */
export function lostTasks(pool: Pool): () => Promise<void> {
  let missing: string[] = []
  return async () => {
    const missed = missing
    missing = []
    missing = await workersWithoutLife(pool)
    const gone = missing.filter((worker) => missed.includes(worker))
    if (gone.length > 0) await pool.query('SELECT graphile_worker.force_unlock_workers($1)', [gone])
  }
}

const LIVES = 4_211

async function workersWithoutLife(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ worker: string }>(
    `SELECT worker FROM (
       SELECT DISTINCT locked_by AS worker FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL) locked
     WHERE pg_try_advisory_xact_lock($1, hashtext(worker))`,
    [LIVES],
  )
  return rows.map(({ worker }) => worker)
}
