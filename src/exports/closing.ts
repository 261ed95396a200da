import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { ownPatientId } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { db } from '../db/client.js'
import { once } from '../db/once.js'
import { settings } from '../settings/queries.js'
import type { ClosingForm } from './forms.js'
import { closingAskedMail } from './mails.js'

const ASKED = 'closing-asked'

/** Asks the hospital to close the account; people decide, for a record is kept longer than a log-in. */
export async function askToClose(actor: Actor, form: ClosingForm): Promise<void> {
  authorize(actor, 'patient.own')
  const patientId = ownPatientId(actor)
  await once(actor.id, ASKED, form, async (tx) => {
    const { name, email } = await settings(tx)
    await closingAskedMail(tx, { name, address: email }, { link: `/admin/patients/${patientId}` })
    await audit(tx, actor, 'patient.own', {
      type: ASKED,
      id: actor.id,
      patientId,
      details: { reason: form.reason },
    })
    return {}
  })
}

/** When this account asked last; null for never. */
export async function closingAskedAt(actor: Actor): Promise<Date | null> {
  const asked = await db.auditEvent.findFirst({
    where: { actorId: actor.id, patientId: ownPatientId(actor), subjectType: ASKED },
    orderBy: { at: 'desc' },
    select: { at: true },
  })
  return asked?.at ?? null
}
