import type { Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Day } from '../shared/calendar.js'
import { asHours, type Hours, type HoursRow, hoursColumns, noHours } from './hours-queries.js'
import type { Span } from './slot-rules.js'
import { spansOf, takenInSql } from './taken-queries.js'

interface Knowing {
  now: Date
  patientId?: string
  except?: string
}

export interface Availability extends Hours {
  /** Time of the doctor that is taken, by visits and by holds. */
  busy: Span[]
  /** Time of the patient that is taken, with whatever doctor. */
  elsewhere: Span[]
}

/** Hours, leave and taken time of these doctors on these days, in one statement. */
export async function availabilityOf(
  tx: Tx,
  doctorIds: string[],
  days: { from: Day; to: Day },
  knowing: Knowing,
): Promise<(doctorId: string) => Availability> {
  const rows = await read(tx, doctorIds, days, knowing)
  const known = new Map(rows.map((row) => [row.id, asAvailability(row)]))
  return (id) => known.get(id) ?? nothing
}

/**
 * The same of one doctor on one day, with whether they see patients now, and whether some hold of theirs, or of this
 * patient, has run out and was not let go of yet.
 */
export async function standingOf(
  tx: Tx,
  doctorId: string,
  day: Day,
  knowing: Knowing,
): Promise<Availability & { atWork: boolean; lapsed: boolean }> {
  const { now, patientId } = knowing
  const [row] = await read<{ atWork: boolean; lapsed: boolean }>(
    tx,
    [doctorId],
    { from: day, to: day },
    knowing,
    Prisma.sql`,
      EXISTS (SELECT FROM account a
        WHERE a.id = d.account_id AND a.status = 'ACTIVE' AND a.password_hash IS NOT NULL) AS "atWork",
      EXISTS (SELECT FROM slot_hold h WHERE h.status = 'OPEN' AND h.held_until <= ${now}
        AND (h.doctor_id = d.id OR h.patient_id = ${patientId ?? null}::uuid)) AS lapsed`,
  )
  if (!row) return { ...nothing, atWork: false, lapsed: false }
  return { ...asAvailability(row), atWork: row.atWork, lapsed: row.lapsed }
}

function read<More extends object = object>(
  tx: Tx,
  doctorIds: string[],
  days: { from: Day; to: Day },
  knowing: Knowing,
  more = Prisma.empty,
): Promise<(Row & More)[]> {
  return tx.$queryRaw`
    WITH taken AS MATERIALIZED (${takenInSql(doctorIds, days, knowing)})
    SELECT ${hoursColumns(days)}, t."from", t."until", e."from" AS "elsewhereFrom", e."until" AS "elsewhereUntil" ${more}
    FROM doctor d
    LEFT JOIN taken t ON t."doctorId" = d.id
    LEFT JOIN taken e ON e."doctorId" IS NULL
    WHERE d.id = ANY (${doctorIds}::uuid[])`
}

interface Row extends HoursRow {
  from: number[] | null
  until: number[] | null
  elsewhereFrom: number[] | null
  elsewhereUntil: number[] | null
}

const asAvailability = (row: Row): Availability => ({
  ...asHours(row),
  busy: spansOf(row),
  elsewhere: spansOf({ from: row.elsewhereFrom, until: row.elsewhereUntil }),
})

const nothing: Availability = { ...noHours, busy: [], elsewhere: [] }
