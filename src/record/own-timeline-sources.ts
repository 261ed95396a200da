import { Prisma } from '../generated/prisma/client.js'
import type { OwnKind } from './own-timeline-rules.js'
import { dailyReportTold, pathwaySources } from './pathway-sources.js'
import type { Source } from './timeline-sources.js'

const { sql } = Prisma

const doctorJoins = sql`JOIN doctor bd ON bd.id = x.doctor_id JOIN account ba ON ba.id = bd.account_id`
const bedAt = (order: Prisma.Sql) => sql`
  JOIN LATERAL (SELECT s.bed_id FROM bed_stay s WHERE s.admission_id = x.id ORDER BY ${order} LIMIT 1) s ON TRUE
  JOIN bed b ON b.id = s.bed_id JOIN ward w ON w.id = b.ward_id`

/** What lies longer unopened is not news any more. */
const NEW_DAYS = 60

/**
 * The same record as the patient may read it: what was released to them and what they sent themselves, and nothing that
 * staff wrote for each other. What they have not opened yet is new: the audit trail knows what they opened.
 */
export const ownSources = (accountId: string): Record<OwnKind, Source> => {
  const isNew = (
    since: Prisma.Sql,
  ) => sql`'isNew', ${since} > now() - make_interval(days => ${NEW_DAYS}) AND NOT EXISTS (
    SELECT FROM audit_event seen WHERE seen.patient_id = x.patient_id AND seen.actor_id = ${accountId}::uuid
      AND seen.subject_id = x.id AND seen.at >= ${since})`
  return {
    VISIT: {
      table: sql`appointment`,
      at: sql`x.starts_at`,
      detail: sql`(SELECT jsonb_build_object('doctor', ba.name, 'status', x.status, 'reason', x.reason)
        FROM appointment x ${doctorJoins} WHERE x.id = e.id)`,
    },
    RESULT: {
      table: sql`clinical_order`,
      at: sql`x.released_at`,
      which: sql`x.released_at IS NOT NULL AND x.kind = 'TEST'`,
      detail: sql`(SELECT jsonb_build_object('doctor', ba.name, 'item', i.name, 'isAbnormal', r.is_abnormal,
          'version', r.version, ${isNew(sql`x.released_at`)})
        FROM clinical_order x ${doctorJoins} JOIN catalogue_item i ON i.id = x.item_id
        JOIN LATERAL (
          SELECT is_abnormal, version FROM test_result WHERE order_id = x.id ORDER BY version DESC LIMIT 1) r ON TRUE
        WHERE x.id = e.id)`,
    },
    // Who gave it, and what they noted for each other, is the staff's.
    TREATMENT: {
      table: sql`clinical_order`,
      at: sql`x.completed_at`,
      which: sql`x.status = 'COMPLETED' AND x.kind = 'TREATMENT'`,
      detail: sql`(SELECT jsonb_build_object('doctor', ba.name, 'item', i.name)
        FROM clinical_order x ${doctorJoins} JOIN catalogue_item i ON i.id = x.item_id WHERE x.id = e.id)`,
    },
    PRESCRIPTION: {
      table: sql`prescription`,
      at: sql`x.created_at`,
      detail: sql`(SELECT jsonb_build_object('doctor', ba.name, 'number', x.number, 'status', x.status,
          ${isNew(sql`x.created_at`)}, 'medicines', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('medicine', i.medicine, 'dose', i.dose,
              'frequency', i.frequency, 'durationDays', i.duration_days) ORDER BY i.position), '[]')
            FROM prescription_item i WHERE i.prescription_id = x.id))
        FROM prescription x ${doctorJoins} WHERE x.id = e.id)`,
    },
    DOCUMENT: {
      table: sql`document`,
      at: sql`x.created_at`,
      which: sql`x.removed_at IS NULL AND (x.released_at IS NOT NULL OR x.uploaded_by_id = ${accountId}::uuid)`,
      detail: sql`(SELECT jsonb_build_object('kind', x.kind, 'title', x.title,
          'own', x.uploaded_by_id = ${accountId}::uuid, ${isNew(sql`coalesce(x.released_at, x.created_at)`)})
        FROM document x WHERE x.id = e.id)`,
    },
    STAY: {
      table: sql`admission`,
      at: sql`x.admitted_at`,
      detail: sql`(SELECT jsonb_build_object('ward', w.name, 'bed', b.number)
        FROM admission x ${bedAt(sql`s.started_at, s.id`)} WHERE x.id = e.id)`,
    },
    DISCHARGE: {
      table: sql`admission`,
      at: sql`x.discharged_at`,
      which: sql`x.discharged_at IS NOT NULL`,
      detail: sql`(SELECT jsonb_build_object('ward', w.name, 'bed', b.number)
        FROM admission x ${bedAt(sql`s.started_at DESC, s.id DESC`)} WHERE x.id = e.id)`,
    },
    SUMMARY: {
      table: sql`discharge_summary`,
      at: sql`x.signed_at`,
      which: sql`
        EXISTS (SELECT FROM admission a WHERE a.id = x.admission_id AND a.discharged_at IS NOT NULL)
        AND NOT EXISTS (
          SELECT FROM discharge_summary n WHERE n.admission_id = x.admission_id AND n.version > x.version)`,
      detail: sql`(SELECT jsonb_build_object('doctor', ba.name, 'diagnosis', x.diagnosis, ${isNew(sql`x.signed_at`)})
        FROM discharge_summary x ${doctorJoins} WHERE x.id = e.id)`,
    },
    REPORT: {
      table: sql`daily_report`,
      at: sql`x.created_at`,
      toldWith: dailyReportTold,
      detail: sql`(SELECT jsonb_build_object('mood', x.mood, 'rating', x.rating, 'description', x.description)
        FROM daily_report x WHERE x.id = e.id)`,
    },
    // Care at home and services are told to patients as to staff; what must be answered for is the staff's.
    HOME_REPORT: pathwaySources.HOME_REPORT,
    ISOLATION: pathwaySources.ISOLATION,
    ISOLATION_END: pathwaySources.ISOLATION_END,
    SERVICE: pathwaySources.SERVICE,
    INVOICE: {
      table: sql`invoice`,
      at: sql`x.issued_at`,
      detail: sql`(SELECT jsonb_build_object('number', x.number, 'totalMinor', x.total_minor::text,
          'currency', x.currency)
        FROM invoice x WHERE x.id = e.id)`,
    },
  }
}
