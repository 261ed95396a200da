import { db } from '../db/client.js'

/** The time that a visitor holds while they log in or register; null when it lapsed or became a visit. */
export async function heldTime(id: string | undefined, now: Date) {
  if (!id) return null
  const hold = await db.slotHold.findFirst({
    where: { id, kind: 'VISITOR', status: 'OPEN', heldUntil: { gt: now } },
    select: {
      ...{ id: true, doctorId: true, startsAt: true, heldUntil: true, visitKind: true },
      doctor: { select: { account: { select: { name: true } }, specialisation: { select: { name: true } } } },
    },
  })
  if (!hold) return null
  const { doctor, visitKind, ...held } = hold
  return {
    ...held,
    doctor: { name: doctor.account.name, specialisation: doctor.specialisation.name },
    slot: { startsAt: held.startsAt, byVideo: visitKind === 'VIDEO' },
  }
}
