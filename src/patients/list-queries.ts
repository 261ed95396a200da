import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Severity, TriageStatus } from '../generated/prisma/enums.js'
import {
  identityColumns,
  located,
  type PatientIdentity,
  type RawIdentity,
  type RawWhereabouts,
  whereaboutsColumns,
  whereaboutsJoins,
} from './identity-queries.js'
import type { ListedDecision, ListedTriage } from './listed-triage-rules.js'
import { newestDecision, newestTriage } from './triage-queries.js'
import type { Whereabouts } from './whereabouts-rules.js'

/** A patient as lists show them. */
export interface PatientRow extends PatientIdentity {
  deactivatedAt: Date | null
  where: Whereabouts
  /** The newest triage. */
  triage: (ListedTriage & { symptoms: string[] }) | null
}

export type PatientFilter = 'all' | 'admitted' | 'home' | 'deactivated'

export const PAGE_ROWS = 50

/** A page of the list by name, after or before the patient with that id; one row more says that there are more. */
export async function listPatients(
  actor: Actor,
  now: Date,
  { filter, after, before }: { filter: PatientFilter; after: string | null; before: string | null },
): Promise<{ rows: PatientRow[]; newer: boolean; older: boolean }> {
  const edge = after ?? before
  const place = Prisma.sql`((SELECT name FROM patient WHERE id = ${edge}::uuid), ${edge}::uuid)`
  const backwards = !after && before !== null
  const beyond = backwards ? Prisma.sql`(p.name, p.id) < ${place}` : Prisma.sql`(p.name, p.id) > ${place}`
  const order = backwards ? Prisma.sql`p.name DESC, p.id DESC` : Prisma.sql`p.name, p.id`
  const found = await db.$queryRaw<RawRow[]>`
    SELECT ${rowColumns} FROM patient p ${rowJoins}
    WHERE ${edge ? beyond : Prisma.sql`TRUE`} AND ${filters[filter]} AND ${patientsOfInSql(actor, now)}
    ORDER BY ${order} LIMIT ${PAGE_ROWS + 1}`
  const more = found.length > PAGE_ROWS
  const shown = found.slice(0, PAGE_ROWS).map(asPatient)
  if (backwards) return { rows: shown.reverse(), newer: more, older: true }
  return { rows: shown, newer: after !== null, older: more }
}

/** For other tagged queries over `patient p`. */
export const rowColumns = Prisma.sql`
  ${identityColumns}, p.deactivated_at AS "deactivatedAt", ${whereaboutsColumns}, t.status, t.severity, t.symptoms,
  ${newestDecision}`

export const rowJoins = Prisma.sql`${whereaboutsJoins} ${newestTriage}`

const filters: Record<PatientFilter, Prisma.Sql> = {
  all: Prisma.sql`p.deactivated_at IS NULL`,
  admitted: Prisma.sql`a.id IS NOT NULL`,
  home: Prisma.sql`h.id IS NOT NULL`,
  deactivated: Prisma.sql`p.deactivated_at IS NOT NULL`,
}

export interface RawRow extends RawIdentity, RawWhereabouts {
  deactivatedAt: Date | null
  status: TriageStatus | null
  severity: Severity | null
  symptoms: string[] | null
  decision: ListedDecision | null
}

export function asPatient({ status, severity, symptoms, decision, ...patient }: RawRow): PatientRow {
  const triage = status && { status, severity, decision, symptoms: symptoms ?? [] }
  return { ...located(patient), triage }
}
