import type { Actor } from '../access/actor.js'
import { familyOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { transaction } from '../db/client.js'

/** For whom of one's own people reminders are sent; for the others they are not. Who is not one's own is left alone. */
export function chooseReminders(actor: Actor, wanted: string[]): Promise<void> {
  authorize(actor, 'family.own')
  return transaction(async (tx) => {
    const people = await tx.patient.findMany({
      where: familyOf(actor),
      select: { id: true, wantsReminders: true },
    })
    const changed = people.filter(({ id, wantsReminders }) => wantsReminders !== wanted.includes(id))
    for (const { id, wantsReminders } of changed) {
      await tx.patient.updateMany({
        where: { id, AND: familyOf(actor) },
        data: { wantsReminders: !wantsReminders },
      })
      await audit(tx, actor, 'family.own', {
        type: 'patient',
        id,
        patientId: id,
        details: { reminders: !wantsReminders },
      })
    }
  })
}
