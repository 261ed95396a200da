import { movableStates } from '../appointments/transition-rules.js'
import { freeTimes, requireFreeSlot } from '../availability/queries.js'
import type { Slot } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { atWork } from '../doctors/queries.js'
import { lockPatient } from '../patients/locking.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { type Day, dayFromColumn, dayIn, timeIn } from '../shared/calendar.js'
import { findAlternativeOn } from './alternatives.js'
import { fits, waitingHeldUntil } from './hold-rules.js'
import { lockVisit, offeredUnlessTaken, offerSlot } from './holding.js'
import { withoutAlternative } from './in-need-queries.js'

/**
 * Somebody gave a time back: it goes to a visit whose own fell away and for which there was none, or else to the first
 * of the waiting list whom it fits and who was not asked for it before.
 */
export async function passOn({ doctorId, startsAt }: { doctorId: string; startsAt: string }): Promise<void> {
  const at = new Date(startsAt)
  const day = dayIn(at, config.zone)
  for (const appointmentId of await withoutAlternative(doctorId, new Date()))
    await findAlternativeOn({ appointmentId, doctorId, day })
  await offerTimes(doctorId, { from: day, to: day }, (slot) => slot.startsAt.getTime() === at.getTime())
}

/** Offers these free times of a doctor, soonest first, each to the first who waits for it. */
export async function offerTimes(
  doctorId: string,
  days: { from: Day; to: Day },
  only: (slot: Slot) => boolean = () => true,
): Promise<void> {
  const now = new Date()
  const waiting = await waitingFor(doctorId)
  if (waiting.length === 0) return
  const free = await freeTimes([doctorId], days, { now, audience: 'staff', urgent: true })
  for (const slot of free.get(doctorId) ?? []) {
    if (waiting.length === 0) return
    if (!only(slot)) continue
    const taker = await firstTaker(waiting, doctorId, slot, now)
    if (taker) waiting.splice(waiting.indexOf(taker), 1)
  }
}

type Waiting = Awaited<ReturnType<typeof waitingFor>>[number]

/** The waiting list as a doctor's time finds it: the most urgent first, and of those who waited longest. */
async function waitingFor(doctorId: string) {
  const doctor = await db.doctor.findFirst({
    where: { id: doctorId, ...atWork },
    select: { specialisationId: true },
  })
  if (!doctor) return []
  const entries = await db.waitingEntry.findMany({
    where: {
      status: 'WAITING',
      specialisationId: doctor.specialisationId,
      AND: [
        { OR: [{ doctorId: null }, { doctorId }] },
        { OR: [{ appointmentId: null }, { appointment: { status: { in: [...movableStates] } } }] },
      ],
      patient: { deactivatedAt: null },
    },
    orderBy: [{ priority: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: {
      id: true,
      patientId: true,
      appointmentId: true,
      doctorId: true,
      earliestOn: true,
      latestOn: true,
      partOfDay: true,
      priority: true,
      appointment: { select: { startsAt: true } },
      holds: { where: { doctorId }, select: { startsAt: true } },
    },
  })
  return entries.map(({ earliestOn, latestOn, appointment, ...entry }) => ({
    ...entry,
    earliestOn: dayFromColumn(earliestOn),
    latestOn: dayFromColumn(latestOn),
    visit: appointment,
    asked: new Set(entry.holds.map(({ startsAt }) => startsAt.getTime())),
  }))
}

/** Of a list longer than this only the first are looked at. */
const MOST = 500

/** Who is asked for this slot, or null where it fits nobody, is taken by now, or is too near to be thought over. */
async function firstTaker(
  waiting: Waiting[],
  doctorId: string,
  slot: Slot,
  now: Date,
): Promise<Waiting | null> {
  const opening = { ...slot, doctorId, time: timeIn(slot.startsAt, config.zone) }
  for (const entry of waiting) {
    if (entry.asked.has(slot.startsAt.getTime()) || !fits(entry, opening)) continue
    if (await offered(entry, doctorId, slot, now)) return entry
  }
  return null
}

function offered(entry: Waiting, doctorId: string, slot: Slot, now: Date): Promise<boolean> {
  const { id: waitingEntryId, patientId, appointmentId, priority } = entry
  return offeredUnlessTaken(async (tx) => {
    await lockPatient(tx, patientId)
    if (appointmentId && !(await becomesEarlier(tx, appointmentId, doctorId, slot))) return false
    const heldUntil = waitingHeldUntil(slot.startsAt, await schedulingSettings(tx), now)
    if (!heldUntil) return false
    const { count } = await tx.waitingEntry.updateMany({
      where: { id: waitingEntryId, status: 'WAITING' },
      data: { status: 'OFFERED' },
    })
    if (count === 0) return false
    const free = await requireFreeSlot(
      tx,
      { doctorId, startsAt: slot.startsAt },
      {
        now,
        audience: 'staff',
        urgent: priority !== 'ROUTINE',
        patientId,
        ...(appointmentId && { except: appointmentId }),
      },
    )
    await offerSlot(
      tx,
      { kind: 'WAITING', patientId, appointmentId, waitingEntryId },
      doctorId,
      free,
      heldUntil,
    )
    return true
  })
}

/** Somebody may just be moving or cancelling the visit: it is held before it is looked at again. */
async function becomesEarlier(tx: Tx, id: string, doctorId: string, { startsAt }: Slot): Promise<boolean> {
  await lockVisit(tx, id, doctorId)
  const visits = await tx.appointment.count({
    where: { id, status: { in: [...movableStates] }, startsAt: { gt: startsAt } },
  })
  return visits > 0
}
