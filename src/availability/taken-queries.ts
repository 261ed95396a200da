import { Prisma } from '../generated/prisma/client.js'
import type { Day } from '../shared/calendar.js'
import { instantsOf } from './hours-queries.js'
import type { Span } from './slot-rules.js'

/** The time that is taken of one doctor; that of the patient, with whatever doctor, where `doctorId` is null. */
interface Taken {
  from: number[] | null
  until: number[] | null
}

/**
 * Time that is held, by doctor, and that of the patient with whatever doctor. Put together by the database: of a full
 * house, 200,000 visits would travel here to say when nobody is free.
 */
export function takenInSql(
  doctorIds: string[],
  days: { from: Day; to: Day },
  { now, patientId, except }: { now: Date; patientId?: string; except?: string },
): Prisma.Sql {
  const { begin, end } = instantsOf(days)
  const held = Prisma.sql`starts_at < ${end} AND ends_at > ${begin}
    AND (held_until IS NULL OR held_until > ${now}) AND id IS DISTINCT FROM ${except ?? null}::uuid`
  return Prisma.sql`
    SELECT doctor_id AS "doctorId",
      array_agg((extract(epoch FROM lower(span)) * 1000)::float8 ORDER BY span) AS "from",
      array_agg((extract(epoch FROM upper(span)) * 1000)::float8 ORDER BY span) AS "until"
    FROM (
      SELECT doctor_id, unnest(range_agg(tstzrange(starts_at, ends_at))) AS span FROM held_time
      WHERE doctor_id = ANY (${doctorIds}::uuid[]) AND ${held} GROUP BY doctor_id
      UNION ALL
      SELECT NULL, unnest(range_agg(tstzrange(starts_at, ends_at))) FROM held_time
      WHERE patient_id = ${patientId ?? null}::uuid AND ${held}) taken
    GROUP BY doctor_id`
}

export const spansOf = ({ from, until }: Taken): Span[] =>
  (from ?? []).map((start, index) => ({
    startsAt: new Date(start),
    endsAt: new Date(until?.[index] ?? start),
  }))
