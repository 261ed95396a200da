import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import type { Role } from '../generated/prisma/enums.js'
import { lowestUnusual, unusualFrom } from './unusual-rules.js'

export interface UnusualRow {
  accountId: string
  name: string
  role: Role
  /** Different patients in the busiest hour. */
  patients: number
  from: Date
  to: Date
}

const MOST = 100

/**
 * The accounts that opened unusually many different patients within an hour since then, each in its busiest one, the
 * most first. Hours are looked at that begin every five minutes; whoever opened few altogether is not looked at.
 */
export async function unusualAccess(actor: Actor, since: Date): Promise<UnusualRow[]> {
  authorize(actor, 'emergency-access.list')
  const [roles, limits] = [Object.keys(unusualFrom), Object.values(unusualFrom)]
  return db.$queryRaw<UnusualRow[]>`
    WITH looked AS (
      SELECT DISTINCT e.actor_id, e.patient_id, date_bin('5 minutes', e.at, '2000-01-01Z'::timestamptz) AS bin
      FROM audit_event e WHERE e.at >= ${since} AND e.patient_id IS NOT NULL AND e.actor_id IS NOT NULL
    ), many AS (
      SELECT actor_id FROM looked GROUP BY actor_id HAVING count(DISTINCT patient_id) >= ${lowestUnusual}
    ), hours AS (
      SELECT l.actor_id, l.bin - make_interval(mins => 5 * k) AS began, count(DISTINCT l.patient_id)::int AS patients
      FROM looked l JOIN many USING (actor_id) CROSS JOIN generate_series(0, 11) k
      GROUP BY 1, 2
    ), busiest AS (
      SELECT DISTINCT ON (actor_id) actor_id, began, patients FROM hours ORDER BY actor_id, patients DESC, began DESC
    )
    SELECT a.id AS "accountId", a.name, a.role, b.patients, b.began AS "from", b.began + interval '1 hour' AS "to"
    FROM busiest b
    JOIN account a ON a.id = b.actor_id
    JOIN unnest(${roles}::text[], ${limits}::int[]) usual (role, patients) ON usual.role = a.role::text
    WHERE b.patients >= usual.patients
    ORDER BY b.patients DESC, a.name, a.id LIMIT ${MOST}`
}
