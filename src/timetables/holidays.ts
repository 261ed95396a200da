import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { lockAllTimetables } from '../availability/locking.js'
import { config } from '../config.js'
import { once } from '../db/once.js'
import { type Day, dayFromColumn, dayIn, daysBetween, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { NewHoliday, Undo } from './forms.js'
import { LONGEST_AHEAD } from './rules.js'
import { settle } from './settling.js'

/** A day on which the hospital sees nobody by appointment, but for doctors who have entered hours for that date. */
export function addHoliday(actor: Actor, form: NewHoliday, now: Date): Promise<{ id: string; lost: number }> {
  authorize(actor, 'holiday.edit')
  const { day, name, confirmed } = form
  const ahead = daysBetween(dayIn(now, config.zone), day)
  if (ahead < 0) throw new Refusal('This day is over.', { field: 'day' })
  if (ahead > LONGEST_AHEAD) throw new Refusal('Choose a day within the next two years.', { field: 'day' })
  return once(actor.id, 'holiday.add', form, async (tx) => {
    const doctorIds = await lockAllTimetables(tx)
    const { id } = await tx.holiday.create({ data: { day: dayToColumn(day), name }, select: { id: true } })
    const lost = await settle(tx, actor, doctorIds, confirmed, now, day)
    const details = { added: name, day, lost }
    await audit(tx, actor, 'holiday.edit', { type: 'holiday', id, details })
    return { id, lost }
  })
}

export function removeHoliday(
  actor: Actor,
  id: string,
  form: Undo,
  now: Date,
): Promise<{ name: string; day: Day }> {
  authorize(actor, 'holiday.edit')
  const wanted = { ...form, id }
  return once(actor.id, 'holiday.remove', wanted, async (tx) => {
    const doctorIds = await lockAllTimetables(tx)
    const holiday = await tx.holiday.findUnique({ where: { id }, select: { day: true, name: true } })
    if (!holiday) throw new NotFound()
    const day = dayFromColumn(holiday.day)
    if (day < dayIn(now, config.zone)) throw new Refusal('This day is over.')
    await tx.holiday.deleteMany({ where: { id } })
    await settle(tx, actor, doctorIds, form.confirmed, now, day)
    await audit(tx, actor, 'holiday.edit', { type: 'holiday', id, details: { removed: holiday.name, day } })
    return { name: holiday.name, day }
  })
}
