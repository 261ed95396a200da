import { Prisma } from '../generated/prisma/client.js'
import { lastDecision } from '../patients/triage-queries.js'
import { dailyReportTold, pathwaySources, readingsTold } from './pathway-sources.js'
import type { EntryKind } from './timeline-rules.js'

/** Where the entries of a kind stand: their table as `x`, the instant by which they are ordered, and which count. */
export interface Source {
  table: Prisma.Sql
  at: Prisma.Sql
  which?: Prisma.Sql
  /** Entries of that other kind tell those for which this holds: they are left out where both kinds are shown. */
  toldWith?: { kind: string; where: Prisma.Sql }
  /** One entry, by its id `e.id`, as EntryDetails tells, with `writtenAt`, `by` and `byAccountId`. */
  detail: Prisma.Sql
}

const { sql } = Prisma

/** The name and the account of the doctor `x.doctor_id`. */
const byDoctor = sql`'by', ba.name, 'byAccountId', ba.id`
const doctorJoins = sql`JOIN doctor bd ON bd.id = x.doctor_id JOIN account ba ON ba.id = bd.account_id`
const byAccount = sql`'by', ba.name, 'byAccountId', ba.id`

const lastBed = sql`
  LEFT JOIN LATERAL (
    SELECT s.bed_id FROM bed_stay s WHERE s.admission_id = x.id ORDER BY s.started_at DESC, s.id DESC LIMIT 1) s ON TRUE
  LEFT JOIN bed b ON b.id = s.bed_id LEFT JOIN ward w ON w.id = b.ward_id`

