import type { Request } from 'express'
import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { VisitKind } from '../generated/prisma/enums.js'
import { addJob } from '../jobs/queue.js'

/**
 * Which holds are theirs who ask: of the time that this browser chose before log-in, and of the one that is kept for a
 * patient since they registered. That one has the id of the patient: so each has one at most, and nobody else reaches it.
 */
export const holdsOf = ({ session, user }: Request): string[] =>
  [session.heldSlotId, user?.patientId].flatMap((id) => id ?? [])

/**
 * The time that they hold, the one chosen last of several, or the one of a doctor at an instant; null when it lapsed or
 * became a visit.
 */
export async function heldTime(ids: string[], now: Date, at?: { doctorId: string; startsAt: Date }) {
  if (ids.length === 0) return null
  const there = at && Prisma.sql`AND h.doctor_id = ${at.doctorId}::uuid AND h.starts_at = ${at.startsAt}`
  const [held] = await holds(Prisma.sql`
    h.id = ANY (${ids}::uuid[]) AND h.status = 'OPEN' AND h.held_until > ${now} ${there ?? Prisma.empty}`)
  return held ?? null
}

/** What somebody who registered was told of the time that they had chosen. */
export async function promisedTime(promised: { id: string; until: number } | undefined, now: Date) {
  if (!promised || promised.until <= now.getTime()) return null
  const [chosen] = await holds(Prisma.sql`h.id = ${promised.id}::uuid`)
  return chosen ? { ...chosen, heldUntil: new Date(promised.until) } : null
}

/** In one statement: it stands on many pages, and most who read them hold nothing. */
async function holds(which: Prisma.Sql) {
  const found = await db.$queryRaw<HoldRow[]>`
    SELECT h.id, h.doctor_id AS "doctorId", h.starts_at AS "startsAt", h.held_until AS "heldUntil",
      h.visit_kind AS "visitKind", a.name, s.name AS specialisation
    FROM slot_hold h JOIN doctor d ON d.id = h.doctor_id JOIN account a ON a.id = d.account_id
      JOIN specialisation s ON s.id = d.specialisation_id
    WHERE h.kind = 'VISITOR' AND ${which} ORDER BY h.created_at DESC, h.id DESC`
  return found.map(({ name, specialisation, visitKind, ...held }) => ({
    ...held,
    doctor: { name, specialisation },
    slot: { startsAt: held.startsAt, byVideo: visitKind === 'VIDEO' },
  }))
}

interface HoldRow {
  id: string
  doctorId: string
  startsAt: Date
  heldUntil: Date
  visitKind: VisitKind
  name: string
  specialisation: string
}

/** Where a patient goes on with a time of their choice. */
export const bookingAddress = ({ doctorId, startsAt }: { doctorId: string; startsAt: Date }) =>
  `/patient/appointments/new?${new URLSearchParams({ doctorId, startsAt: startsAt.toISOString() })}`

/**
 * The time that was kept since this patient registered, where it was lost before they came. It is given once: who has
 * been told of it is not told again.
 */
export async function lostTime(patientId: string, now: Date) {
  const [lost] = await db.slotHold.updateManyAndReturn({
    where: {
      ...{ id: patientId, kind: 'VISITOR' },
      OR: [{ status: 'LAPSED' }, { status: 'OPEN', heldUntil: { lte: now } }],
    },
    data: { status: 'WITHDRAWN', decidedAt: now },
    select: { doctorId: true, startsAt: true },
  })
  return lost ?? null
}

/** Gives a hold of a visitor up, where it is one still; somebody on the waiting list may want its time. */
export async function giveUpHold(tx: Tx, id: string, now: Date): Promise<void> {
  const [given] = await tx.slotHold.updateManyAndReturn({
    where: { id, kind: 'VISITOR', status: 'OPEN' },
    data: { status: 'WITHDRAWN', decidedAt: now },
    select: { doctorId: true, startsAt: true },
  })
  if (given) await passOnTime(tx, given)
}

/** Gives up what is kept for the patient of this account since they registered. */
export async function giveUpKeptTime(tx: Tx, accountId: string, now: Date): Promise<void> {
  const patient = await tx.patient.findUnique({ where: { accountId }, select: { id: true } })
  if (patient) await giveUpHold(tx, patient.id, now)
}

/** Somebody on the waiting list may want it: now, or when a hold lapses; nobody is offered what was booked meanwhile. */
export async function passOnTime(
  tx: Tx,
  { doctorId, startsAt }: { doctorId: string; startsAt: Date },
  runAt?: Date,
): Promise<void> {
  await addJob(
    tx,
    'offers.slot-freed',
    { doctorId, startsAt: startsAt.toISOString() },
    { ...(runAt && { runAt }) },
  )
}
