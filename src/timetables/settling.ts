import type { Actor } from '../access/actor.js'
import { lockTimetable } from '../availability/locking.js'
import { type Tx, transaction } from '../db/client.js'
import { rescue, rescueNoMore, timetableChanged } from '../offers/rescue.js'
import type { Day } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { type AffectedVisit, affectedVisits } from './affected-queries.js'

/** What a change was to cost, before anybody has said yes to it. */
class VisitsLoseTime extends Error {
  constructor(readonly visits: AffectedVisit[]) {
    super('Visits would lose their time.')
  }
}

/** Saved; or nothing is, and these visits are what it would cost. */
export type Outcome<Saved> = { saved: Saved } | { losing: AffectedVisit[] }

/**
 * Runs a command that ends with `settle`: what it would cost is found out by doing it, and by undoing it where nobody
 * has agreed to that yet, so that what people are shown is what happens.
 */
export async function orShowCost<Saved>(command: Promise<Saved>): Promise<Outcome<Saved>> {
  try {
    return { saved: await command }
  } catch (error) {
    if (error instanceof VisitsLoseTime) return { losing: error.visits }
    throw error
  }
}

/** The beginning: nobody else books with this doctor or changes the hours until the transaction ends. */
export async function holdTimetable(tx: Tx, doctorId: string): Promise<void> {
  await lockTimetable(tx, doctorId)
  if ((await tx.doctor.count({ where: { id: doctorId } })) === 0) throw new NotFound()
}

/**
 * The end of every change of hours, leave or holidays, in its transaction and under the lock of these doctors'
 * timetables: visits that lose their time are given over to be offered another one, visits that have it back stay, and
 * times that are new go to those who wait. With `only`, nothing but that day has changed. Answers how many visits lost
 * their time.
 */
export async function settle(
  tx: Tx,
  actor: Actor | null,
  doctorIds: string[],
  confirmed: boolean,
  now: Date,
  only?: Day,
): Promise<number> {
  const { lost, safe } = await affectedVisits(tx, doctorIds, now, only)
  if (lost.length > 0 && !confirmed) throw new VisitsLoseTime(lost)
  if (lost.length > 0) await rescue(tx, actor, lost, now)
  if (safe.length > 0) await rescueNoMore(tx, actor, safe, now)
  await timetableChanged(tx, doctorIds)
  return lost.length
}

/**
 * The same without anybody having changed the hours: leave begins, and who still waits is not seen any more; or a
 * doctor works here again.
 */
export async function reviewTimetable({ doctorId }: { doctorId: string }): Promise<void> {
  await transaction(async (tx) => {
    await lockTimetable(tx, doctorId)
    await settle(tx, null, [doctorId], true, new Date())
  })
}
