import { db } from '../../src/db/client.js'
import { asOwner, type TestDatabase } from '../support/database.js'

/** What tests of sessions do to the clock and to other people's haste. */

/** As if this person had been silent (or, by `startedAt`, logged in) for so many minutes. */
export async function letPass(
  minutes: number,
  accountId: string,
  since: 'seenAt' | 'startedAt' = 'seenAt',
): Promise<void> {
  await db.$executeRaw`
    UPDATE "session" SET "sess" = jsonb_set("sess"::jsonb, ARRAY[${since}], to_jsonb(${Date.now() - minutes * 60_000}::bigint))::json
    WHERE "sess" #>> '{passport,user}' = ${accountId}`
}

/**
 * Holds `request` up at `table`, after it has read its session, while `meanwhile` happens; then lets it go on, and
 * gives its answer.
 */
export async function heldUp<Answer>(
  database: TestDatabase,
  table: string,
  request: () => PromiseLike<Answer>,
  meanwhile: () => Promise<unknown>,
): Promise<Answer> {
  return asOwner(database, async (owner) => {
    await owner.query('BEGIN')
    await owner.query(`LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`)
    const answer = Promise.resolve(request())
    for (;;) {
      const { rows } = await owner.query(
        'SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted',
        [table],
      )
      if (rows.length > 0) break
    }
    await meanwhile()
    await owner.query('COMMIT')
    return answer
  })
}
