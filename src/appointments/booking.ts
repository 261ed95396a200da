import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { familyOf, patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { requireFreeSlot } from '../availability/queries.js'
import type { Slot } from '../availability/slot-rules.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { atWork } from '../doctors/queries.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { lockPatient } from '../patients/locking.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { slotFreed } from './changes.js'
import type { AppointmentRequest, Booking } from './forms.js'
import { tell } from './telling.js'

/**
 * A patient asks for a time, for themselves or for somebody of their family. The request holds the slot until it is
 * answered; a hold that they came with, from before they logged in, is taken up by it.
 */
export function requestAppointment(
  actor: Actor,
  form: AppointmentRequest,
  now: Date,
  holdId: string | null = null,
): Promise<{ id: string }> {
  authorize(actor, 'appointment.request')
  return once(actor.id, 'appointment.request', withText(form), async (tx) => {
    await holdPatient(tx, form.patientId, familyOf(actor))
    await requireFewRequests(tx, form.patientId, now)
    if (holdId) await takeUp(tx, holdId, form, now)
    const visit = await create(tx, actor, form, 'REQUESTED', now)
    await audit(tx, actor, 'appointment.request', {
      type: 'appointment',
      id: visit.id,
      patientId: form.patientId,
    })
    await tell(tx, visit, 'requested', { by: actor, now })
    return { id: visit.id }
  })
}

/** Staff book a time for a patient: it is confirmed at once. */
export function bookAppointment(actor: Actor, form: Booking, now: Date): Promise<{ id: string }> {
  authorize(actor, 'appointment.book', { doctorId: form.doctorId })
  return once(actor.id, 'appointment.book', withText(form), async (tx) => {
    await holdPatient(tx, form.patientId, patientsOf(actor, now))
    const visit = await create(tx, actor, form, 'CONFIRMED', now)
    await audit(tx, actor, 'appointment.book', {
      type: 'appointment',
      id: visit.id,
      patientId: form.patientId,
    })
    await tell(tx, visit, 'confirmed', { by: actor, now })
    return { id: visit.id }
  })
}

/** A visit in a slot that is known to be free, with the first line of its history. */
export async function createAt(
  tx: Tx,
  actor: Actor | null,
  wanted: Pick<Booking, 'patientId' | 'doctorId' | 'reason' | 'priority'>,
  slot: Omit<Slot, 'keptBack'>,
  status: Extract<AppointmentStatus, 'REQUESTED' | 'CONFIRMED'>,
  createdById: string,
) {
  const { patientId, doctorId, reason, priority } = wanted
  const { startsAt, endsAt, room, visitKind } = slot
  const visit = await tx.appointment.create({
    data: {
      ...{ patientId, doctorId, reason, priority, status, createdById },
      ...{ day: dayToColumn(slot.day), startsAt, endsAt, room, visitKind },
    },
    select: { id: true, patientId: true, doctorId: true },
  })
  await tx.appointmentEvent.create({
    data: {
      appointmentId: visit.id,
      actorId: actor?.id ?? null,
      kind: status === 'REQUESTED' ? 'REQUESTED' : 'BOOKED',
    },
    select: { id: true },
  })
  return visit
}

/** One patient at a time: the count of open requests stays true. Throws NotFound for whom this person does not reach. */
export async function holdPatient(tx: Tx, id: string, within: Prisma.PatientWhereInput): Promise<void> {
  await lockPatient(tx, id)
  const patient = await tx.patient.findFirst({
    where: { id, AND: within },
    select: { deactivatedAt: true },
  })
  if (!patient) throw new NotFound()
  if (patient.deactivatedAt)
    throw new Refusal('This record is closed. Open it again before you book a visit.')
}

export async function requireDoctor(tx: Tx, id: string): Promise<void> {
  if ((await tx.doctor.count({ where: { id, ...atWork } })) === 0)
    throw new Refusal('This doctor sees no patients here now. Choose another.', { field: 'doctorId' })
}

async function create(
  tx: Tx,
  actor: Actor,
  form: Booking,
  status: Extract<AppointmentStatus, 'REQUESTED' | 'CONFIRMED'>,
  now: Date,
) {
  await requireDoctor(tx, form.doctorId)
  const slot = await requireFreeSlot(tx, form, {
    now,
    audience: status === 'REQUESTED' ? 'patient' : 'staff',
    urgent: form.priority !== 'ROUTINE',
    patientId: form.patientId,
  })
  return createAt(tx, actor, form, slot, status, actor.id)
}

/** Throws a Refusal where as many requests of this patient as may be wait for an answer already. */
export async function requireFewRequests(tx: Tx, patientId: string, now: Date): Promise<void> {
  const { maxOpenRequests } = await schedulingSettings(tx)
  const open = await tx.appointment.count({
    where: { patientId, status: 'REQUESTED', startsAt: { gt: now } },
  })
  if (open >= maxOpenRequests)
    throw new Refusal(
      '{{count}} requests are waiting for an answer already. Cancel one, or wait for the answer.',
      {
        values: { count: open },
      },
    )
}

/**
 * The visitor's hold gives way to the request, in the same transaction: nobody comes in between. One of another time
 * is not needed any more.
 */
async function takeUp(
  tx: Tx,
  id: string,
  { doctorId, startsAt }: Pick<Booking, 'doctorId' | 'startsAt'>,
  now: Date,
): Promise<void> {
  const hold = { id, kind: 'VISITOR', status: 'OPEN' } as const
  await tx.slotHold.updateMany({
    where: { ...hold, doctorId, startsAt },
    data: { status: 'ACCEPTED', decidedAt: now },
  })
  const [other] = await tx.slotHold.updateManyAndReturn({
    where: hold,
    data: { status: 'WITHDRAWN', decidedAt: now },
    select: { doctorId: true, startsAt: true },
  })
  if (other) await slotFreed(tx, { ...other, walkIn: false })
}

/** For the hash of a form, which knows no dates. */
const withText = <Form extends { startsAt: Date }>(form: Form) => ({
  ...form,
  startsAt: form.startsAt.toISOString(),
})
