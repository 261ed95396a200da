import type { Actor } from '../access/actor.js'
import { appointmentsOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { recordEvent, setState, visitOf } from '../appointments/changes.js'
import { showAnew } from '../appointments/telling.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { transaction } from '../db/client.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import type { VisitEdit } from './details-forms.js'

/** Corrects what a visit is about and how urgent it is; what stood there before stays in its history. */
export function editVisit(actor: Actor, id: string, form: VisitEdit): Promise<{ id: string }> {
  authorize(actor, 'appointment.edit')
  return transaction(async (tx) => {
    const visit = await tx.appointment.findFirst({
      where: { id, AND: appointmentsOf(actor) },
      select: { id: true, patientId: true, doctorId: true, reason: true, priority: true, version: true },
    })
    if (!visit) throw new NotFound()
    const { reason, priority } = form
    if (visit.version !== form.version)
      throw new Stale({ reason: visit.reason, priority: visit.priority }, visit.version)
    const changed: Record<string, string> = {
      ...(visit.priority !== priority && { fromPriority: visit.priority, toPriority: priority }),
      ...(visit.reason !== reason && { fromReason: visit.reason }),
    }
    if (Object.keys(changed).length === 0) return { id }
    await setState(tx, visit, { reason, priority })
    await recordEvent(tx, actor, id, 'EDITED', null, changed)
    await audit(tx, actor, 'appointment.edit', {
      type: 'appointment',
      id,
      patientId: visit.patientId,
      details: changed,
    })
    await showAnew(tx, visit)
    await announce(tx, ['queue'])
    return { id }
  })
}

/** Takes a visit that is over out of the doctor's working list, or puts it back; its history stays. */
export function archiveVisit(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  authorize(actor, 'appointment.archive')
  return transaction(async (tx) => {
    const visit = await visitOf(tx, actor, id)
    if (!over.some((status) => status === visit.status))
      throw new Refusal('Only a visit that is over can be put away.')
    await setState(tx, visit, { archivedAt })
    await audit(tx, actor, 'appointment.archive', {
      type: 'appointment',
      id,
      patientId: visit.patientId,
      details: { archived: archivedAt !== null },
    })
    await showAnew(tx, visit)
  })
}

const over = ['COMPLETED', 'NO_SHOW', 'CANCELLED', 'REJECTED'] as const
