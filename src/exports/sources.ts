import { Prisma } from '../generated/prisma/client.js'
import type { Source } from '../record/timeline-sources.js'
import type { Audience, SectionName } from './rules.js'

const { sql } = Prisma

const byDoctor = sql`JOIN doctor bd ON bd.id = x.doctor_id JOIN account ba ON ba.id = bd.account_id`
/** Sentences of the rules with their values, of a list of what a rule said. */
const sentences = (list: Prisma.Sql, which = sql`TRUE`) => sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('text', told -> 'text', 'values', told -> 'values')), '[]')
  FROM jsonb_array_elements(${list}) told WHERE ${which})`
const tenths = (column: Prisma.Sql) => sql`(${column} / 10.0)::float8`

/**
 * Each part of the copy as its rows stand in record.json. A patient gets what the patient portal shows: what was
 * released, and nothing that staff wrote for each other; the administration gets all that was not taken back.
 */
export function sourcesFor(audience: Audience, accountId: string): Record<SectionName, Source> {
  const forStaff = audience === 'ADMINISTRATION'
  const staff = (pairs: Prisma.Sql) => (forStaff ? sql`, ${pairs}` : Prisma.empty)
  const released = forStaff ? sql`TRUE` : sql`o.released_at IS NOT NULL`
  return {
    allergies: {
      table: sql`allergy`,
      at: sql`x.recorded_at`,
      which: sql`x.removed_at IS NULL`,
      detail: sql`(SELECT jsonb_build_object('kind', x.kind, 'substance', x.substance, 'code', x.code,
        'reaction', x.reaction, 'severity', x.severity) FROM allergy x WHERE x.id = e.id)`,
    },
    conditions: {
      table: sql`condition`,
      at: sql`x.recorded_at`,
      which: sql`x.status <> 'ENTERED_IN_ERROR'`,
      detail: sql`(SELECT jsonb_build_object('name', x.name, 'icd10', x.code, 'sinceDay', x.since,
        'status', x.status, 'resolvedDay', x.resolved_on ${staff(sql`'note', x.note`)}) FROM condition x WHERE x.id = e.id)`,
    },
    visits: {
      table: sql`appointment`,
      at: sql`x.starts_at`,
      detail: sql`(SELECT jsonb_build_object('number', x.number, 'doctor', ba.name, 'status', x.status,
          'priority', x.priority, 'byVideo', x.visit_kind = 'VIDEO', 'reason', x.reason,
          'statusReason', x.status_reason, 'endsAt', x.ends_at)
        FROM appointment x ${byDoctor} WHERE x.id = e.id)`,
    },
    triages: {
      table: sql`triage_assessment`,
      at: sql`x.created_at`,
      detail: sql`(SELECT jsonb_build_object('testedDay', x.tested_on, 'testKind', x.test_kind,
          'laboratory', x.laboratory, 'symptoms', coalesce(to_jsonb(x.symptoms), '[]'), 'conditions', coalesce(to_jsonb(x.conditions), '[]'),
          'breathlessness', x.breathlessness, 'feverDays', x.fever_days, 'pregnant', x.pregnant, 'status', x.status,
          'severity', x.severity, 'site', x.site, 'homeIsolation', x.home_isolation, 'highRisk', x.high_risk,
          'ruleSet', x.rule_set_version, 'measurementId', x.observation_id)
        FROM triage_assessment x WHERE x.id = e.id)`,
    },
    homeIsolations: {
      table: sql`home_isolation`,
      at: sql`x.created_at`,
      detail: sql`(SELECT jsonb_build_object('startedDay', x.started_on, 'earliestEndDay', x.earliest_end_on,
          'hoursBetweenReports', x.check_hours, 'doctor', da.name, 'caregiver', x.caregiver_name,
          'caregiverPhone', x.caregiver_phone, 'plan', x.plan_note, 'endedAt', x.ended_at, 'endReason', x.end_reason,
          'certificate', CASE WHEN x.ended_at IS NOT NULL AND x.end_rule IS NOT NULL THEN jsonb_build_object(
            'doctor', x.end_rule #> '{doctor,name}', 'registrationNumber', x.end_rule #> '{doctor,registrationNumber}',
            'clinicalDecision', x.end_rule -> 'reason' <> 'null', 'ruleSet', x.end_rule #> '{result,ruleSet,version}',
            'conditions', ${sentences(sql`x.end_rule #> '{result,conditions}'`, sql`told -> 'holds' = 'true'`)}) END)
        FROM home_isolation x LEFT JOIN doctor d ON d.id = x.doctor_id LEFT JOIN account da ON da.id = d.account_id
        WHERE x.id = e.id)`,
    },
    stays: {
      table: sql`admission`,
      at: sql`x.admitted_at`,
      detail: sql`(SELECT jsonb_build_object('dischargedAt', x.discharged_at, 'beds', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('ward', w.name, 'bed', b.number, 'startedAt', s.started_at,
              'endedAt', s.ended_at) ORDER BY s.started_at), '[]')
            FROM bed_stay s JOIN bed b ON b.id = s.bed_id JOIN ward w ON w.id = b.ward_id
            WHERE s.admission_id = x.id)
          ${staff(sql`'reason', x.reason, 'dischargeNote', x.discharge_note`)})
        FROM admission x WHERE x.id = e.id)`,
    },
    dischargeSummaries: {
      table: sql`discharge_summary`,
      at: sql`x.signed_at`,
      which: forStaff
        ? sql`TRUE`
        : sql`EXISTS (SELECT FROM admission a WHERE a.id = x.admission_id AND a.discharged_at IS NOT NULL)`,
      detail: sql`(SELECT jsonb_build_object('stayId', x.admission_id, 'version', x.version, 'doctor', ba.name,
          'diagnosis', x.diagnosis, 'course', x.course, 'condition', x.condition, 'medicines', x.medicines,
          'advice', x.advice, 'followUpDay', x.follow_up_on, 'reason', x.reason)
        FROM discharge_summary x ${byDoctor} WHERE x.id = e.id)`,
    },
    measurements: {
      table: sql`observation`,
      at: sql`x.taken_at`,
      which: sql`x.struck_at IS NULL`,
      detail: sql`(SELECT jsonb_build_object('spo2Percent', x.spo2, 'oxygen', x.oxygen, 'oxygenDevice', x.oxygen_device,
          'oxygenLitresPerMinute', ${tenths(sql`x.oxygen_flow_tenths`)}, 'fio2Percent', x.fio2,
          'breathsPerMinute', x.respiratory_rate, 'temperatureCelsius', ${tenths(sql`x.temperature_tenths_c`)},
          'pulsePerMinute', x.pulse, 'systolicMmHg', x.systolic, 'diastolicMmHg', x.diastolic,
          'consciousness', x.consciousness, 'painOf10', x.pain, 'glucoseMgDl', x.glucose_mg_dl,
          'weightKg', (x.weight_grams / 1000.0)::float8, 'news2', x.news2_total, 'source', x.source)
        FROM observation x WHERE x.id = e.id)`,
    },
    orders: {
      table: sql`clinical_order`,
      at: sql`x.ordered_at`,
      detail: sql`(SELECT jsonb_build_object('number', x.number, 'kind', x.kind, 'code', i.code, 'name', i.name,
          'doctor', ba.name, 'priority', x.priority, 'status', x.status, 'scheduledAt', x.scheduled_at,
          'collectedAt', x.collected_at, 'completedAt', x.completed_at, 'releasedAt', x.released_at, 'results', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('version', r.version, 'status', r.status,
              'recordedAt', r.recorded_at, 'comment', r.comment, 'reason', r.reason, 'values', (
                SELECT coalesce(jsonb_agg(jsonb_build_object('code', v.code, 'name', v.name,
                  'number', round(v.number, v.decimals)::float8, 'text', v.text, 'unit', v.unit, 'flag', v.flag,
                  'low', v.low::float8, 'high', v.high::float8) ORDER BY v.position), '[]')
                FROM result_value v WHERE v.result_id = r.id)) ORDER BY r.version), '[]')
            FROM test_result r JOIN clinical_order o ON o.id = r.order_id WHERE r.order_id = x.id AND ${released})
          ${staff(sql`'question', x.reason, 'givenNote', x.given_note, 'statusReason', x.status_reason`)})
        FROM clinical_order x JOIN catalogue_item i ON i.id = x.item_id ${byDoctor} WHERE x.id = e.id)`,
    },
    prescriptions: {
      table: sql`prescription`,
      at: sql`x.created_at`,
      detail: sql`(SELECT jsonb_build_object('number', x.number, 'doctor', ba.name, 'status', x.status,
          'replacesId', x.replaces_id, 'ruleSet', x.rule_set, 'medicines', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('medicine', i.medicine, 'route', i.route, 'dose', i.dose,
              'frequency', i.frequency, 'maxPerDay', i.max_per_day, 'durationDays', i.duration_days,
              'quantity', i.quantity, 'instructions', i.instructions, 'stoppedAt', i.stopped_at,
              'stopReason', i.stop_reason) ORDER BY i.position), '[]')
            FROM prescription_item i WHERE i.prescription_id = x.id),
          'warnings', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('kind', w.kind, 'severity', w.severity, 'text', w.text,
              'values', w."values", 'source', w.source, 'reason', w.reason) ORDER BY w.position), '[]')
            FROM prescription_warning w WHERE w.prescription_id = x.id))
        FROM prescription x ${byDoctor} WHERE x.id = e.id)`,
    },
    documents: {
      table: sql`document`,
      at: sql`x.created_at`,
      which: forStaff
        ? sql`x.removed_at IS NULL`
        : sql`x.removed_at IS NULL AND (x.released_at IS NOT NULL OR x.uploaded_by_id = ${accountId}::uuid)`,
      detail: sql`(SELECT jsonb_build_object('kind', x.kind, 'title', x.title, 'day', x.day, 'orderId', x.order_id,
          'releasedAt', x.released_at, 'fileId', f.id, 'mediaType', f.media_type, 'bytes', f.size, 'sha256', f.sha256)
        FROM document x JOIN stored_file f ON f.id = x.file_id WHERE x.id = e.id)`,
    },
    dailyReports: {
      table: sql`daily_report`,
      at: sql`x.created_at`,
      detail: sql`(SELECT jsonb_build_object('day', x.day, 'mood', x.mood, 'ratingOf10', x.rating,
          'symptoms', coalesce(to_jsonb(x.symptoms), '[]'), 'description', x.description,
          'temperatureCelsius', ${tenths(sql`x.temperature_tenths_c`)}, 'spo2Percent', x.spo2,
          'pulsePerMinute', x.pulse)
        FROM daily_report x WHERE x.id = e.id)`,
    },
    homeReports: {
      table: sql`home_check`,
      at: sql`x.taken_at`,
      detail: sql`(SELECT jsonb_build_object('homeIsolationId', x.isolation_id, 'dailyReportId', x.daily_report_id,
          'breathing', x.breathing, 'feeling', x.feeling, 'symptoms', coalesce(to_jsonb(x.symptoms), '[]'),
          'feverDays', x.fever_days, 'alert', x.alert,
          'reasons', ${sentences(sql`x.result #> '{score,reasons}'`)}, 'ruleSet', x.rule_set_version, 'measurementId', x.observation_id)
        FROM home_check x WHERE x.id = e.id)`,
    },
    services: {
      table: sql`service_request`,
      at: sql`x.requested_at`,
      detail: sql`(SELECT jsonb_build_object('name', i.name, 'status', x.status, 'priority', x.priority,
          'details', x.details, 'requestedBy', ba.name, 'whoComes', x.allocated_to, 'plannedAt', x.planned_at,
          'doneAt', x.done_at, 'priceMinor', x.price_minor, 'closeReason', x.close_reason, 'stayId', x.admission_id,
          'homeIsolationId', x.isolation_id)
        FROM service_request x JOIN service_item i ON i.id = x.item_id
        JOIN account ba ON ba.id = x.requested_by_id WHERE x.id = e.id)`,
    },
    invoices: {
      table: sql`invoice`,
      at: sql`x.issued_at`,
      detail: sql`(SELECT jsonb_build_object('number', x.number, 'stayId', x.admission_id, 'currency', x.currency,
          'totalMinor', x.total_minor, 'lines', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('kind', l.kind, 'description', l.description,
              'quantity', l.quantity, 'unitPriceMinor', l.unit_price_minor, 'amountMinor', l.amount_minor)
              ORDER BY l.position), '[]')
            FROM invoice_line l WHERE l.invoice_id = x.id))
        FROM invoice x WHERE x.id = e.id)`,
    },
    notes: {
      table: sql`clinical_note`,
      at: sql`x.created_at`,
      detail: sql`(SELECT jsonb_build_object('kind', x.kind, 'doctor', ba.name, 'text', x.text,
        'amendsId', x.amends_id) FROM clinical_note x ${byDoctor} WHERE x.id = e.id)`,
    },
    letters: {
      table: sql`colleague_letter`,
      at: sql`x.sent_at`,
      detail: sql`(SELECT jsonb_build_object('kind', x.kind, 'from', fa.name, 'to', ta.name, 'text', x.text,
          'answer', x.answer, 'answeredAt', x.answered_at)
        FROM colleague_letter x JOIN doctor fd ON fd.id = x.from_id JOIN account fa ON fa.id = fd.account_id
        JOIN doctor td ON td.id = x.to_id JOIN account ta ON ta.id = td.account_id WHERE x.id = e.id)`,
    },
  }
}
