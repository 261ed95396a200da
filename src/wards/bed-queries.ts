import { db } from '../db/client.js'
import type { BedStayKind } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import { byBedNumber, inForce } from './rules.js'

export const HISTORY_ROWS = 50

/** One bed as it is at an instant, closed or not, with what it was before, the newest first. */
export async function findBed(id: string, at: Date) {
  const [bed, rows] = await Promise.all([
    db.bed.findUnique({
      where: { id },
      select: {
        ...{ id: true, number: true, roomId: true, equipment: true, closedAt: true, version: true },
        ward: { select: { id: true, name: true, closedAt: true } },
        room: { select: { number: true } },
      },
    }),
    db.$queryRaw<StayRow[]>`
      SELECT s.kind, s.admission_id AS "admissionId", s.request_id AS "requestId", s.started_at AS "startedAt", s.ended_at AS "endedAt", s.reason,
        a.name AS "startedBy", p.id AS "patientId", p.name, p.local_name AS "localName", p.number
      FROM bed_stay s
      LEFT JOIN account a ON a.id = s.started_by_id
      LEFT JOIN admission ad ON ad.id = s.admission_id LEFT JOIN admission_request rq ON rq.id = s.request_id
      LEFT JOIN patient p ON p.id = coalesce(ad.patient_id, rq.patient_id)
        AND tstzrange(s.started_at, s.ended_at) @> ${at}::timestamptz
      WHERE s.bed_id = ${id}::uuid ORDER BY s.started_at DESC, s.id DESC LIMIT ${HISTORY_ROWS + 1}`,
  ])
  if (!bed) throw new NotFound()
  const now = inForce(rows, at)
  return {
    ...bed,
    state: now?.kind ?? ('FREE' as const),
    now,
    patient:
      now?.patientId && now.name && now.number !== null
        ? { id: now.patientId, name: now.name, localName: now.localName, number: now.number }
        : null,
    history: rows.slice(0, HISTORY_ROWS),
    more: rows.length > HISTORY_ROWS,
  }
}

/** Beds of a ward that were taken away; those that went last first. */
export const closedBedsOf = (wardId: string) =>
  db.bed.findMany({
    where: { wardId, closedAt: { not: null } },
    select: { id: true, number: true, closedAt: true },
    orderBy: [{ closedAt: 'desc' }, { id: 'desc' }],
    take: HISTORY_ROWS,
  })

/** The rooms of a ward with the numbers of their beds. */
export async function roomsOf(wardId: string) {
  const rooms = await db.room.findMany({
    where: { wardId },
    select: {
      ...{ id: true, number: true, sexPolicy: true },
      beds: { where: { closedAt: null }, select: { number: true } },
    },
  })
  return rooms.map(({ beds, ...room }) => ({ ...room, beds: beds.sort(byBedNumber) })).sort(byBedNumber)
}

export async function findRoom(id: string) {
  const room = await db.room.findUnique({
    where: { id },
    select: {
      id: true,
      number: true,
      sexPolicy: true,
      version: true,
      ward: { select: { id: true, name: true } },
    },
  })
  if (!room) throw new NotFound()
  return room
}

interface StayRow {
  kind: BedStayKind
  admissionId: string | null
  requestId: string | null
  startedAt: Date
  endedAt: Date | null
  reason: string | null
  startedBy: string | null
  patientId: string | null
  name: string | null
  localName: string | null
  number: number | null
}
