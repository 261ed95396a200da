import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { ownPatientId } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Role } from '../generated/prisma/enums.js'
import type { Access } from './access-rules.js'

interface AccessRow extends Access {
  id: bigint
  role: Role
}

const PAGE_ROWS = 100

/** Who looked at the record of the patient who asks, or worked on it, besides themselves; the last first. */
export async function ownAccesses(
  actor: Actor,
  before: bigint | null,
): Promise<{ rows: AccessRow[]; more: boolean }> {
  authorize(actor, 'patient.own')
  const patientId = ownPatientId(actor)
  const older = Prisma.sql`AND (e.at, e.id) < ((SELECT at FROM audit_event WHERE id = ${before}), ${before})`
  const found = await db.$queryRaw<AccessRow[]>`
    SELECT e.id, e.at, e.actor_id AS "actorId", e.action, a.name, a.role
    FROM audit_event e
    JOIN account a ON a.id = e.actor_id
    WHERE e.patient_id = ANY(ARRAY(
        SELECT p.id FROM patient p WHERE p.id = ${patientId}::uuid OR p.merged_into_id = ${patientId}::uuid))
      AND e.actor_id <> ${actor.id}::uuid ${before === null ? Prisma.empty : older}
    ORDER BY e.at DESC, e.id DESC LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS), more: found.length > PAGE_ROWS }
}
