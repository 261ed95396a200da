import type { Actor } from '../access/actor.js'
import { familyOfInSql } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { patientsOfInSql } from '../access/scopes.js'
import { auditInSql } from '../audit/commands.js'
import { timetableKept } from '../availability/locking.js'
import { notAtWork, requireFreeSlot } from '../availability/queries.js'
import type { Slot } from '../availability/slot-rules.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { atWork } from '../doctors/queries.js'
import { Prisma } from '../generated/prisma/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { newId } from '../shared/ids.js'
import { slotFreed } from './changes.js'
import type { AppointmentRequest, Booking } from './forms.js'
import { tell } from './telling.js'
import { knownNews, newsOfNew, type VisitNews } from './told-queries.js'

/**
 * A patient asks for a time, for themselves or for somebody of their family. The request holds the slot until it is
 * answered; the holds that they came with, from before they logged in, are taken up by it.
 */
export function requestAppointment(
  actor: Actor,
  form: AppointmentRequest,
  now: Date,
  holdIds: string[] = [],
): Promise<{ id: string }> {
  authorize(actor, 'appointment.request')
  const id = newId()
  const request = async (tx: Tx) => {
    await holdPatientAndTimetable(tx, form, familyOfInSql(actor))
    await requireFewRequests(tx, form.patientId, now, holdIds)
    await takeUp(tx, holdIds, form, now)
    const visit = await create(tx, actor, id, form, 'REQUESTED', now)
    await tell(tx, visit, 'requested', { by: actor, now })
    return { id }
  }
  return once(actor.id, 'appointment.request', withText(form), request, { id })
}

/** Staff book a time for a patient: it is confirmed at once. Gives what there is to tell of it, too. */
export async function bookAppointment(actor: Actor, form: Booking, now: Date): Promise<VisitNews> {
  authorize(actor, 'appointment.book', { doctorId: form.doctorId })
  const id = newId()
  let news: VisitNews | null = null
  const book = async (tx: Tx) => {
    await holdPatientAndTimetable(tx, form, patientsOfInSql(actor, now))
    const visit = await create(tx, actor, id, form, 'CONFIRMED', now)
    news = visit.news
    await tell(tx, visit, 'confirmed', { by: actor, now })
    return { id }
  }
  const first = await once(actor.id, 'appointment.book', withText(form), book, { id })
  return news ?? (await knownNews(first.id))
}

/**
 * A visit in a slot that is known to be free, with the first line of its history, and its audit row where the booking
 * is the deed; gives what there is to tell of it, too.
 */
export async function createAt(
  tx: Tx,
  actor: Actor | null,
  wanted: Pick<Booking, 'patientId' | 'doctorId' | 'reason' | 'priority'>,
  slot: Omit<Slot, 'keptBack'>,
  status: Extract<AppointmentStatus, 'REQUESTED' | 'CONFIRMED'>,
  createdById: string,
  { id, as = null }: { id: string; as?: 'appointment.request' | 'appointment.book' | null } = { id: newId() },
) {
  const { patientId, doctorId, reason, priority } = wanted
  const { startsAt, endsAt, room, visitKind } = slot
  const insert = Prisma.sql`
    INSERT INTO appointment (id, patient_id, doctor_id, reason, priority, status, created_by_id, day, starts_at, ends_at,
      room, visit_kind, sequence)
    VALUES (${id}::uuid, ${patientId}::uuid, ${doctorId}::uuid, ${reason}, ${priority}::"Priority",
      ${status}::"AppointmentStatus", ${createdById}::uuid, ${slot.day}::date, ${startsAt}, ${endsAt},
      ${room}, ${visitKind}::"VisitKind", 1)
    RETURNING *`
  const kind = status === 'REQUESTED' ? 'REQUESTED' : 'BOOKED'
  const event = Prisma.sql`, event AS (
    INSERT INTO appointment_event (id, appointment_id, actor_id, kind)
    VALUES (${newId()}::uuid, ${id}::uuid, ${actor?.id ?? null}::uuid, ${kind}::"AppointmentEventKind"))`
  const trail = as
    ? Prisma.sql`, trail AS (${auditInSql(actor, as, { type: 'appointment', id, patientId })})`
    : Prisma.empty
  return { id, patientId, doctorId, news: await newsOfNew(tx, insert, Prisma.sql`${event}${trail}`) }
}

