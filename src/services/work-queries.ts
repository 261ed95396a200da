import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import {
  asService,
  PAGE_ROWS,
  type RawService,
  type ServiceRow,
  serviceColumns,
  serviceTables,
} from './queries.js'

export const serviceLists = ['to-allocate', 'allocated', 'closed'] as const
export type ServiceList = (typeof serviceLists)[number]

/**
 * What nobody is allocated to, the most urgent first and then the oldest; what is planned, the next first; what is over,
 * the newest first. Of the patients whom the reader reaches, from after the service with that id on.
 */
export async function servicesIn(
  actor: Actor,
  list: ServiceList,
  after: string | null,
  now: Date,
): Promise<{ rows: ServiceRow[]; more: boolean }> {
  const { which, order, beyond } = lists[list]
  const found = await db.$queryRaw<RawService[]>`
    SELECT ${serviceColumns} FROM ${serviceTables}
    WHERE ${which} AND ${patientsOfInSql(actor, now)}
      ${after ? Prisma.sql`AND ${beyond(Prisma.sql`SELECT e.* FROM service_request e WHERE e.id = ${after}::uuid`)}` : Prisma.empty}
    ORDER BY ${order} LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS).map(asService), more: found.length > PAGE_ROWS }
}

const lists: Record<
  ServiceList,
  { which: Prisma.Sql; order: Prisma.Sql; beyond: (edge: Prisma.Sql) => Prisma.Sql }
> = {
  'to-allocate': {
    which: Prisma.sql`r.status = 'REQUESTED'`,
    order: Prisma.sql`r.priority DESC, r.requested_at, r.id`,
    beyond: (edge) => Prisma.sql`EXISTS (
      SELECT FROM (${edge}) e
      WHERE r.priority < e.priority
        OR (r.priority = e.priority AND (r.requested_at, r.id) > (e.requested_at, e.id)))`,
  },
  allocated: {
    which: Prisma.sql`r.status = 'ALLOCATED'`,
    order: Prisma.sql`coalesce(r.planned_at, r.requested_at), r.id`,
    beyond: (edge) => Prisma.sql`EXISTS (
      SELECT FROM (${edge}) e
      WHERE (coalesce(r.planned_at, r.requested_at), r.id) > (coalesce(e.planned_at, e.requested_at), e.id))`,
  },
  closed: {
    which: Prisma.sql`r.status IN ('DONE', 'DECLINED', 'CANCELLED')`,
    order: Prisma.sql`r.requested_at DESC, r.id DESC`,
    beyond: (edge) => Prisma.sql`EXISTS (
      SELECT FROM (${edge}) e WHERE (r.requested_at, r.id) < (e.requested_at, e.id))`,
  },
}

export interface ServiceCounts {
  toAllocate: number
  allocated: number
  /** Planned, and the time is over. */
  late: number
}

/** How many services wait for what, of the patients whom the reader reaches. */
export async function countServices(actor: Actor, now: Date): Promise<ServiceCounts> {
  const [counts] = await db.$queryRaw<[ServiceCounts]>`
    SELECT count(*) FILTER (WHERE r.status = 'REQUESTED')::int AS "toAllocate",
      count(*) FILTER (WHERE r.status = 'ALLOCATED')::int AS allocated,
      count(*) FILTER (WHERE r.status = 'ALLOCATED' AND r.planned_at < ${now})::int AS late
    FROM service_request r JOIN patient p ON p.id = r.patient_id
    WHERE r.status IN ('REQUESTED', 'ALLOCATED') AND ${patientsOfInSql(actor, now)}`
  return counts
}

/** For a question of several parts: how many services nobody is allocated to. */
export const toAllocateCount = Prisma.sql`(SELECT count(*)::int FROM service_request WHERE status = 'REQUESTED')`

/** Who or what went lately, for the suggestions of the form. */
export async function allocatedLately(since: Date): Promise<string[]> {
  const found = await db.$queryRaw<{ name: string }[]>`
    SELECT r.allocated_to AS name FROM service_request r
    WHERE r.allocated_to IS NOT NULL AND r.requested_at >= ${since}
    GROUP BY r.allocated_to ORDER BY count(*) DESC, r.allocated_to LIMIT 20`
  return found.map(({ name }) => name)
}
