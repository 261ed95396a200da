import type { Actor } from '../access/actor.js'
import { offersOf } from '../access/scopes.js'
import { db } from '../db/client.js'
import type { HoldStatus, VisitKind } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import { hashOf } from '../shared/secrets.js'
import { offerState } from './state-rules.js'

/** A time that is or was held for a patient, as those who answer it see it: never why somebody comes. */
export interface Offer {
  id: string
  kind: 'RESCUE' | 'WAITING'
  state: HoldStatus
  patient: { id: string; name: string; accountId: string | null }
  doctor: string
  startsAt: Date
  visitKind: VisitKind
  room: string | null
  heldUntil: Date
  /** The visit that would move, as it stands now. */
  visit: { id: string; number: number; doctor: string; startsAt: Date } | null
}

/** The offer behind a mailed link, or null where no such link was ever made. */
export async function offerBehind(secret: string, now: Date): Promise<Offer | null> {
  const row = await db.slotHold.findFirst({
    where: { links: { some: { purpose: 'OFFER', hash: hashOf(secret) } } },
    select: fields,
  })
  return row && asOffer(row, now)
}

/** One offer, by the scope of who is asking. Throws NotFound. */
export async function findOffer(actor: Actor, id: string, now: Date): Promise<Offer> {
  const row = await db.slotHold.findFirst({ where: { id, AND: offersOf(actor) }, select: fields })
  const offer = row && asOffer(row, now)
  if (!offer) throw new NotFound()
  return offer
}

/** What waits for this person's answer, the soonest to end first: for their dashboard. */
export async function openOffersOf(actor: Actor, now: Date): Promise<Offer[]> {
  const rows = await db.slotHold.findMany({
    where: { status: 'OPEN', heldUntil: { gt: now }, AND: offersOf(actor) },
    orderBy: [{ heldUntil: 'asc' }, { id: 'asc' }],
    take: 20,
    select: fields,
  })
  return rows.map((row) => asOffer(row, now)).filter((offer) => offer !== null)
}

const doctorName = { select: { account: { select: { name: true } } } } as const

const fields = {
  id: true,
  kind: true,
  status: true,
  startsAt: true,
  visitKind: true,
  room: true,
  heldUntil: true,
  patient: { select: { id: true, name: true, accountId: true } },
  doctor: doctorName,
  appointment: { select: { id: true, number: true, startsAt: true, doctor: doctorName } },
} as const

interface Row {
  id: string
  kind: Offer['kind'] | 'VISITOR'
  status: HoldStatus
  startsAt: Date
  visitKind: VisitKind
  room: string | null
  heldUntil: Date
  patient: Offer['patient'] | null
  doctor: { account: { name: string } }
  appointment: { id: string; number: number; startsAt: Date; doctor: { account: { name: string } } } | null
}

/** A hold of a visitor is no offer, and for nobody. */
function asOffer({ kind, status, patient, doctor, appointment, ...row }: Row, now: Date): Offer | null {
  if (kind === 'VISITOR' || !patient) return null
  return {
    ...row,
    kind,
    patient,
    doctor: doctor.account.name,
    state: offerState({ status, heldUntil: row.heldUntil }, now),
    visit: appointment && { ...appointment, doctor: appointment.doctor.account.name },
  }
}