/**
 * One patient at a time, as `lockPatient` holds them: the count of open requests stays true. Throws NotFound for whom
 * this person does not reach; `within` is the scope, over `patient p`.
 */
export async function holdPatient(tx: Tx, id: string, within = Prisma.sql`TRUE`): Promise<void> {
  requireOpen(await tx.$queryRaw(heldPatient(id, within)))
}

/** The same, and after them the doctor's hours as they are, in one statement: everybody takes them in this order. */
async function holdPatientAndTimetable(
  tx: Tx,
  { patientId, doctorId }: Pick<Booking, 'patientId' | 'doctorId'>,
  within: Prisma.Sql,
): Promise<void> {
  requireOpen(
    await tx.$queryRaw`
      WITH held AS MATERIALIZED (${heldPatient(patientId, within)})
      SELECT closed, ${timetableKept(doctorId)} FROM held`,
  )
}

const heldPatient = (id: string, within: Prisma.Sql) => Prisma.sql`
  SELECT p.deactivated_at IS NOT NULL AS closed FROM patient p
  WHERE p.id = ${id}::uuid AND (${within}) FOR UPDATE OF p`

function requireOpen([patient]: { closed: boolean }[]): void {
  if (!patient) throw new NotFound()
  if (patient.closed) throw new Refusal('This record is closed. Open it again before you book a visit.')
}

export async function requireDoctor(tx: Tx, id: string): Promise<void> {
  if ((await tx.doctor.count({ where: { id, ...atWork } })) === 0) throw notAtWork()
}

async function create(
  tx: Tx,
  actor: Actor,
  id: string,
  form: Booking,
  status: Extract<AppointmentStatus, 'REQUESTED' | 'CONFIRMED'>,
  now: Date,
) {
  const slot = await requireFreeSlot(tx, form, {
    now,
    audience: status === 'REQUESTED' ? 'patient' : 'staff',
    urgent: form.priority !== 'ROUTINE',
    patientId: form.patientId,
    atWork: true,
    timetableKept: true,
  })
  const deed = status === 'REQUESTED' ? 'appointment.request' : 'appointment.book'
  return createAt(tx, actor, form, slot, status, actor.id, { id, as: deed })
}

/**
 * Throws a Refusal where as many requests of this patient as may be wait for an answer already. A time that is kept for
 * them since they registered counts as one, unless it is among the holds that go with this request.
 */
export async function requireFewRequests(
  tx: Tx,
  patientId: string,
  now: Date,
  holdIds: string[],
): Promise<void> {
  const { maxOpenRequests } = await schedulingSettings(tx)
  const requests = await tx.appointment.count({
    where: { patientId, status: 'REQUESTED', startsAt: { gt: now } },
  })
  const kept = holdIds.includes(patientId)
    ? 0
    : await tx.slotHold.count({
        where: { id: patientId, kind: 'VISITOR', status: 'OPEN', heldUntil: { gt: now } },
      })
  const open = requests + kept
  if (open >= maxOpenRequests)
    throw new Refusal(
      '{{count}} requests are waiting for an answer already. Cancel one, or wait for the answer.',
      {
        values: { count: open },
      },
    )
}

/**
 * A visitor's hold gives way to the request, in the same transaction: nobody comes in between. One of another time
 * is not needed any more.
 */
async function takeUp(
  tx: Tx,
  ids: string[],
  { doctorId, startsAt }: Pick<Booking, 'doctorId' | 'startsAt'>,
  now: Date,
): Promise<void> {
  if (ids.length === 0) return
  const hold = { id: { in: ids }, kind: 'VISITOR', status: 'OPEN' } as const
  await tx.slotHold.updateMany({
    where: { ...hold, doctorId, startsAt },
    data: { status: 'ACCEPTED', decidedAt: now },
  })
  const others = await tx.slotHold.updateManyAndReturn({
    where: hold,
    data: { status: 'WITHDRAWN', decidedAt: now },
    select: { doctorId: true, startsAt: true },
  })
  for (const other of others) await slotFreed(tx, { ...other, walkIn: false })
}

/** For the hash of a form, which knows no dates. */
const withText = <Form extends { startsAt: Date }>(form: Form) => ({
  ...form,
  startsAt: form.startsAt.toISOString(),
})
