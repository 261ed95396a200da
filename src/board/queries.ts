import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import type { News2Band, Priority, Sex } from '../generated/prisma/enums.js'
import type { Monitoring } from '../observations/news2-rules.js'
import { dayFromColumn } from '../shared/calendar.js'
import type { BedNow } from '../wards/queries.js'
import { type WardThen, wardsAt } from '../wards/state-queries.js'
import type { BoardFilter } from './forms.js'
import type { Occupant } from './occupant-rules.js'

/** With more beds than these a board is a wall of tiles: then it shows the wards, and the beds of each on its own. */
export const MOST_SHOWN = 600

/**
 * The wards and beds at this instant with who is where, in two statements: the state of each bed is the one that every
 * page counts. All are counted, and those that fit the filters stand there one by one; where they are too many for that,
 * neither they nor who is in them is asked for.
 */
export async function boardAt(actor: Actor, filter: BoardFilter, now: Date) {
  authorize(actor, 'board.view')
  const all = await wardsAt(now, { shown: { ...filter, most: MOST_SHOWN } })
  const wards = fittingWards(all, filter)
  const tooMany = bedsThatFit(wards, filter) > MOST_SHOWN
  const beds = wards.flatMap((ward) => ward.beds)
  return { all, wards, tooMany, people: await peopleIn(actor, beds, now) }
}

/** The wards in which there may be a bed that fits. */
export function fittingWards(wards: readonly WardThen[], { ward, state, level }: BoardFilter): WardThen[] {
  return wards.filter(
    ({ id, counts, ...one }) =>
      [null, id].includes(ward) && ['', one.level].includes(level) && (state === '' || counts[state] > 0),
  )
}

const bedsThatFit = (wards: readonly WardThen[], { state }: BoardFilter) =>
  wards.reduce((sum, { counts, total }) => sum + (state === '' ? total : counts[state]), 0)

/** Who is in these beds, or waits for them, by the id of the stay or of the request; one statement. */
export async function peopleIn(
  actor: Actor,
  beds: readonly BedNow[],
  now: Date,
): Promise<Map<string, Occupant>> {
  const stays = beds.flatMap(({ admissionId }) => admissionId ?? [])
  const requests = beds.flatMap(({ requestId }) => requestId ?? [])
  if (stays.length + requests.length === 0) return new Map()
  const reached = patientsOfInSql(actor, now)
  const rows = await db.$queryRaw<RawOccupant[]>`
    SELECT a.id AS by, p.id, p.number, p.name, p.local_name AS "localName", p.sex, p.date_of_birth AS "bornOn",
      ${reached} AS reached, coalesce(q.isolation, a.assessment_id IS NOT NULL) AS isolation, NULL AS priority,
      a.expected_discharge_on AS "expectedOn", a.discharge_ordered_at AS "orderedAt", d.name AS doctor,
      o.taken_at AS "takenAt", o.news2_total AS total, o.news2_band AS band, o.news2 ->> 'monitoring' AS monitoring,
      (o.news2 ->> 'minimumTotal')::int AS "minimumTotal", (o.news2 ->> 'redScore')::boolean AS "redScore"
    FROM admission a
    JOIN patient p ON p.id = a.patient_id
    LEFT JOIN admission_request q ON q.admission_id = a.id
    LEFT JOIN LATERAL (
      SELECT u.name FROM care_assignment c JOIN doctor x ON x.id = c.doctor_id JOIN account u ON u.id = x.account_id
      WHERE c.admission_id = a.id AND c.ended_at IS NULL ORDER BY c.started_at, c.id LIMIT 1) d ON TRUE
    LEFT JOIN LATERAL (
      SELECT o.taken_at, o.news2_total, o.news2_band, o.news2 FROM observation o
      WHERE o.patient_id = p.id AND o.struck_at IS NULL AND o.source = 'STAFF'
        AND o.taken_at >= a.admitted_at - interval '1 day'
      ORDER BY o.taken_at DESC, o.id DESC LIMIT 1) o ON TRUE
    WHERE a.id = ANY(${stays}::uuid[])
    UNION ALL
    SELECT r.id, p.id, p.number, p.name, p.local_name, p.sex, p.date_of_birth, ${reached}, r.isolation, r.priority::text,
      NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM admission_request r JOIN patient p ON p.id = r.patient_id
    WHERE r.id = ANY(${requests}::uuid[])`
  return new Map(rows.map((row) => [row.by, occupantOf(row)]))
}

interface RawOccupant {
  by: string
  id: string
  number: number
  name: string
  localName: string | null
  sex: Sex | null
  bornOn: Date | null
  reached: boolean
  isolation: boolean
  priority: Priority | null
  expectedOn: Date | null
  orderedAt: Date | null
  doctor: string | null
  takenAt: Date | null
  total: number | null
  band: News2Band | null
  monitoring: Monitoring | null
  minimumTotal: number | null
  redScore: boolean | null
}

function occupantOf({
  takenAt,
  total,
  band,
  monitoring,
  minimumTotal,
  redScore,
  ...row
}: RawOccupant): Occupant {
  const { id, number, name, localName, sex, bornOn } = row
  return {
    patient: { id, number, name, localName, sex, dateOfBirth: bornOn && dayFromColumn(bornOn) },
    reached: row.reached,
    isolation: row.isolation,
    doctor: row.doctor,
    priority: row.priority,
    expectedOn: row.expectedOn && dayFromColumn(row.expectedOn),
    orderedAt: row.orderedAt,
    round: takenAt && {
      ...{ takenAt, total, band, monitoring, minimumTotal },
      redScore: redScore ?? false,
    },
  }
}
