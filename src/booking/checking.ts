import type { Actor } from '../access/actor.js'
import { familyOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { requireDoctor, requireFewRequests } from '../appointments/booking.js'
import type { AppointmentRequest } from '../appointments/forms.js'
import { requireFreeSlot } from '../availability/queries.js'
import { transaction } from '../db/client.js'
import { NotFound } from '../shared/errors.js'

/** Refuses what the request itself would be refused for, before somebody is asked to look over their answers. */
export function checkRequest(
  actor: Actor,
  form: AppointmentRequest,
  now: Date,
  holdIds: string[],
): Promise<AppointmentRequest> {
  authorize(actor, 'appointment.request')
  return transaction(async (tx) => {
    const { patientId, priority } = form
    if ((await tx.patient.count({ where: { id: patientId, AND: familyOf(actor) } })) === 0)
      throw new NotFound()
    await requireFewRequests(tx, patientId, now, holdIds)
    await requireDoctor(tx, form.doctorId)
    const { doctorId, startsAt } = form
    const hold = await tx.slotHold.findFirst({
      where: { id: { in: holdIds }, kind: 'VISITOR', status: 'OPEN', doctorId, startsAt },
      select: { id: true },
    })
    await requireFreeSlot(tx, form, {
      ...{ now, audience: 'patient', patientId, urgent: priority !== 'ROUTINE' },
      ...(hold && { except: hold.id }),
    })
    return form
  })
}
