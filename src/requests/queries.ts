import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type {
  Priority,
  RequestSource,
  RequestStatus,
  Severity,
  Sex,
  TriageStatus,
  WardLevel,
} from '../generated/prisma/enums.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import type { ListedDecision, ListedTriage } from '../patients/listed-triage-rules.js'
import { newestDecision, newestTriage } from '../patients/triage-queries.js'
import { NotFound } from '../shared/errors.js'
import type { BedNeeds } from './rules.js'

/** Somebody who waits for a bed, or waited. */
export interface BedRequest {
  id: string
  patient: PatientIdentity
  source: RequestSource
  priority: Priority
  need: BedNeeds
  reason: string
  requestedAt: Date
  requestedBy: string | null
  alertId: string | null
  status: RequestStatus
  closedAt: Date | null
  closedBy: string | null
  closeReason: string | null
  admissionId: string | null
  version: number
  /** The newest triage of the patient. */
  triage: ListedTriage | null
}

/** More wait at once in no house that its people can still look after. */
const MOST_WAITING = 500

/** All who wait for a bed and whom one reaches, in the order of `byRank`. */
export async function waitingRequests(actor: Actor, now: Date): Promise<BedRequest[]> {
  const rows = await db.$queryRaw<Row[]>`
    ${requestsWhere(actor, now, Prisma.sql`r.status = 'WAITING'`)} ${byRank}`
  return rows.map(loaded)
}

/**
 * What all who wait need, in the same order, whoever asks: who a bed goes to does not depend on the reader. Of nobody it
 * says who they are.
 */
export async function waitingNeeds(): Promise<{ requestId: string; need: BedNeeds; sex: Sex | null }[]> {
  const rows = await db.$queryRaw<(BedNeeds & { requestId: string; sex: Sex | null })[]>`
    SELECT r.id AS "requestId", to_json(r.levels) AS levels, r.isolation, r.oxygen, p.sex
    FROM admission_request r
    JOIN patient p ON p.id = r.patient_id
    ${newestTriage}
    WHERE r.status = 'WAITING' ${byRank}`
  return rows.map(({ requestId, sex, ...need }) => ({ requestId, sex, need }))
}

/** One request, by the scope of who is asking. */
export async function findRequest(actor: Actor, id: string, now: Date): Promise<BedRequest> {
  const [row] = await db.$queryRaw<Row[]>`${requestsWhere(actor, now, Prisma.sql`r.id = ${id}::uuid`)}`
  if (!row) throw new NotFound()
  return loaded(row)
}

/** The request that a patient waits with, for whoever has found the patient in scope. */
export async function openRequestOf(actor: Actor, patientId: string, now: Date): Promise<BedRequest | null> {
  const open = Prisma.sql`r.status = 'WAITING' AND r.patient_id = ${patientId}::uuid`
  const [row] = await db.$queryRaw<Row[]>`${requestsWhere(actor, now, open)}`
  return row ? loaded(row) : null
}

const byRank = Prisma.sql`
  ORDER BY r.priority DESC, t.severity DESC NULLS LAST, r.requested_at, r.id LIMIT ${MOST_WAITING}`

const requestsWhere = (actor: Actor, now: Date, chosen: Prisma.Sql) => Prisma.sql`
  SELECT ${identityColumns}, r.id AS "requestId", r.source, r.priority, to_json(r.levels) AS levels, r.isolation,
    r.oxygen, r.reason, r.requested_at AS "requestedAt", asked.name AS "requestedBy", r.alert_id AS "alertId",
    r.status AS "requestStatus", r.closed_at AS "closedAt", closed.name AS "closedBy", r.close_reason AS "closeReason",
    r.admission_id AS "admissionId", r.version, t.status AS "triageStatus", t.severity,
    ${newestDecision}
  FROM admission_request r
  JOIN patient p ON p.id = r.patient_id
  LEFT JOIN account asked ON asked.id = r.requested_by_id
  LEFT JOIN account closed ON closed.id = r.closed_by_id
  ${newestTriage}
  WHERE ${chosen} AND ${patientsOfInSql(actor, now)}`

interface Row extends RawIdentity, Omit<BedRequest, 'id' | 'patient' | 'need' | 'triage' | 'status'> {
  requestId: string
  requestStatus: RequestStatus
  levels: WardLevel[]
  isolation: boolean
  oxygen: boolean
  triageStatus: TriageStatus | null
  severity: Severity | null
  decision: ListedDecision | null
}

function loaded(row: Row): BedRequest {
  const { requestId, requestStatus, levels, isolation, oxygen, triageStatus, severity, decision, ...rest } =
    row
  const { id, number, name, localName, sex, dateOfBirth, phone, photoId, ...request } = rest
  return {
    ...request,
    id: requestId,
    status: requestStatus,
    patient: withBirthDay({ id, number, name, localName, sex, dateOfBirth, phone, photoId }),
    need: { levels, isolation, oxygen },
    triage: triageStatus && { status: triageStatus, severity, decision },
  }
}
