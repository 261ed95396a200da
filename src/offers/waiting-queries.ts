import type { Actor } from '../access/actor.js'
import { appointmentsOf, familyOf, waitingOfInSql } from '../access/booking-scopes.js'
import { canComeEarlier } from '../appointments/transition-rules.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { PartOfDay, Priority, Sex, WaitingStatus } from '../generated/prisma/enums.js'
import { dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

export const PAGE_ROWS = 50

export interface WaitingFilter {
  specialisationId: string | null
  doctorId: string | null
  priority: Priority | null
}

/** Who waits, in the order in which a free time is offered: the most urgent first, and of those who waited longest. */
export async function waitingList(actor: Actor, filter: WaitingFilter, after: string | null, now: Date) {
  const { specialisationId, doctorId, priority } = filter
  const conditions = [
    Prisma.sql`w.status IN ('WAITING', 'OFFERED')`,
    waitingOfInSql(actor),
    ...(specialisationId ? [Prisma.sql`w.specialisation_id = ${specialisationId}::uuid`] : []),
    ...(doctorId ? [Prisma.sql`w.doctor_id = ${doctorId}::uuid`] : []),
    ...(priority ? [Prisma.sql`w.priority = ${priority}::"Priority"`] : []),
    ...(after
      ? [
          Prisma.sql`EXISTS (SELECT FROM waiting_entry e WHERE e.id = ${after}::uuid AND (w.priority < e.priority
            OR w.priority = e.priority AND (w.created_at, w.id) > (e.created_at, e.id)))`,
        ]
      : []),
  ]
  const found = await wishes(
    Prisma.sql`${Prisma.join(conditions, ' AND ')}
    ORDER BY w.priority DESC, w.created_at, w.id LIMIT ${PAGE_ROWS + 1}`,
    now,
  )
  return { rows: found.slice(0, PAGE_ROWS), more: found.length > PAGE_ROWS }
}

/** One wish, on the list or off it, by the scope of who is asking. Throws NotFound. */
export async function findWish(actor: Actor, id: string, now: Date) {
  const [wish] = await wishes(Prisma.sql`w.id = ${id}::uuid AND ${waitingOfInSql(actor)}`, now)
  if (!wish) throw new NotFound()
  return wish
}

export type Wish = Awaited<ReturnType<typeof wishes>>[number]

export const countWaiting = () => db.waitingEntry.count({ where: onTheList })

/** Whom one can wait for: the doctors at work, by specialisation. */
export function whomToSee(): Promise<Field[]> {
  return db.$queryRaw<Field[]>`
    SELECT s.id, s.name, s.slug, json_agg(json_build_object('id', d.id, 'name', a.name) ORDER BY a.name, d.id) AS doctors
    FROM specialisation s
    JOIN doctor d ON d.specialisation_id = s.id
    JOIN account a ON a.id = d.account_id AND a.status = 'ACTIVE' AND a.password_hash IS NOT NULL
    GROUP BY s.id ORDER BY s.name`
}

interface Field {
  id: string
  name: string
  slug: string
  doctors: { id: string; name: string }[]
}

/** Whom a patient's account waits for: themselves first, then their family. */
export async function family(actor: Actor) {
  const people = await db.patient.findMany({
    where: familyOf(actor),
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 50,
    select: { id: true, name: true, accountId: true },
  })
  return people.sort((a, b) => Number(b.accountId === actor.id) - Number(a.accountId === actor.id))
}

/** A visit that should become earlier, and whether it still can. Throws NotFound. */
export async function visitToComeEarlier(actor: Actor, id: string, now: Date) {
  const visit = await db.appointment.findFirst({
    where: { id, AND: appointmentsOf(actor) },
    select: {
      ...{ id: true, number: true, startsAt: true, status: true, walkIn: true },
      patient: { select: { name: true } },
      doctor: { select: { account: { select: { name: true } }, specialisation: { select: { name: true } } } },
    },
  })
  if (!visit) throw new NotFound()
  const { doctor, patient, status, walkIn, ...rest } = visit
  return {
    ...rest,
    isOpen: canComeEarlier({ status, walkIn, startsAt: visit.startsAt }, now),
    patient: patient.name,
    doctor: doctor.account.name,
    specialisation: doctor.specialisation.name,
  }
}

const onTheList = { status: { in: ['WAITING' as const, 'OFFERED' as const] } }

/** In one statement, with the time that is held for it now. */
async function wishes(where: Prisma.Sql, now: Date) {
  const found = await db.$queryRaw<Row[]>`
    SELECT w.id, w.status, w.priority, w.part_of_day AS "partOfDay", w.earliest_on AS "earliestOn",
      w.latest_on AS "latestOn", w.reason, w.created_at AS "createdAt", s.name AS specialisation, da.name AS doctor,
      p.id AS "patientId", p.number AS "patientNumber", p.name AS "patientName", p.local_name AS "localName", p.sex,
      p.date_of_birth AS "dateOfBirth", p.phone, p.photo_id AS "photoId", p.account_id AS "accountId",
      v.id AS "visitId", v.number AS "visitNumber", v.starts_at AS "visitStartsAt",
      held.id AS "holdId", held.starts_at AS "holdStartsAt", held.held_until AS "heldUntil"
    FROM waiting_entry w
    JOIN patient p ON p.id = w.patient_id
    JOIN specialisation s ON s.id = w.specialisation_id
    LEFT JOIN doctor d ON d.id = w.doctor_id
    LEFT JOIN account da ON da.id = d.account_id
    LEFT JOIN appointment v ON v.id = w.appointment_id
    LEFT JOIN slot_hold held ON held.waiting_entry_id = w.id AND held.status = 'OPEN' AND held.kind = 'WAITING'
      AND held.held_until > ${now}
    WHERE ${where}`
  return found.map(asWish)
}

interface Row {
  id: string
  status: WaitingStatus
  priority: Priority
  partOfDay: PartOfDay
  earliestOn: Date
  latestOn: Date
  reason: string
  createdAt: Date
  specialisation: string
  doctor: string | null
  patientId: string
  patientNumber: number
  patientName: string
  localName: string | null
  sex: Sex | null
  dateOfBirth: Date | null
  phone: string | null
  photoId: string | null
  accountId: string | null
  /** Nothing of the visit where it is not to come earlier, and of the hold where none is open. */
  visitId: string | null
  visitNumber: number
  visitStartsAt: Date
  holdId: string | null
  holdStartsAt: Date
  heldUntil: Date
}

function asWish(row: Row) {
  const { patientId, patientNumber, patientName, localName, sex, dateOfBirth, phone, photoId, accountId } =
    row
  const { id, status, priority, partOfDay, reason, createdAt, specialisation, doctor } = row
  const { visitId, holdId } = row
  return {
    ...{ id, status, priority, partOfDay, reason, createdAt, specialisation, doctor },
    earliestOn: dayFromColumn(row.earliestOn),
    latestOn: dayFromColumn(row.latestOn),
    patient: {
      ...{
        id: patientId,
        number: patientNumber,
        name: patientName,
        localName,
        sex,
        phone,
        photoId,
        accountId,
      },
      dateOfBirth: dateOfBirth && dayFromColumn(dateOfBirth),
    },
    appointment:
      visitId === null ? null : { id: visitId, number: row.visitNumber, startsAt: row.visitStartsAt },
    offer: holdId === null ? null : { id: holdId, startsAt: row.holdStartsAt, heldUntil: row.heldUntil },
  }
}
