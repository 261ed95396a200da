import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'

/** The record that this one was merged into, over however many merges, within the reach of who is asking. */
export async function mergedInto(actor: Actor, id: string, now: Date): Promise<string | null> {
  const [kept] = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT id, merged_into_id FROM patient WHERE id = ${id}::uuid
      UNION
      SELECT next.id, next.merged_into_id FROM patient next JOIN chain ON next.id = chain.merged_into_id
    )
    SELECT p.id FROM chain JOIN patient p USING (id)
    WHERE chain.merged_into_id IS NULL AND p.id <> ${id}::uuid AND ${patientsOfInSql(actor, now)}`
  return kept?.id ?? null
}
