import { freeTimes, requireFreeSlot } from '../availability/queries.js'
import { overlap, type Slot } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { db, type Tx, transaction } from '../db/client.js'
import { atWork } from '../doctors/queries.js'
import { lockPatient } from '../patients/locking.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { addDays, type Day, dayIn } from '../shared/calendar.js'
import { rescueHeldUntil } from './hold-rules.js'
import { lockVisit, offeredUnlessTaken, offerSlot } from './holding.js'
import { inNeed } from './in-need-queries.js'
import { tellNoTime } from './telling.js'

/** How far from the old time another one counts as near, in days. */
const NEAR_DAYS = 14

/** How many of the best are tried before looking further: several patients of the same leave want the same ones. */
const TRIED = 20

/**
 * Finds and holds another time for a visit whose own fell away: of the times near the old one, the same doctor's come
 * first and then those of the specialisation's others; then, in the same order, those far from it. Where there is
 * none the visit stays on the reception's list, and the patient is told that somebody will call.
 */
export async function findAlternative({ appointmentId }: { appointmentId: string }): Promise<void> {
  const now = new Date()
  const visit = await strandedVisit(db, appointmentId, now)
  if (!visit) return
  const { same, others, near, far } = await whereToLook(visit, now)
  const looks = [
    { doctors: same, days: near },
    { doctors: others, days: near },
    { doctors: same, days: far },
    { doctors: others, days: far },
  ]
  for (const { doctors, days } of looks)
    for (const candidate of await candidates(visit, doctors, days, now))
      if (await offered(visit, candidate, now)) return
  await transaction((tx) => tellNoTime(tx, visit.id))
}

/** The same, of the times of one doctor's day only: somebody has just given one back. */
export async function findAlternativeOn({ appointmentId, doctorId, day }: OneDay): Promise<void> {
  const now = new Date()
  const visit = await strandedVisit(db, appointmentId, now)
  if (!visit) return
  for (const candidate of await candidates(visit, [doctorId], { from: day, to: day }, now))
    if (await offered(visit, candidate, now)) return
}

interface OneDay {
  appointmentId: string
  doctorId: string
  day: Day
}

type StrandedVisit = NonNullable<Awaited<ReturnType<typeof strandedVisit>>>

interface Candidate {
  doctorId: string
  slot: Slot
}

/** The visit, while it needs another time and none is held for it. */
function strandedVisit(tx: Tx, id: string, now: Date) {
  return tx.appointment.findFirst({
    where: { id, ...inNeed(now) },
    select: {
      id: true,
      patientId: true,
      doctorId: true,
      priority: true,
      visitKind: true,
      startsAt: true,
      doctor: { select: { specialisationId: true } },
    },
  })
}

async function whereToLook(visit: StrandedVisit, now: Date) {
  const [atWorkNow, { horizonDays }] = await Promise.all([
    db.doctor.findMany({
      where: { specialisationId: visit.doctor.specialisationId, ...atWork },
      select: { id: true },
    }),
    schedulingSettings(),
  ])
  const today = dayIn(now, config.zone)
  const oldDay = dayIn(visit.startsAt, config.zone)
  const from = addDays(oldDay, -NEAR_DAYS)
  const doctors = atWorkNow.map(({ id }) => id)
  return {
    same: doctors.filter((id) => id === visit.doctorId),
    others: doctors.filter((id) => id !== visit.doctorId),
    near: { from: from > today ? from : today, to: addDays(oldDay, NEAR_DAYS) },
    far: { from: today, to: addDays(today, horizonDays) },
  }
}

/** The free times nearest to the old one that can be thought over, and at which the patient is nowhere else. */
async function candidates(
  visit: StrandedVisit,
  doctorIds: string[],
  days: { from: Day; to: Day },
  now: Date,
): Promise<Candidate[]> {
  if (doctorIds.length === 0) return []
  const [free, settings, offeredAlready] = await Promise.all([
    freeTimes(doctorIds, days, askingFor(visit, now)),
    schedulingSettings(),
    offersTo(visit.patientId, now),
  ])
  const far = ({ slot }: Candidate) => Math.abs(slot.startsAt.getTime() - visit.startsAt.getTime())
  return [...free]
    .flatMap(([doctorId, slots]) => slots.map((slot) => ({ doctorId, slot })))
    .filter(
      ({ slot }) =>
        slot.visitKind === visit.visitKind &&
        !offeredAlready.some((other) => overlap(other, slot)) &&
        rescueHeldUntil({ startsAt: slot.startsAt, oldStartsAt: visit.startsAt }, settings, now),
    )
    .sort((one, other) => far(one) - far(other))
    .slice(0, TRIED)
}

/** False where somebody else was quicker. */
function offered(visit: StrandedVisit, { doctorId, slot }: Candidate, now: Date): Promise<boolean> {
  return offeredUnlessTaken(async (tx) => {
    await lockPatient(tx, visit.patientId)
    await lockVisit(tx, visit.id, doctorId)
    // Somebody else has found it a time meanwhile, or it needs none: there is nothing more to be tried.
    if (!(await strandedVisit(tx, visit.id, now))) return true
    const free = await requireFreeSlot(tx, { doctorId, startsAt: slot.startsAt }, askingFor(visit, now))
    const heldUntil = rescueHeldUntil(
      { startsAt: free.startsAt, oldStartsAt: visit.startsAt },
      await schedulingSettings(tx),
      now,
    )
    if (!heldUntil) return false
    const { id: appointmentId, patientId } = visit
    await offerSlot(
      tx,
      { kind: 'RESCUE', patientId, appointmentId, waitingEntryId: null },
      doctorId,
      free,
      heldUntil,
    )
    return true
  })
}

/** As the patient would ask: with their notice and horizon, and with the visit's own time out of the way. */
const askingFor = ({ id, patientId, priority }: StrandedVisit, now: Date) => ({
  now,
  audience: 'patient' as const,
  urgent: priority !== 'ROUTINE',
  patientId,
  except: id,
})

/** Other times that are held for the same patient: an alternative stands in the way of no visit, but of no other offer either. */
const offersTo = (patientId: string, now: Date) =>
  db.slotHold.findMany({
    where: { patientId, status: 'OPEN', heldUntil: { gt: now } },
    select: { startsAt: true, endsAt: true },
  })
