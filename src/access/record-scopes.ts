import { Prisma } from '../generated/prisma/client.js'
import type { Actor } from './actor.js'
import { nobody, patientsOf, patientsOfInSql } from './scopes.js'

/** Triages of the patients one reaches; clinical data entry, what waits to be completed and what they recorded. */
export function triagesOf(actor: Actor, now: Date): Prisma.TriageAssessmentWhereInput {
  if (actor.role === 'DATA_ENTRY') return { OR: [{ status: 'INCOMPLETE' }, { recordedById: actor.id }] }
  return { patient: patientsOf(actor, now) }
}

/** Rounds of vital signs: of the patients one reaches; clinical data entry, those that they wrote down themselves. */
export function observationsOf(actor: Actor, now: Date): Prisma.ObservationWhereInput {
  return actor.role === 'DATA_ENTRY' ? { recordedById: actor.id } : { patient: patientsOf(actor, now) }
}

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
