import { Prisma } from '../generated/prisma/client.js'
import type { Actor } from './actor.js'
import { nobody, patientsOf, patientsOfInSql } from './scopes.js'

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
