import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { openAlertsOf } from '../alerts/queries.js'
import { visitsOfPatient } from '../appointments/visit-queries.js'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import type { AdmissionStatus } from '../generated/prisma/enums.js'
import { doctorsInCharge } from '../patients/care-queries.js'
import { findPatient } from '../patients/queries.js'
import { currentMedicines } from '../prescriptions/current-queries.js'
import { dayIn } from '../shared/calendar.js'
import { latestAssessment } from '../triage/queries.js'
import { recordHead } from './head-queries.js'
import { lookAt } from './look-queries.js'
import { type TimelineFilter, timelineOf } from './timeline-queries.js'

export const VISITS_SHOWN = 4

/** What the desk sees of a patient: who, how to reach them, triage, stays, doctors; nothing that a doctor wrote. */
export async function deskRecord(actor: Actor, id: string, now: Date) {
  authorize(actor, 'patient.view')
  const patient = await findPatient(actor, id, now)
  await auditRead(actor, 'patient.view', id)
  const [details, triage, doctors, stays, visits, alerts] = await Promise.all([
    db.patient.findUniqueOrThrow({ where: { id }, select: deskFields }),
    latestAssessment(id),
    doctorsInCharge(id),
    staysOf(id),
    visitsOfPatient(id, now, VISITS_SHOWN + 1),
    openAlertsOf(id),
  ])
  return { patient, details, triage, doctors, stays, visits, alerts }
}

/** The whole record. Eight statements, whatever it holds; that somebody looks is written down before the rest is read. */
export async function clinicalRecord(
  actor: Actor,
  id: string,
  { looks, ...filter }: TimelineFilter & { looks: boolean },
  now: Date,
) {
  authorize(actor, 'note.view')
  const patient = await findPatient(actor, id, now)
  const { before } = await lookAt(actor, id, now, looks)
  const [head, triage, doctors, medicines, entries] = await Promise.all([
    recordHead(actor, id, now),
    latestAssessment(id),
    doctorsInCharge(id),
    currentMedicines(id, dayIn(now, config.zone)),
    timelineOf(id, filter),
  ])
  return { patient, before, head, triage, doctors, medicines, entries }
}

export type DeskRecord = Awaited<ReturnType<typeof deskRecord>>
export type ClinicalRecord = Awaited<ReturnType<typeof clinicalRecord>>

const deskFields = { email: true, address: true, governmentIdKind: true, governmentIdNumber: true } as const

export interface StayRow {
  id: string
  status: AdmissionStatus
  reason: string
  admittedAt: Date
  dischargedAt: Date | null
  dischargeNote: string | null
  ward: string
  bed: string
  invoiceId: string | null
  invoiceNumber: string | null
}

/** The stays of a patient who was reached through the scope, newest first, each with its last bed and its invoice. */
function staysOf(patientId: string): Promise<StayRow[]> {
  return db.$queryRaw<StayRow[]>`
    SELECT a.id, a.status, a.reason, a.admitted_at AS "admittedAt", a.discharged_at AS "dischargedAt",
      a.discharge_note AS "dischargeNote", w.name AS ward, b.number AS bed, i.id AS "invoiceId",
      i.number AS "invoiceNumber"
    FROM admission a
    JOIN LATERAL (
      SELECT s.bed_id FROM bed_stay s WHERE s.admission_id = a.id ORDER BY s.started_at DESC, s.id DESC LIMIT 1) s ON TRUE
    JOIN bed b ON b.id = s.bed_id
    JOIN ward w ON w.id = b.ward_id
    LEFT JOIN invoice i ON i.admission_id = a.id
      AND NOT EXISTS (SELECT FROM invoice_voiding v WHERE v.invoice_id = i.id)
    WHERE a.patient_id = ${patientId}::uuid
    ORDER BY a.admitted_at DESC, a.id DESC
    LIMIT 20`
}
