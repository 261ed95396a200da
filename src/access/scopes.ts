import { Prisma } from '../generated/prisma/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import type { Actor } from './actor.js'

const CARE_DAYS_AFTER = 90
const nobody = { id: { in: [] as string[] } }

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

/** Triages of the patients one reaches; clinical data entry, what waits to be completed and what they recorded. */
export function triagesOf(actor: Actor, now: Date): Prisma.TriageAssessmentWhereInput {
  if (actor.role === 'DATA_ENTRY') return { OR: [{ status: 'INCOMPLETE' }, { recordedById: actor.id }] }
  return { patient: patientsOf(actor, now) }
}

/** Rounds of vital signs: of the patients one reaches; clinical data entry, those that they wrote down themselves. */
export function observationsOf(actor: Actor, now: Date): Prisma.ObservationWhereInput {
  return actor.role === 'DATA_ENTRY' ? { recordedById: actor.id } : { patient: patientsOf(actor, now) }
}

/** Invoices: staff at the desk reach all; a patient reaches their own; nobody else any. */
export function invoicesOf(actor: Actor): Prisma.InvoiceWhereInput {
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
      return {}
    case 'PATIENT':
      return actor.patientId ? { patientId: actor.patientId } : nobody
    default:
      return nobody
  }
}

/** Care assignments that give a doctor access: current, or ended within the last 90 days. */
export function inCareOf(doctorId: string, now: Date): Prisma.CareAssignmentWhereInput {
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

/**
 * Alerts: the desk and the administration reach all; a doctor those that are addressed to them or that they were told
 * of, and those of the patients they reach.
 */
export function alertsOf(actor: Actor, now: Date): Prisma.AlertWhereInput {
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
      return {}
    case 'DOCTOR':
      return actor.doctorId
        ? {
            OR: [
              { doctorId: actor.doctorId },
              { steps: { some: { accountId: actor.id } } },
              { patient: patientsOf(actor, now) },
            ],
          }
        : nobody
    default:
      return nobody
  }
}

/** `alertsOf` for tagged queries over `alert e JOIN patient p`. */
export function alertsOfInSql(actor: Actor, now: Date): Prisma.Sql {
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
      return Prisma.sql`TRUE`
    case 'DOCTOR':
      return Prisma.sql`(e.doctor_id = ${actor.doctorId}::uuid
        OR EXISTS (SELECT FROM alert_step told WHERE told.alert_id = e.id AND told.account_id = ${actor.id}::uuid)
        OR ${patientsOfInSql(actor, now)})`
    default:
      return Prisma.sql`FALSE`
  }
}

/** Visits that give a doctor access: to come, under way, or over for at most 90 days; not those that never were. */
function attending(doctorId: string, now: Date): Prisma.AppointmentWhereInput {
  return { doctorId, status: { in: attended }, endsAt: { gte: earliestEnd(now) } }
}

const attended: AppointmentStatus[] = ['REQUESTED', 'CONFIRMED', 'CHECKED_IN', 'IN_CONSULTATION', 'COMPLETED']

/** Orders: the desk and clinical data entry reach all, a doctor those of their patients, a patient theirs. */
export function ordersOf(actor: Actor, now: Date): Prisma.ClinicalOrderWhereInput {
  return { patient: patientsOf(actor, now) }
}

/**
 * Documents: of the patients one reaches. Clinical data entry gets those of orders and what they filed themselves; a
 * patient what was released and what they sent themselves; the desk none.
 */
export function documentsOf(actor: Actor, now: Date): Prisma.DocumentWhereInput {
  const reached: Prisma.DocumentWhereInput = { removedAt: null, patient: patientsOf(actor, now) }
  switch (actor.role) {
    case 'ADMIN':
    case 'DOCTOR':
      return reached
    case 'DATA_ENTRY':
      return { ...reached, OR: [{ orderId: { not: null } }, { uploadedById: actor.id }] }
    case 'PATIENT':
      return { ...reached, OR: [{ releasedAt: { not: null } }, { uploadedById: actor.id }] }
    case 'RECEPTIONIST':
      return nobody
  }
}

