import type { Actor } from '../access/actor.js'
import { appointmentsOf, familyOfInSql, waitingOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { holdPatient } from '../appointments/booking.js'
import { canComeEarlier } from '../appointments/transition-rules.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { atWork } from '../doctors/queries.js'
import type { Prisma } from '../generated/prisma/client.js'
import { addDays, type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { endOffer, offerFields } from './closing.js'
import type { EarlierForm, LeaveForm, WishForm } from './forms.js'
import { MOST_WISHES, parseWhom, WAITING_HORIZON_DAYS } from './wish-rules.js'

/** Puts a patient on the waiting list for a doctor, or for any of a specialisation. */
export function joinWaitingList(
  actor: Actor,
  { patientSearch: _, ...form }: WishForm,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'waiting.join')
  return once(actor.id, 'waiting.join', form, async (tx) => {
    const { patientId, earliestOn, latestOn, partOfDay, priority, reason } = form
    await holdPatient(tx, patientId, actor.role === 'PATIENT' ? familyOfInSql(actor) : undefined)
    await requireFewWishes(tx, patientId)
    requireDays(earliestOn, latestOn, dayIn(now, config.zone))
    const whom = await whomToSee(tx, form.whom)
    return write(tx, actor, { ...whom, patientId, earliestOn, latestOn, partOfDay, priority, reason })
  })
}

/** Tells the patient of a visit when an earlier time is free: with the same doctor, or with any of the specialisation. */
export function waitForEarlier(
  actor: Actor,
  appointmentId: string,
  form: EarlierForm,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'waiting.join')
  return once(actor.id, `waiting.join ${appointmentId}`, form, async (tx) => {
    const visit = await tx.appointment.findFirst({
      where: { id: appointmentId, AND: appointmentsOf(actor) },
      select: {
        ...{ patientId: true, doctorId: true, status: true, walkIn: true, startsAt: true, day: true },
        ...{ reason: true, priority: true, doctor: { select: { specialisationId: true } } },
      },
    })
    if (!visit) throw new NotFound()
    if (!canComeEarlier(visit, now)) throw new Refusal('This visit cannot be moved any more.')
    await holdPatient(tx, visit.patientId)
    await requireFewWishes(tx, visit.patientId)
    const { patientId, reason, priority, doctor } = visit
    const latestOn = dayFromColumn(visit.day)
    if (form.earliestOn > latestOn)
      throw new Refusal('Enter a day before the visit.', { field: 'earliestOn' })
    return write(tx, actor, {
      ...{ patientId, appointmentId, reason, priority, latestOn, partOfDay: form.partOfDay },
      earliestOn: form.earliestOn,
      specialisationId: doctor.specialisationId,
      doctorId: form.whom === 'DOCTOR' ? visit.doctorId : null,
    })
  })
}

/** Takes a wish off the list; a time that is held for it is free again. */
export function leaveWaitingList(
  actor: Actor,
  id: string,
  form: LeaveForm,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'waiting.join')
  return once(actor.id, `waiting.leave ${id}`, form, async (tx) => {
    const mine = { id, AND: waitingOf(actor) }
    const entry = await tx.waitingEntry.findFirst({ where: mine, select: { patientId: true } })
    if (!entry) throw new NotFound()
    const { count } = await tx.waitingEntry.updateMany({
      where: { ...mine, status: { in: ['WAITING', 'OFFERED'] } },
      data: { status: 'WITHDRAWN' },
    })
    if (count === 0) throw new Refusal('This wish is not on the waiting list any more.')
    const withdrawn = await tx.slotHold.updateManyAndReturn({
      where: { waitingEntryId: id, status: 'OPEN' },
      data: { status: 'WITHDRAWN', decidedAt: now },
      select: offerFields,
    })
    for (const offer of withdrawn)
      await endOffer(tx, actor, { ...offer, patientId: entry.patientId }, null, now)
    await audit(tx, actor, 'waiting.join', {
      type: 'waiting-entry',
      id,
      patientId: entry.patientId,
      details: { left: true },
    })
    return { id }
  })
}

type Entry = Omit<Prisma.WaitingEntryUncheckedCreateInput, 'createdById' | 'earliestOn' | 'latestOn'> & {
  earliestOn: Day
  latestOn: Day
}

async function write(
  tx: Tx,
  actor: Actor,
  { earliestOn, latestOn, ...entry }: Entry,
): Promise<{ id: string }> {
  const { id } = await tx.waitingEntry.create({
    data: {
      ...entry,
      earliestOn: dayToColumn(earliestOn),
      latestOn: dayToColumn(latestOn),
      createdById: actor.id,
    },
    select: { id: true },
  })
  await audit(tx, actor, 'waiting.join', { type: 'waiting-entry', id, patientId: entry.patientId })
  return { id }
}

/** Under the patient's lock, so that the count stays true. */
async function requireFewWishes(tx: Tx, patientId: string): Promise<void> {
  const open = await tx.waitingEntry.count({
    where: { patientId, status: { in: ['WAITING', 'OFFERED'] } },
  })
  if (open >= MOST_WISHES)
    throw new Refusal('{{count}} wishes are on the waiting list already. Take one off first.', {
      values: { count: open },
    })
}

function requireDays(earliestOn: Day, latestOn: Day, today: Day): void {
  if (latestOn < today) throw new Refusal('Enter a day that is not over.', { field: 'latestOn' })
  if (latestOn < earliestOn)
    throw new Refusal('The last day cannot come before the first.', { field: 'latestOn' })
  if (latestOn > addDays(today, WAITING_HORIZON_DAYS))
    throw new Refusal('Enter a day within a year.', { field: 'latestOn' })
}

async function whomToSee(
  tx: Tx,
  typed: string,
): Promise<{ specialisationId: string; doctorId: string | null }> {
  const whom = parseWhom(typed)
  if (whom?.kind === 'doctor') {
    const doctor = await tx.doctor.findFirst({
      where: { id: whom.id, ...atWork },
      select: { specialisationId: true },
    })
    if (doctor) return { ...doctor, doctorId: whom.id }
  }
  if (whom?.kind === 'specialisation' && (await tx.specialisation.count({ where: { id: whom.id } })) > 0)
    return { specialisationId: whom.id, doctorId: null }
  throw new Refusal('Choose whom you would see.', { field: 'whom' })
}
