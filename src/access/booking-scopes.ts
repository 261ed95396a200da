import { Prisma } from '../generated/prisma/client.js'
import type { Actor } from './actor.js'
import { nobody } from './scopes.js'

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
