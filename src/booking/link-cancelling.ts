import { carryOut, requireOpen, visitFields } from '../appointments/changes.js'
import { once } from '../db/once.js'
import { Refusal } from '../shared/errors.js'
import type { LinkCancellation } from './link-forms.js'
import { openLink } from './link-queries.js'

/**
 * Whoever has the mail cancels the visit, as late as the patient could when logged in. Of two at the same instant
 * one is refused.
 */
export async function cancelByLink(
  secret: string,
  form: LinkCancellation,
  now: Date,
): Promise<{ id: string }> {
  const link = await openLink(secret, now)
  if (link.dead) throw new LinkDead()
  const { id } = link.visit
  return once(`link ${link.tokenId}`, 'appointment.cancel-by-link', form, async (tx) => {
    const visit = await tx.appointment.findUniqueOrThrow({ where: { id }, select: visitFields })
    await requireOpen(tx, visit, 'cancel', 'PATIENT', now)
    const deed = { by: null, as: 'visitor.visit-cancellation', reason: form.reason, now } as const
    await carryOut(tx, visit, 'cancel', { ...deed, details: { through: 'link' } })
    return { id }
  })
}

/** The page of the link says why. */
export class LinkDead extends Refusal {
  constructor() {
    super('This link does not work any longer.')
  }
}
