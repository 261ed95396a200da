import type { Actor } from '../access/actor.js'
import { appointmentsOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { recordEvent, requireOpen, setState, visitOf } from '../appointments/changes.js'
import { visitNumber } from '../appointments/rules.js'
import { showAnew } from '../appointments/telling.js'
import { nextToken } from '../appointments/tokens.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { db, type Tx, transaction } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { rescue } from '../offers/rescue.js'
import { Refusal } from '../shared/errors.js'
import { hashOf } from '../shared/secrets.js'
import { type Code, readCode } from './code-rules.js'

/** The patient is here: the visit joins its doctor's queue of today, with a token. */
export function checkIn(actor: Actor, id: string, now: Date): Promise<{ id: string; token: string }> {
  authorize(actor, 'appointment.check-in')
  return transaction(async (tx) => {
    const visit = await visitOf(tx, actor, id)
    await requireOpen(tx, visit, 'check-in', actor.role, now)
    const token = await nextToken(tx, visit.doctorId, visit.day)
    await setState(tx, visit, { status: 'CHECKED_IN', token, checkedInAt: now })
    await recordEvent(tx, actor, id, 'CHECKED_IN', null, { token })
    // Who comes late to a doctor who has gone meanwhile is in the house now, and needs another one.
    if (await hasGone(tx, visit.doctorId, now)) await rescue(tx, actor, [{ id }], now)
    await audit(tx, actor, 'appointment.check-in', { type: 'appointment', id, patientId: visit.patientId })
    await showAnew(tx, visit)
    await announce(tx, ['queue'])
    return { id, token }
  })
}

const hasGone = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.doctor.count({
    where: {
      ...{ id, account: { status: 'ACTIVE' } },
      leaves: { none: { cancelledAt: null, startsAt: { lte: now }, endsAt: { gt: now } } },
    },
  })) === 0

/** Check-in by what was typed or scanned. Throws a Refusal beside `code`. */
export async function checkInByCode(
  actor: Actor,
  typed: string,
  now: Date,
): Promise<{ id: string; token: string }> {
  authorize(actor, 'appointment.check-in')
  const code = readCode(typed)
  if (!code) throw new Refusal('Enter the number of the visit, like {{example}}.', { ...beside, ...example })
  const visit = await db.appointment.findFirst({
    where: { AND: [meantBy(code), appointmentsOf(actor)] },
    select: { id: true },
  })
  if (!visit) throw new Refusal('There is no visit of this number.', beside)
  return checkIn(actor, visit.id, now).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal(error.message, { ...beside, values: error.values }) : error
  })
}

const beside = { field: 'code' }
const example = { values: { example: visitNumber(4211) } }

function meantBy(code: Code): Prisma.AppointmentWhereInput {
  if ('number' in code) return { number: code.number }
  if ('id' in code) return { id: code.id }
  return { links: { some: { hash: hashOf(code.secret), purpose: 'APPOINTMENT', revokedAt: null } } }
}
