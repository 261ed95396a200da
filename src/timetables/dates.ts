import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import type { Session } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { type Day, dayIn, daysBetween, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { dateValues, type EditedDate, type NewDate, type Undo } from './forms.js'
import { findDate } from './queries.js'
import { inWords, LONGEST_AHEAD, versionOf } from './rules.js'
import { holdTimetable, settle } from './settling.js'

/** Other hours on one date, or none: they replace those of the week, and open a holiday. */
export function addDate(
  actor: Actor,
  doctorId: string,
  form: NewDate,
  now: Date,
): Promise<{ id: string; lost: number }> {
  authorize(actor, 'timetable.edit', { doctorId })
  const { day, note, sessions, confirmed } = form
  requireToCome(day, now)
  const wanted = { ...form, doctorId }
  return once(actor.id, 'timetable.add-date', wanted, async (tx) => {
    await holdTimetable(tx, doctorId)
    const { id } = await tx.scheduleException.create({
      data: {
        ...{ doctorId, day: dayToColumn(day), note, createdById: actor.id },
        hours: { createMany: { data: sessions } },
      },
      select: { id: true },
    })
    const lost = await settle(tx, actor, [doctorId], confirmed, now)
    await record(tx, actor, doctorId, { date: day, hours: sessions.map(inWords), lost })
    return { id, lost }
  })
}

export function editDate(
  actor: Actor,
  doctorId: string,
  id: string,
  { version, confirmed, note, sessions }: EditedDate,
  now: Date,
): Promise<{ lost: number }> {
  authorize(actor, 'timetable.edit', { doctorId })
  return transaction(async (tx) => {
    await holdTimetable(tx, doctorId)
    const former = await findDate(doctorId, id, tx)
    requireToCome(former.day, now)
    if (versionOf(former) !== version) throw new Stale(dateValues(former), versionOf(former))
    await tx.exceptionHours.deleteMany({ where: { exceptionId: id } })
    await tx.scheduleException.update({
      where: { id },
      data: { note, hours: { createMany: { data: sessions } } },
      select: { id: true },
    })
    const lost = await settle(tx, actor, [doctorId], confirmed, now)
    await record(tx, actor, doctorId, changeOf(former, sessions, lost))
    return { lost }
  })
}

/** From now on this date is like any other of its weekday. */
export function removeDate(
  actor: Actor,
  doctorId: string,
  id: string,
  form: Undo,
  now: Date,
): Promise<{ day: Day; lost: number }> {
  authorize(actor, 'timetable.edit', { doctorId })
  const wanted = { ...form, doctorId, id }
  return once(actor.id, 'timetable.remove-date', wanted, async (tx) => {
    await holdTimetable(tx, doctorId)
    const former = await findDate(doctorId, id, tx)
    requireToCome(former.day, now)
    const { count } = await tx.scheduleException.deleteMany({ where: { id, doctorId } })
    if (count === 0) throw new NotFound()
    const lost = await settle(tx, actor, [doctorId], form.confirmed, now)
    await record(tx, actor, doctorId, { removed: true, ...changeOf(former, [], lost) })
    return { day: former.day, lost }
  })
}

function requireToCome(day: Day, now: Date): void {
  const ahead = daysBetween(dayIn(now, config.zone), day)
  if (ahead < 0) throw new Refusal('This day is over.', { field: 'day' })
  if (ahead > LONGEST_AHEAD) throw new Refusal('Choose a day within the next two years.', { field: 'day' })
}

const changeOf = (former: { day: Day; sessions: Session[] }, hours: Session[], lost: number) => ({
  ...{ date: former.day, former: former.sessions.map(inWords), hours: hours.map(inWords), lost },
})

const record = (
  tx: Tx,
  actor: Actor,
  id: string,
  details: Record<string, string | string[] | number | boolean>,
) => audit(tx, actor, 'timetable.edit', { type: 'doctor', id, details })
