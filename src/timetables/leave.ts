import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import type { Span } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { once } from '../db/once.js'
import { addJob } from '../jobs/queue.js'
import { addDays, dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import type { NewLeave, Undo } from './forms.js'
import { findLeave } from './queries.js'
import { LONGEST_AHEAD, leaveSpan } from './rules.js'
import { holdTimetable, settle } from './settling.js'

/** Leave, whatever is booked in it: visits that lose their time are offered another one. */
export function postLeave(
  actor: Actor,
  doctorId: string,
  form: NewLeave,
  now: Date,
): Promise<{ id: string; lost: number }> {
  authorize(actor, 'timetable.edit', { doctorId })
  const { startsAt, endsAt } = spanOf(form, now)
  const wanted = { ...form, doctorId }
  return once(actor.id, 'timetable.leave', wanted, async (tx) => {
    await holdTimetable(tx, doctorId)
    const { reason, confirmed } = form
    const { id } = await tx.doctorLeave.create({
      data: { doctorId, startsAt, endsAt, reason, createdById: actor.id },
      select: { id: true },
    })
    const lost = await settle(tx, actor, [doctorId], confirmed, now)
    // Who is still waiting when the doctor leaves.
    if (startsAt > now) await addJob(tx, 'timetables.review', { doctorId }, { runAt: startsAt })
    const details = { leave: [startsAt.toISOString(), endsAt.toISOString()], lost }
    await audit(tx, actor, 'timetable.edit', { type: 'doctor', id: doctorId, details })
    return { id, lost }
  })
}

/** The doctor is there after all: visits that nobody has moved yet stay as they were. */
export function cancelLeave(
  actor: Actor,
  doctorId: string,
  id: string,
  form: Undo,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'timetable.edit', { doctorId })
  const wanted = { ...form, doctorId, id }
  return once(actor.id, 'timetable.cancel-leave', wanted, async (tx) => {
    await holdTimetable(tx, doctorId)
    const leave = await findLeave(doctorId, id, tx)
    if (leave.cancelledAt) throw new Refusal('This leave was cancelled already.')
    if (leave.endsAt <= now) throw new Refusal('This leave is over.')
    await tx.doctorLeave.updateMany({
      where: { id, doctorId, cancelledAt: null },
      data: { cancelledAt: now, cancelledById: actor.id },
    })
    await settle(tx, actor, [doctorId], form.confirmed, now)
    const details = { cancelledLeave: [leave.startsAt.toISOString(), leave.endsAt.toISOString()] }
    await audit(tx, actor, 'timetable.edit', { type: 'doctor', id: doctorId, details })
    return { id }
  })
}

function spanOf({ firstDay, lastDay, from, until }: NewLeave, now: Date): Span {
  const last = lastDay ?? firstDay
  const today = dayIn(now, config.zone)
  if (last < firstDay) throw new Refusal('The last day is before the first.', { field: 'lastDay' })
  if (last < today) throw new Refusal('These days are over.', { field: lastDay ? 'lastDay' : 'firstDay' })
  if (last > addDays(today, LONGEST_AHEAD))
    throw new Refusal('Choose days within the next two years.', { field: lastDay ? 'lastDay' : 'firstDay' })
  const span = leaveSpan({ firstDay, lastDay: last, from, until }, config.zone)
  if (span.endsAt <= span.startsAt)
    throw new Refusal('The leave must end after it begins.', { field: 'until' })
  if (span.endsAt <= now) throw new Refusal('This time is over.', { field: 'until' })
  return span
}
