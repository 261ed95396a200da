import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { once } from '../db/once.js'
import { openRecord } from '../patients/open-record.js'
import { newId } from '../shared/ids.js'
import { raiseAlert } from './commands.js'
import type { EmergencyEvent } from './forms.js'

/** Something has happened to a patient that cannot wait; whoever sees it reports it. */
export function reportEmergency(
  actor: Actor,
  patientId: string,
  form: EmergencyEvent,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'alert.raise')
  return once(actor.id, `alert.raise ${patientId}`, form, async (tx) => {
    await openRecord(tx, actor, patientId, now)
    const event = newId()
    const alert = {
      kind: 'EMERGENCY',
      subjectId: event,
      text: '{{what}}',
      facts: { what: form.what },
    } as const
    const id = (await raiseAlert(tx, { patientId, ...alert, raisedById: actor.id }, now)) ?? event
    await audit(tx, actor, 'alert.raise', { type: 'alert', id, patientId })
    return { id }
  })
}
