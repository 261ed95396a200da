import { LIVE_CHANNEL } from '../../src/db/announce.js'
import { pool } from '../../src/db/client.js'

/** What `work` announced to the pages that are open, each topic once and in order of the alphabet. */
export async function announcedBy(work: () => PromiseLike<unknown>): Promise<string[]> {
  const client = await pool.connect()
  const topics = new Set<string>()
  client.on('notification', ({ payload }) => topics.add(payload ?? ''))
  try {
    await client.query(`LISTEN ${LIVE_CHANNEL}`)
    await work()
    // What was announced before this answer comes before it.
    await client.query('SELECT 1')
    return [...topics].sort()
  } finally {
    client.release(true)
  }
}
