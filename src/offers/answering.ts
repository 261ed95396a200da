import type { Actor } from '../access/actor.js'
import { offersOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { createAt, holdPatient, requireDoctor } from '../appointments/booking.js'
import { recordEvent, visitFields } from '../appointments/changes.js'
import { moveAppointment } from '../appointments/moving.js'
import { tell } from '../appointments/telling.js'
import { canBeMoved } from '../appointments/transition-rules.js'
import { audit } from '../audit/commands.js'
import { requireFreeSlot } from '../availability/queries.js'
import { type Tx, transaction } from '../db/client.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { hashOf } from '../shared/secrets.js'
import { closeOffer, endOffer, offerFields } from './closing.js'
import { detailsOf, lockWhatMoves } from './holding.js'
import { offerState, offerStateSentences } from './state-rules.js'

/** Who answers an offer: whoever has its link, or somebody signed in who reaches it. */
export type Answering = { secret: string } | { actor: Actor; id: string }

/** Takes the held time, once: the visit moves there, or, where somebody only waited, a visit is booked. */
export function acceptOffer(by: Answering, now: Date): Promise<{ appointmentId: string }> {
  return transaction(async (tx) => {
    const { offer, actor } = await reached(tx, by)
    await holdPatient(tx, offer.patientId)
    await lockWhatMoves(tx, offer)
    await answer(tx, offer, 'ACCEPTED', now)
    await closeOffer(tx, offer.id, now)
    const appointmentId = offer.appointmentId
      ? await move(tx, actor, { ...offer, appointmentId: offer.appointmentId }, now)
      : await book(tx, actor, offer, now)
    if (offer.waitingEntryId)
      await tx.waitingEntry.updateMany({ where: { id: offer.waitingEntryId }, data: { status: 'BOOKED' } })
    await auditAnswer(tx, actor, offer, 'accepted')
    return { appointmentId }
  })
}

/** Gives the held time back: a visit without a time stands on the reception's list, others keep waiting. */
export function declineOffer(by: Answering, now: Date): Promise<void> {
  return transaction(async (tx) => {
    const { offer, actor } = await reached(tx, by)
    await lockWhatMoves(tx, offer)
    await answer(tx, offer, 'DECLINED', now)
    await endOffer(tx, actor, offer, 'OFFER_DECLINED', now)
    await auditAnswer(tx, actor, offer, 'declined')
  })
}

type Offer = Awaited<ReturnType<typeof reached>>['offer']

async function reached(tx: Tx, by: Answering) {
  const actor = 'actor' in by ? by.actor : null
  if ('actor' in by) authorize(by.actor, 'offer.answer')
  const offer = await tx.slotHold.findFirst({
    where: 'actor' in by ? { id: by.id, AND: offersOf(by.actor) } : withLink(by.secret),
    select: offerFields,
  })
  if (!offer?.patientId) throw new NotFound()
  return { actor, offer: { ...offer, patientId: offer.patientId } }
}

const withLink = (secret: string) => ({
  links: { some: { purpose: 'OFFER' as const, hash: hashOf(secret) } },
})

/** Of two answers, and of an answer and the end of its time, one comes first. */
async function answer(tx: Tx, { id }: Offer, status: 'ACCEPTED' | 'DECLINED', now: Date): Promise<void> {
  const { count } = await tx.slotHold.updateMany({
    where: { id, status: 'OPEN', heldUntil: { gt: now } },
    data: { status, decidedAt: now },
  })
  if (count > 0) return
  const current = await tx.slotHold.findUniqueOrThrow({ where: { id }, select: offerFields })
  const state = offerState(current, now)
  throw new Refusal(offerStateSentences[state === 'OPEN' ? 'WITHDRAWN' : state])
}

async function move(
  tx: Tx,
  actor: Actor | null,
  offer: Offer & { appointmentId: string },
  now: Date,
): Promise<string> {
  const { appointmentId, doctorId, startsAt } = offer
  const visit = await tx.appointment.findUniqueOrThrow({ where: { id: appointmentId }, select: visitFields })
  if (!canBeMoved(visit)) throw new Refusal('This visit cannot be moved any more.')
  await requireDoctor(tx, doctorId)
  const slot = await requireFreeSlot(tx, offer, { ...asked(offer, now), except: appointmentId })
  await recordEvent(tx, actor, appointmentId, 'OFFER_ACCEPTED', null, {
    ...detailsOf(doctorId, startsAt),
    ...(actor === null && { through: 'link' }),
  })
  const status = visit.status === 'REQUESTED' ? 'REQUESTED' : 'CONFIRMED'
  await moveAppointment(tx, actor, visit, doctorId, slot, status, now)
  return appointmentId
}

async function book(tx: Tx, actor: Actor | null, offer: Offer, now: Date): Promise<string> {
  const entry = await tx.waitingEntry.findUniqueOrThrow({
    where: { id: offer.waitingEntryId ?? '' },
    select: { reason: true, priority: true, createdById: true },
  })
  await requireDoctor(tx, offer.doctorId)
  const slot = await requireFreeSlot(tx, offer, asked(offer, now))
  const wanted = { ...entry, patientId: offer.patientId, doctorId: offer.doctorId }
  const visit = await createAt(tx, actor, wanted, slot, 'CONFIRMED', actor?.id ?? entry.createdById)
  await tell(tx, visit, 'confirmed', { by: actor, now })
  return visit.id
}

/** The slot was kept for this patient: neither notice nor being kept back for urgent visits stands in the way now. */
const asked = ({ patientId }: Offer, now: Date) => ({
  now,
  audience: 'staff' as const,
  urgent: true,
  patientId,
})

const auditAnswer = (
  tx: Tx,
  actor: Actor | null,
  { id, patientId }: Offer,
  answer: 'accepted' | 'declined',
) =>
  audit(tx, actor, actor ? 'offer.answer' : 'visitor.offer-answer', {
    type: 'offer',
    id,
    patientId,
    details: { answer },
  })
