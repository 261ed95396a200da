import { giveUpHold, passOnTime } from '../accounts/held-time.js'
import { requireDoctor } from '../appointments/booking.js'
import type { Hold } from '../appointments/forms.js'
import { audit } from '../audit/commands.js'
import { requireFreeSlot } from '../availability/queries.js'
import { once } from '../db/once.js'
import { schedulingSettings } from '../settings/scheduling.js'

/**
 * Keeps a time for a visitor while they log in or register. `former` is what this visitor held before: it is given
 * up, since nobody holds two. The same form sent twice holds once; the same time chosen again later is a new hold.
 */
export function holdTime(doctorId: string, form: Hold, former: string | null, now: Date) {
  const { idempotency_key, startsAt } = form
  const asked = { idempotency_key, doctorId, startsAt: startsAt.toISOString() }
  return once(`visitor ${former ?? 'new'} ${doctorId} ${asked.startsAt}`, 'slot.hold', asked, async (tx) => {
    await requireDoctor(tx, doctorId)
    if (former) await giveUpHold(tx, former, now)
    const slot = await requireFreeSlot(tx, { doctorId, startsAt }, { now, audience: 'patient', urgent: true })
    const { visitorHoldMinutes } = await schedulingSettings(tx)
    const heldUntil = new Date(now.getTime() + visitorHoldMinutes * 60_000)
    const { endsAt, room, visitKind } = slot
    const { id } = await tx.slotHold.create({
      data: { kind: 'VISITOR', doctorId, startsAt, endsAt, room, visitKind, heldUntil },
      select: { id: true },
    })
    await passOnTime(tx, { doctorId, startsAt }, heldUntil)
    await audit(tx, null, 'visitor.hold', { type: 'slot_hold', id })
    return { id }
  })
}
