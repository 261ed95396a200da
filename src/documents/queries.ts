import type { Actor } from '../access/actor.js'
import { documentsOfInSql, ordersOf } from '../access/record-scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { DocumentKind, ScanStatus } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

export interface DocumentRow {
  id: string
  patientId: string
  /** The patient's name. */
  patient: string
  title: string
  kind: DocumentKind
  day: Day
  createdAt: Date
  orderId: string | null
  releasedAt: Date | null
  /** Null where the account is gone. */
  uploadedBy: string | null
  /** Sent by the patient themselves. */
  byPatient: boolean
  version: number
  previewId: string | null
  file: { id: string; mediaType: string; size: number; scan: ScanStatus; damaged: boolean }
}

/**
 * The documents of a patient whom the caller has reached, newest first; those before the one with the id `before`. One
 * more than `limit` says that there are more.
 */
export const documentsOf = (
  patientId: string,
  limit: number,
  before: string | null = null,
): Promise<DocumentRow[]> =>
  documents(Prisma.sql`d.patient_id = ${patientId}::uuid AND d.removed_at IS NULL`, limit, before)

/** Those that this person gets to see, by their scope: a patient, what was released and what they sent. */
export const ownDocuments = (
  actor: Actor,
  limit: number,
  before: string | null,
  now: Date,
): Promise<DocumentRow[]> => documents(documentsOfInSql(actor, now), limit, before)

/** What this account filed, of whomever. */
export const filedDocuments = (
  actor: Actor,
  limit: number,
  before: string | null,
  now: Date,
): Promise<DocumentRow[]> =>
  documents(
    Prisma.sql`${documentsOfInSql(actor, now)} AND d.uploaded_by_id = ${actor.id}::uuid`,
    limit,
    before,
  )

/** One document within the reader's scope; `patientId`: of that very patient. Throws NotFound. */
export async function findDocument(
  actor: Actor,
  id: string,
  patientId: string | null,
  now: Date,
): Promise<DocumentRow> {
  const ofPatient = patientId ? Prisma.sql`AND d.patient_id = ${patientId}::uuid` : Prisma.empty
  const which = Prisma.sql`d.id = ${id}::uuid ${ofPatient} AND ${documentsOfInSql(actor, now)}`
  const [found] = await documents(which, 1, null)
  if (!found) throw new NotFound()
  return found
}

/** What a document says on paper besides: whose it is, and whose order it came for. The caller has reached it. */
export async function paperFacts(id: string): Promise<PaperFacts> {
  const [found] = await db.$queryRaw<PaperFacts[]>`
    SELECT p.local_name AS "localName", p.number AS "patientNumber", orderer.name AS "orderedBy"
    FROM document d
    JOIN patient p ON p.id = d.patient_id
    LEFT JOIN clinical_order o ON o.id = d.order_id
    LEFT JOIN doctor ON doctor.id = o.doctor_id
    LEFT JOIN account orderer ON orderer.id = doctor.account_id
    WHERE d.id = ${id}::uuid`
  if (!found) throw new NotFound()
  return found
}

interface PaperFacts {
  localName: string | null
  patientNumber: number
  /** The doctor whose order it is filed with. */
  orderedBy: string | null
}

async function documents(which: Prisma.Sql, limit: number, before: string | null): Promise<DocumentRow[]> {
  const older = Prisma.sql`AND (d.created_at, d.id) < (
    (SELECT edge.created_at FROM document edge WHERE edge.id = ${before}::uuid), ${before}::uuid)`
  const rows = await db.$queryRaw<RawDocument[]>`
    SELECT d.id, d.patient_id AS "patientId", p.name AS patient, d.title, d.kind, d.day, d.created_at AS "createdAt",
      d.order_id AS "orderId", d.released_at AS "releasedAt", by.name AS "uploadedBy",
      d.uploaded_by_id = p.account_id AS "byPatient", d.version, d.preview_id AS "previewId",
      f.id AS "fileId", f.media_type AS "mediaType", f.size, f.scan, f.damaged_at IS NOT NULL AS damaged
    FROM document d
    JOIN patient p ON p.id = d.patient_id
    JOIN stored_file f ON f.id = d.file_id
    LEFT JOIN account by ON by.id = d.uploaded_by_id
    WHERE ${which} ${before ? older : Prisma.empty}
    ORDER BY d.created_at DESC, d.id DESC LIMIT ${limit}`
  return rows.map(({ day, byPatient, fileId, mediaType, size, scan, damaged, ...row }) => ({
    ...row,
    day: dayFromColumn(day),
    byPatient: byPatient === true,
    file: { id: fileId, mediaType, size, scan, damaged },
  }))
}

type FileColumns = DocumentRow['file']

interface RawDocument extends Omit<DocumentRow, 'day' | 'byPatient' | 'file'>, Omit<FileColumns, 'id'> {
  day: Date
  byPatient: boolean | null
  fileId: string
}

/** The order to which a file is added, as far as its form names it. Throws NotFound. */
export async function orderToAttachTo(actor: Actor, id: string, now: Date) {
  const order = await db.clinicalOrder.findFirst({
    where: { id, AND: ordersOf(actor, now) },
    select: {
      id: true,
      number: true,
      patientId: true,
      status: true,
      item: { select: { name: true } },
      patient: { select: { name: true } },
    },
  })
  if (!order) throw new NotFound()
  return order
}
