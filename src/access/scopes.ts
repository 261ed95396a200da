import { Prisma } from '../generated/prisma/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import type { Actor } from './actor.js'

const CARE_DAYS_AFTER = 90
/** For a role that reaches none of them. */
export const nobody = { id: { in: [] as string[] } }

/**
 * Which patients this person reaches. A doctor reaches those in their care: assigned, seen, or asked about by a
 * colleague or an order of theirs, now or until at most 90 days ago; those of an alert that they are told of, while
 * nobody has answered it, or that they answered; and whose glass they broke within the hour.
 * Somebody else's patient is not found, the same as none.
 */
export function patientsOf(actor: Actor, now: Date): Prisma.PatientWhereInput {
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
    case 'DATA_ENTRY':
      return {}
    case 'DOCTOR':
      return actor.doctorId
        ? {
            OR: [
              { assignments: { some: inCareOf(actor.doctorId, now) } },
              { appointments: { some: attending(actor.doctorId, now) } },
              { orders: { some: { doctorId: actor.doctorId, orderedAt: { gte: earliestEnd(now) } } } },
              { letters: { some: { toId: actor.doctorId, sentAt: { gte: earliestEnd(now) } } } },
              { alerts: { some: alerting(actor, now) } },
              { breakGlass: { some: { doctorId: actor.doctorId, endsAt: { gt: now } } } },
            ],
          }
        : nobody
    case 'PATIENT':
      return actor.patientId ? { id: actor.patientId } : nobody
  }
}

/** `patientsOf` for tagged queries over `patient p`. */
export function patientsOfInSql(actor: Actor, now: Date): Prisma.Sql {
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
    case 'DATA_ENTRY':
      return Prisma.sql`TRUE`
    case 'DOCTOR':
      if (!actor.doctorId) return Prisma.sql`FALSE`
      return Prisma.sql`(EXISTS (
        SELECT FROM care_assignment c
        WHERE c.patient_id = p.id AND c.doctor_id = ${actor.doctorId}::uuid
          AND (c.ended_at IS NULL OR c.ended_at >= ${earliestEnd(now)}))
        OR EXISTS (
        SELECT FROM appointment v
        WHERE v.patient_id = p.id AND v.doctor_id = ${actor.doctorId}::uuid
          AND v.status::text = ANY (${attended}) AND v.ends_at >= ${earliestEnd(now)})
        OR EXISTS (
        SELECT FROM clinical_order o
        WHERE o.patient_id = p.id AND o.doctor_id = ${actor.doctorId}::uuid AND o.ordered_at >= ${earliestEnd(now)})
        OR EXISTS (
        SELECT FROM colleague_letter l
        WHERE l.patient_id = p.id AND l.to_id = ${actor.doctorId}::uuid AND l.sent_at >= ${earliestEnd(now)})
        OR EXISTS (
        SELECT FROM alert w
        WHERE w.patient_id = p.id AND (
          (w.acknowledged_by_id = ${actor.id}::uuid AND w.acknowledged_at >= ${earliestEnd(now)})
          OR (w.status = 'OPEN' AND EXISTS (
            SELECT FROM alert_step s WHERE s.alert_id = w.id AND s.account_id = ${actor.id}::uuid))))
        OR EXISTS (
        SELECT FROM break_glass b
        WHERE b.patient_id = p.id AND b.doctor_id = ${actor.doctorId}::uuid AND b.ends_at > ${now}))`
    case 'PATIENT':
      return Prisma.sql`p.id = ${actor.patientId}::uuid`
  }
}

/** The record of the patient who is asking. Throws NotFound where their account has none. */
export function ownPatientId(actor: Actor): string {
  if (!actor.patientId) throw new NotFound()
  return actor.patientId
}

/** Care assignments that give a doctor access: current, or ended within the last 90 days. */
function inCareOf(doctorId: string, now: Date): Prisma.CareAssignmentWhereInput {
  return { doctorId, OR: [{ endedAt: null }, { endedAt: { gte: earliestEnd(now) } }] }
}

/** Alerts that give a doctor access: they are asked for an answer, or gave one within the last 90 days. */
function alerting(actor: Actor, now: Date): Prisma.AlertWhereInput {
  return {
    OR: [
      { acknowledgedById: actor.id, acknowledgedAt: { gte: earliestEnd(now) } },
      { status: 'OPEN', steps: { some: { accountId: actor.id } } },
    ],
  }
}

/** Visits that give a doctor access: to come, under way, or over for at most 90 days; not those that never were. */
function attending(doctorId: string, now: Date): Prisma.AppointmentWhereInput {
  return { doctorId, status: { in: attended }, endsAt: { gte: earliestEnd(now) } }
}

const attended: AppointmentStatus[] = ['REQUESTED', 'CONFIRMED', 'CHECKED_IN', 'IN_CONSULTATION', 'COMPLETED']

const earliestEnd = (now: Date) => new Date(now.getTime() - CARE_DAYS_AFTER * 24 * 60 * 60 * 1000)
