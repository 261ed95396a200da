import type { Actor } from '../access/actor.js'
import { recordEvent, withdrawHolds } from '../appointments/changes.js'
import { showAnew } from '../appointments/telling.js'
import { movableStates, unseenStates } from '../appointments/transition-rules.js'
import type { Tx } from '../db/client.js'
import { addJob } from '../jobs/queue.js'

/**
 * The times of these visits fell away: leave, a holiday, other hours. Each is marked so that the reception has it on
 * its list, and a job of its own finds and holds another time; who waits without an appointment had none, and is only
 * on the list. Called in the transaction that changes the timetable, under its lock; visits that are over, under way
 * or marked already are left as they are.
 */
export async function rescue(
  tx: Tx,
  actor: Actor | null,
  visits: { id: string }[],
  now: Date,
): Promise<void> {
  const stranded = await tx.appointment.updateManyAndReturn({
    where: {
      id: { in: visits.map(({ id }) => id) },
      OR: [{ status: { in: [...movableStates] }, walkIn: false }, { status: 'CHECKED_IN' }],
      strandedAt: null,
    },
    data: { strandedAt: now, version: { increment: 1 } },
    select: { id: true, patientId: true, doctorId: true, walkIn: true },
  })
  for (const visit of stranded) {
    await recordEvent(tx, actor, visit.id, 'STRANDED')
    if (!visit.walkIn)
      await addJob(tx, 'offers.rescue', { appointmentId: visit.id }, { key: `rescue ${visit.id}` })
    await showAnew(tx, visit)
  }
}

/** The old times of these visits stand again: the leave was cancelled. What was held for them is free. */
export async function rescueNoMore(
  tx: Tx,
  actor: Actor | null,
  visits: { id: string }[],
  now: Date,
): Promise<void> {
  const safe = await tx.appointment.updateManyAndReturn({
    where: {
      id: { in: visits.map(({ id }) => id) },
      status: { in: [...unseenStates] },
      strandedAt: { not: null },
    },
    data: { strandedAt: null, version: { increment: 1 } },
    select: { id: true, patientId: true, doctorId: true },
  })
  for (const visit of safe) {
    await withdrawHolds(tx, visit.id, now)
    await recordEvent(tx, actor, visit.id, 'UNDONE', null, { change: 'stranded' })
    await showAnew(tx, visit)
  }
}

/**
 * To be called with every change of a doctor's hours, leave or holidays, in its transaction: offers whose time fell
 * away are replaced, and times that are new go to those who wait.
 */
export async function timetableChanged(tx: Tx, doctorIds: string[]): Promise<void> {
  for (const doctorId of doctorIds)
    await addJob(tx, 'offers.timetable-changed', { doctorId }, { key: `timetable ${doctorId}` })
}
