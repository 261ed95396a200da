import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { holdPatient, requireDoctor } from '../appointments/booking.js'
import { recordEvent, setState, visitOf, withdrawHolds } from '../appointments/changes.js'
import { showAnew } from '../appointments/telling.js'
import { nextToken } from '../appointments/tokens.js'
import { needsAnotherTime } from '../appointments/transition-rules.js'
import { audit } from '../audit/commands.js'
import { keepTimetable } from '../availability/locking.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import { transaction } from '../db/client.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import type { HandOver } from './forms.js'
import { requireNoVisitToday, whereAndHowLong } from './walk-in.js'

/**
 * The doctor for whom somebody waits has gone: they wait for another one, today, without a time of their own and with
 * that doctor's token. They lose nothing by it: they are called by when their turn was due before.
 */
export function handOver(
  actor: Actor,
  id: string,
  { doctorId }: HandOver,
  now: Date,
): Promise<{ id: string; token: string }> {
  authorize(actor, 'appointment.walk-in')
  return transaction(async (tx) => {
    const today = dayIn(now, config.zone)
    // The patient, the hours and then the visit, as everybody takes them.
    await holdPatient(tx, (await visitOf(tx, actor, id)).patientId)
    await keepTimetable(tx, doctorId)
    await tx.$queryRaw`SELECT 1 FROM "appointment" WHERE "id" = ${id}::uuid FOR UPDATE`
    const visit = await visitOf(tx, actor, id)
    const waits = visit.status === 'CHECKED_IN' && dayFromColumn(visit.day) === today
    // The same click twice.
    if (waits && visit.token && visit.walkIn && !visit.strandedAt && visit.doctorId === doctorId)
      return { id, token: visit.token }
    if (!waits || !needsAnotherTime(visit)) throw new Refusal('This patient does not need another doctor.')
    await requireDoctor(tx, doctorId)
    if (doctorId === visit.doctorId)
      throw new Refusal('This is the doctor who is away. Choose another.', { field: 'doctorId' })
    await requireNoVisitToday(tx, { ...visit, doctorId }, visit.day)
    const { room } = await whereAndHowLong(tx, doctorId, today, now)
    const token = await nextToken(tx, doctorId, visit.day)
    const there = { doctorId, token, room, walkIn: true, visitKind: 'IN_PERSON', strandedAt: null } as const
    await setState(tx, visit, there)
    await withdrawHolds(tx, id, now)
    const at = visit.startsAt.toISOString()
    const moved = { fromDoctorId: visit.doctorId, from: at, toDoctorId: doctorId, to: at }
    await recordEvent(tx, actor, id, 'RESCHEDULED', null, { ...moved, token })
    const { patientId } = visit
    await audit(tx, actor, 'appointment.walk-in', { type: 'appointment', id, patientId, details: moved })
    await showAnew(tx, { patientId, doctorId })
    await announce(tx, ['queue', `doctor:${visit.doctorId}`])
    return { id, token }
  })
}
