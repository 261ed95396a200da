import pg from 'pg'
import { pool } from '../../src/db/client.js'

/**
 * How PostgreSQL goes about each query over patients that `work` sends: the lines of EXPLAIN. Reading the whole table is
 * made expensive, as it is with a million patients: where a plan does it all the same, no index fits the question.
 */
export async function plansOf(work: () => PromiseLike<unknown>): Promise<string[]> {
  const sent = await sentBy(work)
  const client = await pool.connect()
  const plans: string[] = []
  try {
    await client.query('BEGIN')
    await client.query('SET LOCAL enable_seqscan = off')
    for (const { text, values } of sent) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values)
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    }
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
  return plans
}

async function sentBy(work: () => PromiseLike<unknown>) {
  const { query } = pg.Client.prototype
  const sent: { text: string; values: unknown[] }[] = []
  pg.Client.prototype.query = function noted(this: pg.Client, ...given: unknown[]) {
    const [first, second] = given
    const config =
      typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : { text: first }
    const text = String(config.text)
    const values = Array.isArray(config.values) ? config.values : Array.isArray(second) ? second : []
    if (/\bFROM patient p\b/.test(text) && !text.startsWith('EXPLAIN')) sent.push({ text, values })
    return Reflect.apply(query, this, given)
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return sent
}
