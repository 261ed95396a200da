import type { Actor } from '../access/actor.js'
import { offersOfInSql } from '../access/booking-scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
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
  const [offer] = await offersWhere(
    Prisma.sql`EXISTS (
      SELECT FROM link_token l WHERE l.hold_id = h.id AND l.purpose = 'OFFER' AND l.hash = ${hashOf(secret)})`,
    now,
  )
  return offer ?? null
}

/** One offer, by the scope of who is asking. Throws NotFound. */
export async function findOffer(actor: Actor, id: string, now: Date): Promise<Offer> {
  const [offer] = await offersWhere(Prisma.sql`h.id = ${id}::uuid AND ${offersOfInSql(actor)}`, now)
  if (!offer) throw new NotFound()
  return offer
}

/** What waits for this person's answer, the soonest to end first: for their dashboard. */
export const openOffersOf = (actor: Actor, now: Date): Promise<Offer[]> =>
  offersWhere(Prisma.sql`h.status = 'OPEN' AND h.held_until > ${now} AND ${offersOfInSql(actor)}`, now)

/** An offer is for somebody: the hold of a visitor is none. */
async function offersWhere(which: Prisma.Sql, now: Date): Promise<Offer[]> {
  const rows = await db.$queryRaw<OfferRow[]>`
    SELECT h.id, h.kind, h.status, h.starts_at AS "startsAt", h.visit_kind AS "visitKind", h.room,
      h.held_until AS "heldUntil", a.name AS doctor,
      json_build_object('id', p.id, 'name', p.name, 'accountId', p.account_id) AS patient,
      v.id AS "visitId", v.number, v.starts_at AS "visitStartsAt", va.name AS "visitDoctor"
    FROM slot_hold h
    JOIN patient p ON p.id = h.patient_id
    JOIN doctor d ON d.id = h.doctor_id
    JOIN account a ON a.id = d.account_id
    LEFT JOIN appointment v ON v.id = h.appointment_id
    LEFT JOIN doctor vd ON vd.id = v.doctor_id
    LEFT JOIN account va ON va.id = vd.account_id
    WHERE h.kind <> 'VISITOR' AND ${which}
    ORDER BY h.held_until, h.id LIMIT 20`
  return rows.map(({ status, visitId, number, visitStartsAt, visitDoctor, ...row }) => ({
    ...row,
    state: offerState({ status, heldUntil: row.heldUntil }, now),
    visit: visitId === null ? null : { id: visitId, number, doctor: visitDoctor, startsAt: visitStartsAt },
  }))
}

/** The columns of the visit are of none where there is no id. */
interface OfferRow extends Omit<Offer, 'state' | 'visit'> {
  status: HoldStatus
  visitId: string | null
  number: number
  visitStartsAt: Date
  visitDoctor: string
}
