import { Prisma } from '../generated/prisma/client.js'
import type { EntryKind } from './timeline-rules.js'
import type { Source } from './timeline-sources.js'

const { sql } = Prisma

/** Of a daily report that was changed, the last version. */
export const lastVersion = sql`NOT EXISTS (
  SELECT FROM home_check later
  WHERE later.patient_id = x.patient_id AND later.daily_report_id = x.daily_report_id
    AND (later.taken_at, later.id) > (x.taken_at, x.id))`

/** Readings `x` that came with a report from home. */
export const readingsTold = {
  kind: 'HOME_REPORT',
  where: sql`EXISTS (SELECT FROM home_check c WHERE c.patient_id = x.patient_id AND c.observation_id = x.id)`,
}

/** A daily report `x` that was scored on its arrival from home. */
export const dailyReportTold = {
  kind: 'HOME_REPORT',
  where: sql`EXISTS (SELECT FROM home_check c WHERE c.patient_id = x.patient_id AND c.daily_report_id = x.id)`,
}

type PathwayKind = Extract<EntryKind, 'HOME_REPORT' | 'ISOLATION' | 'ISOLATION_END' | 'SERVICE' | 'ALERT'>

/** What comes of being ill at home: its plan, reports and end, what is brought, and what must be answered for. */
export const pathwaySources: Record<PathwayKind, Source> = {
  HOME_REPORT: {
    table: sql`home_check`,
    at: sql`x.taken_at`,
    which: lastVersion,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.created_at, 'by', ba.name, 'byAccountId', ba.id,
        'alert', x.alert, 'told', x.result -> 'told', 'byPatient', ba.id IS NOT DISTINCT FROM p.account_id,
        'daily', (
          SELECT jsonb_build_object('day', r.day, 'mood', r.mood, 'rating', r.rating, 'description', r.description)
          FROM daily_report r WHERE r.id = x.daily_report_id))
      FROM home_check x JOIN patient p ON p.id = x.patient_id
      LEFT JOIN account ba ON ba.id = x.reported_by_id WHERE x.id = e.id)`,
  },
  ISOLATION: {
    table: sql`home_isolation`,
    at: sql`x.created_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.created_at, 'by', NULL, 'byAccountId', a.recorded_by_id,
        'earliestEndDay', x.earliest_end_on, 'checkHours', x.check_hours, 'doctor', da.name,
        'caregiver', x.caregiver_name, 'note', x.plan_note)
      FROM home_isolation x JOIN triage_assessment a ON a.id = x.assessment_id
      LEFT JOIN doctor d ON d.id = x.doctor_id LEFT JOIN account da ON da.id = d.account_id WHERE x.id = e.id)`,
  },
  ISOLATION_END: {
    table: sql`home_isolation`,
    at: sql`x.ended_at`,
    which: sql`x.ended_at IS NOT NULL`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', x.ended_at, 'by', ba.name, 'byAccountId', ba.id,
        'reason', x.end_reason, 'certified', x.end_rule IS NOT NULL)
      FROM home_isolation x LEFT JOIN account ba ON ba.id = x.ended_by_id WHERE x.id = e.id)`,
  },
  SERVICE: {
    table: sql`service_request`,
    at: sql`x.requested_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', coalesce(v.at, x.requested_at), 'by', ba.name,
        'byAccountId', coalesce(v.by_id, ba.id), 'item', i.name, 'status', x.status, 'priority', x.priority,
        'details', x.details, 'allocatedTo', x.allocated_to, 'plannedAt', x.planned_at, 'doneAt', x.done_at,
        'closeReason', x.close_reason)
      FROM service_request x JOIN service_item i ON i.id = x.item_id
      LEFT JOIN account ba ON ba.id = x.requested_by_id
      LEFT JOIN LATERAL (
        SELECT v.at, v.by_id FROM service_event v WHERE v.request_id = x.id ORDER BY v.at DESC, v.id DESC LIMIT 1) v ON TRUE
      WHERE x.id = e.id)`,
  },
  ALERT: {
    table: sql`alert`,
    at: sql`x.raised_at`,
    detail: sql`(SELECT jsonb_build_object('writtenAt', coalesce(x.acknowledged_at, x.closed_at, x.raised_at),
        'by', ba.name, 'byAccountId', coalesce(x.acknowledged_by_id, x.raised_by_id), 'kind', x.kind, 'text', x.text,
        'facts', x.facts, 'status', x.status, 'action', x.action, 'acknowledgedAt', x.acknowledged_at,
        'acknowledgedBy', ka.name, 'closedAt', x.closed_at)
      FROM alert x LEFT JOIN account ba ON ba.id = x.raised_by_id
      LEFT JOIN account ka ON ka.id = x.acknowledged_by_id WHERE x.id = e.id)`,
  },
}
