import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { OrderEventKind, OrderKind, OrderStatus, Priority, Sex } from '../generated/prisma/enums.js'
import type { NamedPatient } from '../patients/identity-queries.js'
import { dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

/** An order as everybody may know it who works on it: without the doctor's question and without results. */
export interface OrderRow {
  id: string
  number: number
  kind: OrderKind
  status: OrderStatus
  priority: Priority
  orderedAt: Date
  scheduledAt: Date | null
  place: string | null
  collectedAt: Date | null
  completedAt: Date | null
  statusReason: string | null
  version: number
  itemId: string
  item: string
  code: string
  category: string
  specimen: string | null
  preparation: string | null
  doctorId: string
  doctor: string
  patient: NamedPatient & { phone: string | null }
  /** 'Ward A, bed 3' where the patient lies now. */
  ward: string | null
  bed: string | null
}

export interface RawOrder extends Omit<OrderRow, 'patient'> {
  patientId: string
  patientName: string
  localName: string | null
  patientNumber: number
  sex: Sex | null
  dateOfBirth: Date | null
  phone: string | null
}

/** For tagged queries over `orderTables`. */
export const orderColumns = Prisma.sql`
  o.id, o.number, o.kind, o.status, o.priority, o.ordered_at AS "orderedAt", o.scheduled_at AS "scheduledAt", o.place,
  o.collected_at AS "collectedAt", o.completed_at AS "completedAt", o.status_reason AS "statusReason", o.version,
  o.item_id AS "itemId", i.name AS item, i.code, i.category, i.specimen, i.preparation,
  o.doctor_id AS "doctorId", da.name AS doctor, w.name AS ward, b.number AS bed,
  p.id AS "patientId", p.name AS "patientName", p.local_name AS "localName", p.number AS "patientNumber", p.sex,
  p.date_of_birth AS "dateOfBirth", p.phone`

export const orderTables = Prisma.sql`
  clinical_order o
  JOIN catalogue_item i ON i.id = o.item_id
  JOIN patient p ON p.id = o.patient_id
  JOIN doctor d ON d.id = o.doctor_id
  JOIN account da ON da.id = d.account_id
  LEFT JOIN admission a ON a.patient_id = p.id AND a.discharged_at IS NULL
  LEFT JOIN bed_stay s ON s.admission_id = a.id AND s.ended_at IS NULL
  LEFT JOIN bed b ON b.id = s.bed_id
  LEFT JOIN ward w ON w.id = b.ward_id`

export function asOrder(raw: RawOrder): OrderRow {
  const { patientId, patientName, localName, patientNumber, sex, dateOfBirth, phone, ...order } = raw
  const born = dateOfBirth && dayFromColumn(dateOfBirth)
  return {
    ...order,
    patient: {
      id: patientId,
      name: patientName,
      localName,
      number: patientNumber,
      sex,
      dateOfBirth: born,
      phone,
    },
  }
}

/** One order, by the scope of who is asking; below a patient's address only of that patient. Throws NotFound. */
export async function findOrder(actor: Actor, id: string, now: Date, patientId?: string): Promise<OrderRow> {
  const [row] = await db.$queryRaw<RawOrder[]>`
    SELECT ${orderColumns} FROM ${orderTables} WHERE ${reached(actor, id, now, patientId)}`
  if (!row) throw new NotFound()
  return asOrder(row)
}

/** What only those read who treat the patient, or who carry the order out. */
export interface OrderDetails {
  question: string | null
  givenBy: string | null
  givenNote: string | null
  releasedAt: Date | null
}

/** The same with the doctor's question and what was given: not for the desk. */
export async function findFullOrder(
  actor: Actor,
  id: string,
  now: Date,
  patientId?: string,
): Promise<OrderRow & { details: OrderDetails }> {
  const [row] = await db.$queryRaw<(RawOrder & OrderDetails)[]>`
    SELECT ${orderColumns}, o.reason AS question, g.name AS "givenBy", o.given_note AS "givenNote",
      o.released_at AS "releasedAt"
    FROM ${orderTables} LEFT JOIN account g ON g.id = o.given_by_id
    WHERE ${reached(actor, id, now, patientId)}`
  if (!row) throw new NotFound()
  const { question, givenBy, givenNote, releasedAt, ...order } = row
  return { ...asOrder(order), details: { question, givenBy, givenNote, releasedAt } }
}

const reached = (actor: Actor, id: string, now: Date, patientId?: string) => Prisma.sql`
  o.id = ${id}::uuid AND ${patientsOfInSql(actor, now)}
  ${patientId ? Prisma.sql`AND o.patient_id = ${patientId}::uuid` : Prisma.empty}`

/** What happened to an order that was reached through the scope, the last first. */
export function orderHistory(orderId: string): Promise<OrderEventRow[]> {
  return db.$queryRaw<OrderEventRow[]>`
    SELECT e.at, e.kind, e.reason, a.name AS by
    FROM order_event e LEFT JOIN account a ON a.id = e.actor_id
    WHERE e.order_id = ${orderId}::uuid ORDER BY e.at DESC, e.id DESC LIMIT 200`
}

export interface OrderEventRow {
  at: Date
  kind: OrderEventKind
  reason: string | null
  by: string | null
}
