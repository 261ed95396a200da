import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOfInSql } from '../access/scopes.js'
import { holdPatient, requireDoctor } from '../appointments/booking.js'
import { recordEvent } from '../appointments/changes.js'
import { visitNumber } from '../appointments/rules.js'
import { showAnew } from '../appointments/telling.js'
import { nextToken } from '../appointments/tokens.js'
import { audit } from '../audit/commands.js'
import { hoursOf } from '../availability/hours-queries.js'
import { keepTimetable } from '../availability/locking.js'
import { slotRefusals } from '../availability/slot-rules.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { type Day, dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import type { WalkIn } from './forms.js'
import { sessionFor } from './session-rules.js'

/** Somebody without an appointment joins a doctor's queue of today, at once and with a token. */
export function addWalkIn(actor: Actor, form: WalkIn, now: Date): Promise<{ id: string; token: string }> {
  authorize(actor, 'appointment.walk-in')
  return once(actor.id, 'appointment.walk-in', form, async (tx) => {
    const { patientId, doctorId, priority, reason } = form
    const today = dayIn(now, config.zone)
    await holdPatient(tx, patientId, patientsOfInSql(actor, now))
    await keepTimetable(tx, doctorId)
    await requireDoctor(tx, doctorId)
    await requireNoVisitToday(tx, form, dayToColumn(today))
    const { slotMinutes, room } = await whereAndHowLong(tx, doctorId, today, now)
    const token = await nextToken(tx, doctorId, dayToColumn(today))
    const visit = await tx.appointment.create({
      data: {
        ...{ patientId, doctorId, priority, reason, token, room, createdById: actor.id },
        ...{ status: 'CHECKED_IN', walkIn: true, day: dayToColumn(today), checkedInAt: now },
        startsAt: now,
        endsAt: new Date(now.getTime() + slotMinutes * 60_000),
      },
      select: { id: true, patientId: true, doctorId: true },
    })
    await recordEvent(tx, actor, visit.id, 'CHECKED_IN', null, { token })
    await audit(tx, actor, 'appointment.walk-in', { type: 'appointment', id: visit.id, patientId })
    await showAnew(tx, visit)
    await announce(tx, ['queue'])
    return { id: visit.id, token }
  })
}

/** Who is in this queue already, or has an appointment to be checked in for, needs no second place. */
export async function requireNoVisitToday(
  tx: Tx,
  { patientId, doctorId, priority }: Pick<WalkIn, 'patientId' | 'doctorId' | 'priority'>,
  day: Date,
): Promise<void> {
  const other = await tx.appointment.findFirst({
    where: { patientId, doctorId, day, status: { in: ['CONFIRMED', 'CHECKED_IN', 'IN_CONSULTATION'] } },
    orderBy: { token: { sort: 'asc', nulls: 'last' } },
    select: { number: true, token: true },
  })
  if (other?.token)
    throw new Refusal('The patient is in this queue already, as {{token}}.', {
      field: 'doctorId',
      values: { token: other.token },
    })
  if (other && priority !== 'EMERGENCY')
    throw new Refusal('The patient has an appointment with this doctor today. Check {{number}} in instead.', {
      field: 'doctorId',
      values: { number: visitNumber(other.number) },
    })
}

/** Where this doctor sees who comes now. Throws a Refusal beside `doctorId` while the doctor is away. */
export async function whereAndHowLong(tx: Tx, doctorId: string, today: Day, now: Date) {
  const { timetable, leaves } = (await hoursOf(tx, [doctorId], { from: today, to: today }))(doctorId)
  if (leaves.some(({ startsAt, endsAt }) => startsAt <= now && now < endsAt))
    throw new Refusal(slotRefusals.leave, { field: 'doctorId' })
  const doctor = await tx.doctor.findUniqueOrThrow({ where: { id: doctorId }, select: { chamber: true } })
  const session = sessionFor(today, timetable, now, config.zone)
  return {
    slotMinutes: session?.slotMinutes ?? USUAL_MINUTES,
    room: session?.room ?? doctor.chamber,
  }
}

/** Where the doctor has no hours today. */
const USUAL_MINUTES = 15
