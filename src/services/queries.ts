import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Priority, ServiceStatus } from '../generated/prisma/enums.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import { NotFound } from '../shared/errors.js'

/** A service as everybody knows it who arranges it. */
export interface ServiceRow {
  serviceId: string
  status: ServiceStatus
  priority: Priority
  details: string | null
  requestedAt: Date
  requestedBy: string
  allocatedTo: string | null
  plannedAt: Date | null
  doneAt: Date | null
  priceMinor: bigint | null
  closeReason: string | null
  version: number
  item: string
  /** What it costs now. */
  itemPriceMinor: bigint
  admissionId: string | null
  patient: PatientIdentity
  address: string | null
  /** Where the patient lies now, of those who are in a bed. */
  ward: string | null
  bed: string | null
}

export type RawService = Omit<ServiceRow, 'patient'> & RawIdentity

/** For tagged queries over `serviceTables`. */
export const serviceColumns = Prisma.sql`
  r.id AS "serviceId", r.status, r.priority, r.details, r.requested_at AS "requestedAt", q.name AS "requestedBy",
  r.allocated_to AS "allocatedTo", r.planned_at AS "plannedAt", r.done_at AS "doneAt", r.price_minor AS "priceMinor",
  r.close_reason AS "closeReason", r.version, i.name AS item, i.price_minor AS "itemPriceMinor",
  r.admission_id AS "admissionId", p.address, w.name AS ward, b.number AS bed, ${identityColumns}`

export const serviceTables = Prisma.sql`
  service_request r
  JOIN service_item i ON i.id = r.item_id
  JOIN patient p ON p.id = r.patient_id
  JOIN account q ON q.id = r.requested_by_id
  LEFT JOIN bed_stay s ON s.admission_id = r.admission_id AND s.ended_at IS NULL
  LEFT JOIN bed b ON b.id = s.bed_id
  LEFT JOIN ward w ON w.id = b.ward_id`

export function asService(raw: RawService): ServiceRow {
  const { id, number, name, localName, sex, dateOfBirth, phone, photoId, ...service } = raw
  return {
    ...service,
    patient: withBirthDay({ id, number, name, localName, sex, dateOfBirth, phone, photoId }),
  }
}

/** One service, by the scope of who is asking. Throws NotFound. */
export async function findService(actor: Actor, id: string, now: Date): Promise<ServiceRow> {
  const [row] = await db.$queryRaw<RawService[]>`
    SELECT ${serviceColumns} FROM ${serviceTables} WHERE r.id = ${id}::uuid AND ${patientsOfInSql(actor, now)}`
  if (!row) throw new NotFound()
  return asService(row)
}

export interface ServiceEventRow {
  at: Date
  status: ServiceStatus
  note: string | null
  by: string
}

/** What happened to a service that was reached through the scope, the last first. */
export const serviceHistory = (id: string): Promise<ServiceEventRow[]> => db.$queryRaw<ServiceEventRow[]>`
  SELECT e.at, e.status, e.note, a.name AS by
  FROM service_event e JOIN account a ON a.id = e.by_id
  WHERE e.request_id = ${id}::uuid ORDER BY e.at DESC, e.id DESC LIMIT 200`

export const PAGE_ROWS = 50

/** The services of a patient who was reached through the scope, the newest first, before the one with that id. */
export async function servicesOf(
  patientId: string,
  after: string | null,
): Promise<{ rows: ServiceRow[]; more: boolean }> {
  const beyond = Prisma.sql`AND (r.requested_at, r.id) < (
    (SELECT requested_at FROM service_request WHERE id = ${after}::uuid), ${after}::uuid)`
  const found = await db.$queryRaw<RawService[]>`
    SELECT ${serviceColumns} FROM ${serviceTables}
    WHERE r.patient_id = ${patientId}::uuid ${after ? beyond : Prisma.empty}
    ORDER BY r.requested_at DESC, r.id DESC LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS).map(asService), more: found.length > PAGE_ROWS }
}

export interface ServiceCharge {
  voidedAt: Date | null
  voidReason: string | null
  unitPriceMinor: bigint
  /** The invoice that it stands on. */
  invoice: { id: string; number: string } | null
}

/** What a service that is done was charged, the last word of it. */
export async function chargeOf(sourceType: string, serviceId: string): Promise<ServiceCharge | null> {
  const charge = await db.charge.findFirst({
    where: { sourceType, sourceId: serviceId },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    select: {
      ...{ voidedAt: true, voidReason: true, unitPriceMinor: true },
      invoiceLine: { select: { invoice: { select: { id: true, number: true } } } },
    },
  })
  if (!charge) return null
  const { invoiceLine, ...rest } = charge
  return { ...rest, invoice: invoiceLine?.invoice ?? null }
}
