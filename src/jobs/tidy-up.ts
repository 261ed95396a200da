import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'

/** What serves nobody any more, by the database's clock. Sessions are left out: their store deletes them itself. */
const over = [
  // A form that comes again after a month is a new one.
  {
    table: Prisma.sql`"submission"`,
    key: Prisma.sql`"id"`,
    when: Prisma.sql`"created_at" < now() - interval '30 days'`,
  },
  // Counts nothing once it has expired; the day is for processes whose clocks differ.
  {
    table: Prisma.sql`"rate_limit"`,
    key: Prisma.sql`"key"`,
    when: Prisma.sql`to_timestamp("expire" / 1000.0) < now() - interval '1 day'`,
  },
  // After this time the count begins anew (see accounts/tries.ts).
  {
    table: Prisma.sql`"login_throttle"`,
    key: Prisma.sql`"identifier_hash"`,
    when: Prisma.sql`"wait_until" < now() - interval '1 day'`,
  },
  {
    table: Prisma.sql`"account_token"`,
    key: Prisma.sql`"id"`,
    when: Prisma.sql`coalesce("used_at", "expires_at") < now() - interval '30 days'`,
  },
  // Given back for twelve hours only (see web/held-forms.ts).
  {
    table: Prisma.sql`"held_form"`,
    key: Prisma.sql`"id"`,
    when: Prisma.sql`"created_at" < now() - interval '1 day'`,
  },
  // Until then the page of an old link says what became of the visit (see appointments/link-rules.ts).
  {
    table: Prisma.sql`"link_token"`,
    key: Prisma.sql`"id"`,
    when: Prisma.sql`"revoked_at" < now() - interval '30 days' OR "appointment_id" IN (
      SELECT "id" FROM "appointment" WHERE "starts_at" < now() - interval '180 days')`,
  },
  // A list that was looked at and never loaded.
  {
    table: Prisma.sql`"catalogue_draft"`,
    key: Prisma.sql`"id"`,
    when: Prisma.sql`"created_at" < now() - interval '7 days'`,
  },
]

const BATCH = 1_000
const MOST_BATCHES = 200

/** Deletes all of that, in short statements that are in nobody's way; of one table 200,000 rows a night at most. */
export async function tidyUp(): Promise<void> {
  for (const { table, key, when } of over)
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      const deleted = await db.$executeRaw`
        DELETE FROM ${table} WHERE ${key} = ANY(ARRAY(
          SELECT ${key} FROM ${table} WHERE ${when} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))`
      if (deleted < BATCH) break
    }
}