export const sources: Record<EntryKind, Source> = {
  VISIT: {
    table: sql`appointment`,
    at: sql`x.starts_at`,
    // What is still to come waits beside the timeline.
    which: sql`x.starts_at <= now()`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', coalesce(x.completed_at, x.created_at), ${byDoctor},
        'status', x.status, 'reason', x.reason, 'doctorId', x.doctor_id)
      FROM appointment x ${doctorJoins} WHERE x.id = e.id)`,
  },
  NOTE: {
    table: sql`clinical_note`,
    at: sql`x.created_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.created_at, ${byDoctor}, 'kind', x.kind,
        'text', left(x.text, 1500), 'amendsId', x.amends_id,
        'amendsAt', (SELECT f.created_at FROM clinical_note f WHERE f.id = x.amends_id))
      FROM clinical_note x ${doctorJoins} WHERE x.id = e.id)`,
  },
  OBSERVATION: {
    table: sql`observation`,
    at: sql`x.taken_at`,
    which: sql`x.struck_at IS NULL`,
    toldWith: readingsTold,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.recorded_at, ${byAccount}, 'spo2', x.spo2,
        'oxygen', x.oxygen, 'respiratoryRate', x.respiratory_rate, 'temperatureTenthsC', x.temperature_tenths_c,
        'pulse', x.pulse, 'systolic', x.systolic, 'diastolic', x.diastolic, 'consciousness', x.consciousness,
        'news2Total', x.news2_total, 'news2Band', x.news2_band, 'source', x.source)
      FROM observation x LEFT JOIN account ba ON ba.id = x.recorded_by_id WHERE x.id = e.id)`,
  },
  TRIAGE: {
    table: sql`triage_assessment`,
    at: sql`x.created_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.created_at, ${byAccount}, 'status', x.status,
        'severity', x.severity, 'decision', ${lastDecision(sql`x.id`)}, 'symptoms', to_jsonb(x.symptoms))
      FROM triage_assessment x LEFT JOIN account ba ON ba.id = x.recorded_by_id WHERE x.id = e.id)`,
  },
  ORDER: {
    table: sql`clinical_order`,
    at: sql`x.ordered_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.ordered_at, ${byAccount}, 'number', x.number,
        'kind', x.kind, 'item', i.name, 'priority', x.priority, 'status', x.status, 'reason', x.reason)
      FROM clinical_order x JOIN catalogue_item i ON i.id = x.item_id
      LEFT JOIN account ba ON ba.id = x.ordered_by_id WHERE x.id = e.id)`,
  },
  RESULT: {
    table: sql`test_result`,
    at: sql`x.recorded_at`,
    // What was entered in error is read on the order.
    which: sql`NOT EXISTS (SELECT FROM clinical_order o WHERE o.id = x.order_id AND o.status = 'CANCELLED')`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.recorded_at, ${byAccount}, 'orderId', x.order_id,
        'item', i.name, 'version', x.version, 'status', x.status, 'isAbnormal', x.is_abnormal,
        'isCritical', x.is_critical, 'comment', x.comment,
        'acknowledged', EXISTS (SELECT FROM result_acknowledgement k WHERE k.result_id = x.id),
        'values', (
          SELECT coalesce(jsonb_agg(jsonb_build_object('name', v.name, 'unit', v.unit, 'flag', v.flag,
            'value', coalesce(round(v.number, v.decimals)::text, left(v.text, 200))) ORDER BY v.position), '[]')
          FROM (SELECT * FROM result_value v WHERE v.result_id = x.id ORDER BY v.position LIMIT 30) v))
      FROM test_result x JOIN clinical_order o ON o.id = x.order_id JOIN catalogue_item i ON i.id = o.item_id
      LEFT JOIN account ba ON ba.id = x.recorded_by_id WHERE x.id = e.id)`,
  },
  PRESCRIPTION: {
    table: sql`prescription`,
    at: sql`x.created_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.created_at, ${byDoctor}, 'number', x.number,
        'status', x.status, 'items', (
          SELECT coalesce(jsonb_agg(jsonb_build_object('medicine', i.medicine, 'dose', i.dose,
            'frequency', i.frequency, 'durationDays', i.duration_days, 'stopped', i.stopped_at IS NOT NULL)
            ORDER BY i.position), '[]')
          FROM prescription_item i WHERE i.prescription_id = x.id))
      FROM prescription x ${doctorJoins} WHERE x.id = e.id)`,
  },
  DOCUMENT: {
    table: sql`document`,
    at: sql`x.created_at`,
    which: sql`x.removed_at IS NULL`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.created_at, ${byAccount}, 'kind', x.kind,
        'title', x.title, 'day', x.day)
      FROM document x LEFT JOIN account ba ON ba.id = x.uploaded_by_id WHERE x.id = e.id)`,
  },
  STAY: {
    table: sql`admission`,
    at: sql`x.admitted_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.admitted_at, ${byAccount}, 'ward', w.name,
        'bed', b.number, 'reason', x.reason)
      FROM admission x ${lastBed} LEFT JOIN account ba ON ba.id = x.admitted_by_id WHERE x.id = e.id)`,
  },
  DISCHARGE: {
    table: sql`admission`,
    at: sql`x.discharged_at`,
    which: sql`x.discharged_at IS NOT NULL`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.discharged_at, ${byAccount}, 'ward', w.name,
        'bed', b.number, 'note', x.discharge_note)
      FROM admission x ${lastBed} LEFT JOIN account ba ON ba.id = x.discharged_by_id WHERE x.id = e.id)`,
  },
  SUMMARY: {
    table: sql`discharge_summary`,
    at: sql`x.signed_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.signed_at, ${byDoctor}, 'version', x.version,
        'diagnosis', x.diagnosis, 'reason', x.reason)
      FROM discharge_summary x ${doctorJoins} WHERE x.id = e.id)`,
  },
  REPORT: {
    table: sql`daily_report`,
    at: sql`x.created_at`,
    toldWith: dailyReportTold,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.updated_at, 'by', NULL, 'byAccountId', NULL,
        'day', x.day, 'mood', x.mood, 'rating', x.rating, 'symptoms', to_jsonb(x.symptoms),
        'description', x.description, 'spo2', x.spo2, 'temperatureTenthsC', x.temperature_tenths_c,
        'pulse', x.pulse)
      FROM daily_report x WHERE x.id = e.id)`,
  },
  LETTER: {
    table: sql`colleague_letter`,
    at: sql`x.sent_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', coalesce(x.answered_at, x.sent_at), 'by', ba.name,
        'byAccountId', ba.id, 'kind', x.kind, 'to', ta.name, 'text', x.text, 'answer', x.answer)
      FROM colleague_letter x JOIN doctor bd ON bd.id = x.from_id JOIN account ba ON ba.id = bd.account_id
      JOIN doctor td ON td.id = x.to_id JOIN account ta ON ta.id = td.account_id WHERE x.id = e.id)`,
  },
  ...pathwaySources,
}
