import type { Actor } from '../access/actor.js'
import { db } from '../db/client.js'
import type {
  AlertKind,
  AppointmentStatus,
  GovernmentIdKind,
  LetterKind,
  News2Band,
  OrderStatus,
  Priority,
} from '../generated/prisma/enums.js'
import type { Values } from '../shared/errors.js'

/** What a doctor wants to know first, besides the banner. */
export interface RecordHead {
  details: {
    email: string | null
    address: string | null
    governmentIdKind: GovernmentIdKind | null
    governmentIdNumber: string | null
    medicalHistory: string | null
  }
  problems: { name: string; since: string | null; note: string | null }[]
  news2: { id: string; total: number; band: News2Band; at: string } | null
  orders: {
    id: string
    item: string
    priority: Priority
    status: OrderStatus
    at: string
    scheduledAt: string | null
  }[]
  /** What nobody has answered yet, but critical results: those stand below. */
  alerts: { id: string; kind: AlertKind; text: string; facts: Values; at: string }[]
  /** Critical results that no doctor has acknowledged. */
  criticals: { orderId: string; item: string; values: string[]; at: string }[]
  coming: {
    id: string
    at: string
    doctor: string
    doctorId: string
    reason: string
    status: AppointmentStatus
  }[]
  stayReason: string | null
  /** When the reader last saved a note about this patient that they have not signed. */
  draftAt: string | null
  /** To the reader, about this patient, without an answer. */
  letters: { id: string; kind: LetterKind; from: string; at: string }[]
}

const MOST = 20

/** For a patient whom the caller has reached through their scope. One statement; each part is bounded. */
export async function recordHead(actor: Actor, patientId: string, now: Date): Promise<RecordHead> {
  const [head] = await db.$queryRaw<[RecordHead]>`
    SELECT
      jsonb_build_object('email', p.email, 'address', p.address, 'governmentIdKind', p.government_id_kind,
        'governmentIdNumber', p.government_id_number, 'medicalHistory', p.medical_history) AS details,
      (SELECT coalesce(jsonb_agg(c), '[]') FROM (
        SELECT c.name, c.since, c.note FROM condition c WHERE c.patient_id = p.id AND c.status = 'ACTIVE'
        ORDER BY c.recorded_at DESC, c.id LIMIT ${MOST}) c) AS problems,
      (SELECT to_jsonb(o) FROM (
        SELECT o.id, o.news2_total AS total, o.news2_band AS band, o.taken_at AS at FROM observation o
        WHERE o.patient_id = p.id AND o.struck_at IS NULL AND o.news2_total IS NOT NULL
        ORDER BY o.taken_at DESC, o.id DESC LIMIT 1) o) AS news2,
      (SELECT coalesce(jsonb_agg(o), '[]') FROM (
        SELECT o.id, i.name AS item, o.priority, o.status, o.ordered_at AS at,
          o.scheduled_at AS "scheduledAt"
        FROM clinical_order o JOIN catalogue_item i ON i.id = o.item_id
        WHERE o.patient_id = p.id AND o.status IN ('ORDERED', 'SCHEDULED', 'COLLECTED', 'PRELIMINARY')
        ORDER BY o.priority DESC, o.ordered_at, o.id LIMIT ${MOST}) o) AS orders,
      (SELECT coalesce(jsonb_agg(e), '[]') FROM (
        SELECT e.id, e.kind, e.text, e.facts, e.raised_at AS at FROM alert e
        WHERE e.patient_id = p.id AND e.status = 'OPEN' AND e.kind <> 'CRITICAL_RESULT'
        ORDER BY e.raised_at DESC, e.id DESC LIMIT ${MOST}) e) AS alerts,
      (SELECT coalesce(jsonb_agg(r), '[]') FROM (
        SELECT r.order_id AS "orderId", i.name AS item, r.recorded_at AS at, (
          SELECT coalesce(jsonb_agg(concat_ws(' ', v.name, coalesce(round(v.number, v.decimals)::text, v.text), v.unit)
            ORDER BY v.position), '[]')
          FROM result_value v WHERE v.result_id = r.id AND v.flag IN ('CRITICAL', 'CRITICAL_LOW', 'CRITICAL_HIGH')
        ) AS values
        FROM test_result r
        JOIN clinical_order o ON o.id = r.order_id
        JOIN catalogue_item i ON i.id = o.item_id
        WHERE r.patient_id = p.id AND r.is_critical AND o.status <> 'CANCELLED'
          AND NOT EXISTS (SELECT FROM result_acknowledgement k WHERE k.result_id = r.id)
          AND NOT EXISTS (SELECT FROM test_result later WHERE later.order_id = r.order_id AND later.version > r.version)
        ORDER BY r.recorded_at DESC, r.id LIMIT ${MOST}) r) AS criticals,
      (SELECT coalesce(jsonb_agg(v), '[]') FROM (
        SELECT v.id, v.starts_at AS at, a.name AS doctor, v.doctor_id AS "doctorId", v.reason, v.status
        FROM appointment v JOIN doctor d ON d.id = v.doctor_id JOIN account a ON a.id = d.account_id
        WHERE v.patient_id = p.id AND v.starts_at > ${now} AND v.status IN ('REQUESTED', 'CONFIRMED', 'CHECKED_IN')
        ORDER BY v.starts_at, v.id LIMIT 4) v) AS coming,
      (SELECT a.reason FROM admission a WHERE a.patient_id = p.id AND a.discharged_at IS NULL) AS "stayReason",
      (SELECT n.updated_at FROM note_draft n
       WHERE n.patient_id = p.id AND n.doctor_id = ${actor.doctorId}::uuid) AS "draftAt",
      (SELECT coalesce(jsonb_agg(l), '[]') FROM (
        SELECT l.id, l.kind, a.name AS "from", l.sent_at AS at
        FROM colleague_letter l JOIN doctor d ON d.id = l.from_id JOIN account a ON a.id = d.account_id
        WHERE l.patient_id = p.id AND l.to_id = ${actor.doctorId}::uuid AND l.answered_at IS NULL
        ORDER BY l.sent_at DESC, l.id LIMIT ${MOST}) l) AS letters
    FROM patient p WHERE p.id = ${patientId}::uuid`
  return head
}