/** `documentsOf` for tagged queries over `document d JOIN patient p`. */
export function documentsOfInSql(actor: Actor, now: Date): Prisma.Sql {
  const reached = Prisma.sql`d.removed_at IS NULL AND ${patientsOfInSql(actor, now)}`
  switch (actor.role) {
    case 'ADMIN':
    case 'DOCTOR':
      return reached
    case 'DATA_ENTRY':
      return Prisma.sql`${reached} AND (d.order_id IS NOT NULL OR d.uploaded_by_id = ${actor.id}::uuid)`
    case 'PATIENT':
      return Prisma.sql`${reached} AND (d.released_at IS NOT NULL OR d.uploaded_by_id = ${actor.id}::uuid)`
    case 'RECEPTIONIST':
      return Prisma.sql`FALSE`
  }
}

/** Visits: the desk reaches all, a doctor their own, a patient theirs and those of whom they book for. */
export function appointmentsOf(actor: Actor): Prisma.AppointmentWhereInput {
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
      return {}
    case 'DOCTOR':
      return actor.doctorId ? { doctorId: actor.doctorId } : nobody
    case 'PATIENT':
      return { patient: familyOf(actor) }
    case 'DATA_ENTRY':
      return nobody
  }
}

/** `appointmentsOf` for tagged queries over `appointment v`. */
export function appointmentsOfInSql(actor: Actor): Prisma.Sql {
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
      return Prisma.sql`TRUE`
    case 'DOCTOR':
      return Prisma.sql`v.doctor_id = ${actor.doctorId}::uuid`
    case 'PATIENT':
      return Prisma.sql`v.patient_id = ${familyInSql(actor)}`
    case 'DATA_ENTRY':
      return Prisma.sql`FALSE`
  }
}

/** Times that are held for patients: the desk reaches all, a patient theirs and those of whom they book for. */
export function offersOf(actor: Actor): Prisma.SlotHoldWhereInput {
  const offered: Prisma.SlotHoldWhereInput = { kind: { in: ['RESCUE', 'WAITING'] } }
  return { ...offered, ...forWhomTheyBook(actor) }
}

/** `offersOf` for tagged queries over `slot_hold h`. */
export function offersOfInSql(actor: Actor): Prisma.Sql {
  const offered = Prisma.sql`h.kind IN ('RESCUE', 'WAITING')`
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
      return offered
    case 'PATIENT':
      return Prisma.sql`${offered} AND h.patient_id = ${familyInSql(actor)}`
    default:
      return Prisma.sql`FALSE`
  }
}

/** Waiting for a time: likewise. */
export const waitingOf = (actor: Actor): Prisma.WaitingEntryWhereInput => forWhomTheyBook(actor)

/** `waitingOf` for tagged queries over `waiting_entry w`. */
export function waitingOfInSql(actor: Actor): Prisma.Sql {
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
      return Prisma.sql`TRUE`
    case 'PATIENT':
      return Prisma.sql`w.patient_id = ${familyInSql(actor)}`
    default:
      return Prisma.sql`FALSE`
  }
}

function forWhomTheyBook(actor: Actor) {
  switch (actor.role) {
    case 'ADMIN':
    case 'RECEPTIONIST':
      return {}
    case 'PATIENT':
      return { patient: familyOf(actor) }
    default:
      return nobody
  }
}

/** Whom a patient's account books for: themselves, and their family. */
export function familyOf(actor: Actor): Prisma.PatientWhereInput {
  return {
    deactivatedAt: null,
    OR: [{ accountId: actor.id }, { guardians: { some: { accountId: actor.id } } }],
  }
}

/** `familyOf` for tagged queries over `patient p`. */
export const familyOfInSql = (actor: Actor) => Prisma.sql`p.id = ${familyInSql(actor)}`

/** The same, read once and by indexes: `patient_id = …`. */
const familyInSql = (actor: Actor) => Prisma.sql`ANY (ARRAY(
  SELECT own.id FROM patient own WHERE own.account_id = ${actor.id}::uuid AND own.deactivated_at IS NULL
  UNION ALL
  SELECT own.id FROM guardianship g JOIN patient own ON own.id = g.patient_id
  WHERE g.account_id = ${actor.id}::uuid AND own.deactivated_at IS NULL))`

const earliestEnd = (now: Date) => new Date(now.getTime() - CARE_DAYS_AFTER * 24 * 60 * 60 * 1000)
