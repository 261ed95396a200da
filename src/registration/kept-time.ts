import { passOnTime } from '../accounts/held-time.js'
import { type KeptTime, keptOnceApproved, keptUntil } from '../booking/kept-time-rules.js'
import type { Tx } from '../db/client.js'
import { stands } from '../offers/timetable-changes.js'
import { schedulingSettings } from '../settings/scheduling.js'

/**
 * Keeps the time of a visitor whose address has an account as long as if they were new, for this browser: the free
 * times, which anybody may watch, would else tell that there is one. Gives until when; null without one.
 */
export async function keepAlike(tx: Tx, holdId: string | null, now: Date): Promise<Date | null> {
  const kept = await keepable(tx, holdId, now)
  if (!holdId || !kept) return null
  const { count } = await tx.slotHold.updateMany({
    where: { id: holdId, status: 'OPEN' },
    data: { heldUntil: kept.heldUntil },
  })
  if (count === 0) return null
  await passOnTime(tx, kept, kept.heldUntil)
  return kept.heldUntil
}

/**
 * Keeps the time that a visitor holds for the patient as whom they register, and gives until when. Of several who
 * register with one hold, one has it.
 */
export async function keepTime(
  tx: Tx,
  patientId: string,
  holdId: string | null,
  now: Date,
): Promise<KeptTime | null> {
  const kept = await keepable(tx, holdId, now)
  if (!holdId || !kept) return null
  const { count } = await tx.slotHold.updateMany({
    where: { id: holdId, status: 'OPEN' },
    data: { status: 'WITHDRAWN', decidedAt: now },
  })
  if (count === 0) return null
  const { doctor } = await tx.slotHold.create({
    data: { ...kept, id: patientId },
    select: { doctor: { select: { account: { select: { name: true } } } } },
  })
  await passOnTime(tx, kept, kept.heldUntil)
  return { doctor: doctor.account.name, startsAt: kept.startsAt, until: kept.heldUntil, gone: false }
}

async function keepable(tx: Tx, holdId: string | null, now: Date) {
  if (!holdId) return null
  const hold = await tx.slotHold.findFirst({
    where: { id: holdId, kind: 'VISITOR', status: 'OPEN', heldUntil: { gt: now } },
    select: { kind: true, doctorId: true, startsAt: true, endsAt: true, room: true, visitKind: true },
  })
  if (!hold) return null
  const { noticeMinutes } = await schedulingSettings(tx)
  const heldUntil = keptUntil({ ...hold, noticeMinutes }, now)
  return heldUntil && { ...hold, heldUntil }
}

/** Keeps a patient's time for long enough that they can come and ask for it. Null where they had chosen none. */
export async function keepOnceApproved(tx: Tx, patientId: string, now: Date): Promise<KeptTime | null> {
  const hold = await tx.slotHold.findUnique({
    where: { id: patientId, kind: 'VISITOR', status: { in: ['OPEN', 'LAPSED'] } },
    select: {
      ...{ id: true, doctorId: true, startsAt: true, heldUntil: true },
      doctor: { select: { account: { select: { name: true } } } },
    },
  })
  if (!hold) return null
  const { noticeMinutes } = await schedulingSettings(tx)
  const { id, doctor, heldUntil, ...time } = hold
  const told = { doctor: doctor.account.name, startsAt: time.startsAt }
  const until = keptOnceApproved({ ...hold, noticeMinutes }, now)
  const isThere = heldUntil > now && (await stands(tx, hold, now))
  const { count } = await tx.slotHold.updateMany({
    where: { id, status: 'OPEN' },
    data: isThere ? { heldUntil: until } : { status: 'LAPSED', decidedAt: now },
  })
  if (!isThere || count === 0) return { ...told, until: heldUntil, gone: true }
  await passOnTime(tx, time, until)
  return { ...told, until, gone: false }
}
