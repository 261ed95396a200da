import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { transaction } from '../db/client.js'
import { Stale } from '../shared/errors.js'
import type { EditedHours } from './forms.js'
import { weeklyHours } from './queries.js'
import { inWords, versionOf } from './rules.js'
import { sessionValues } from './session-forms.js'
import { holdTimetable, settle } from './settling.js'

/**
 * Gives these days of the week these sessions, in place of those they had. `weekday` is the one that the form was
 * opened for. Answers how many visits lose their time by it.
 */
export function changeHours(
  actor: Actor,
  doctorId: string,
  weekday: number,
  { version, confirmed, days, sessions }: EditedHours,
  now: Date,
): Promise<{ lost: number }> {
  authorize(actor, 'timetable.edit', { doctorId })
  return transaction(async (tx) => {
    await holdTimetable(tx, doctorId)
    const week = await weeklyHours(doctorId, tx)
    const current = versionOf(week)
    if (current !== version)
      throw new Stale(sessionValues(week.filter((line) => line.weekday === weekday)), current)
    await tx.workingHours.deleteMany({ where: { doctorId, weekday: { in: days } } })
    await tx.workingHours.createMany({
      data: days.flatMap((each) => sessions.map((session) => ({ ...session, doctorId, weekday: each }))),
    })
    const lost = await settle(tx, actor, [doctorId], confirmed, now)
    const former = week.filter((line) => days.includes(line.weekday)).map(inWords)
    const details = { weekdays: days, former, hours: sessions.map(inWords), lost }
    await audit(tx, actor, 'timetable.edit', { type: 'doctor', id: doctorId, details })
    return { lost }
  })
}
