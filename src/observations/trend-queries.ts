import { db } from '../db/client.js'
import type { Round } from './entry-rules.js'

/** As many as a chart can show one beside the other. */
export const MOST_DRAWN = 48

export interface TrendRow extends Round {
  takenAt: Date
  spo2Scale: number
  total: number | null
  /** Rounds of this time in all. */
  count: number
}

/**
 * The rounds of a patient, in reach of the caller, since an instant (null: all), oldest first, without those that were
 * struck out. Of more than a chart can show, the worst by NEWS2 of each of equal stretches of time.
 */
export function trendOf(patientId: string, since: Date | null): Promise<TrendRow[]> {
  return db.$queryRaw<TrendRow[]>`
    WITH known AS (
      SELECT o.*, count(*) OVER ()::int AS count, row_number() OVER (ORDER BY o.taken_at, o.id) AS nth,
        extract(epoch FROM o.taken_at - min(o.taken_at) OVER ())
          / greatest(extract(epoch FROM max(o.taken_at) OVER () - min(o.taken_at) OVER ()), 1) AS share
      FROM observation o
      WHERE o.patient_id = ${patientId}::uuid AND o.struck_at IS NULL AND o.taken_at >= ${since ?? BEGINNING}
    ), stretched AS (
      SELECT known.*, CASE WHEN count <= ${MOST_DRAWN} THEN nth
        ELSE least(floor(share * ${MOST_DRAWN}::int), ${MOST_DRAWN - 1}::int) END AS stretch
      FROM known
    ), chosen AS (
      SELECT DISTINCT ON (stretch) * FROM stretched ORDER BY stretch, news2_total DESC NULLS LAST, taken_at DESC, id
    )
    SELECT o.taken_at AS "takenAt", o.spo2, o.oxygen, o.oxygen_device AS "oxygenDevice",
      o.oxygen_flow_tenths AS "oxygenFlowTenths", o.fio2, o.respiratory_rate AS "respiratoryRate",
      o.temperature_tenths_c AS "temperatureTenthsC", o.pulse, o.systolic, o.diastolic, o.consciousness, o.pain,
      o.glucose_mg_dl AS "glucoseMgDl", o.weight_grams AS "weightGrams", o.spo2_scale AS "spo2Scale",
      o.news2_total AS total, o.count
    FROM chosen o ORDER BY o.taken_at, o.id`
}

const BEGINNING = new Date(0)
