import type { Actor } from '../access/actor.js'
import type { Action } from '../access/policy.js'
import type { Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'

interface Subject {
  type: string
  id?: string
  patientId?: string
  details?: Prisma.InputJsonObject
}

type Deed = Action | `visitor.${string}` | `system.${string}`

/** Writes who did what, in the transaction of the deed. `actor` is null for a visitor or the system. */
export async function audit(tx: Tx, actor: Actor | null, action: Deed, subject: Subject): Promise<void> {
  await tx.$executeRaw(auditInSql(actor, action, subject))
}

/** The same, as a part of the statement that does the deed. */
export function auditInSql(actor: Actor | null, action: Deed, subject: Subject): Prisma.Sql {
  const { type, id = null, patientId = null, details } = subject
  return Prisma.sql`
    INSERT INTO audit_event (actor_id, action, subject_type, subject_id, patient_id, details)
    VALUES (${actor?.id ?? null}::uuid, ${action}, ${type}, ${id}::uuid, ${patientId}::uuid,
      ${details ? JSON.stringify(details) : null}::jsonb)`
}
