import type { Actor } from '../access/actor.js'
import type { Action } from '../access/policy.js'
import type { Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'

interface Subject {
  type: string
  id?: string
  patientId?: string
  details?: Prisma.InputJsonObject
}

/** Writes who did what, in the transaction of the deed. `actor` is null for a visitor or the system. */
export async function audit(
  tx: Tx,
  actor: Actor | null,
  action: Action | `visitor.${string}` | `system.${string}`,
  subject: Subject,
) {
  await tx.auditEvent.create({
    data: {
      actorId: actor?.id ?? null,
      action,
      subjectType: subject.type,
      subjectId: subject.id ?? null,
      patientId: subject.patientId ?? null,
      ...(subject.details && { details: subject.details }),
    },
    select: { id: true },
  })
}
