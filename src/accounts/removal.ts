import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { db, type Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { withdrawRequestsOf } from './bed-requests.js'
import { giveUpKeptTime } from './held-time.js'
import { requireAnotherAdmin, shutOut } from './suspension.js'

/** `removed`: every trace but the audit trail's. `kept`: suspended, because the records name this person. */
export type Removal = 'removed' | 'kept'

/**
 * Removes an account together with the doctor's profile or the patient's record that belongs to it. Where the
 * hospital's records name the person, the account is suspended instead and all of it is kept; a patient's record
 * is then closed, too.
 */
export async function removeAccount(
  tx: Tx,
  actor: Actor,
  accountId: string,
  form: { reason: string },
  now: Date,
): Promise<Removal> {
  authorize(actor, 'account.remove', { accountId })
  await requireAnotherAdmin(tx, accountId)
  await lock(tx, accountId)
  const stay = await tx.admission.findFirst({
    where: { patient: { accountId }, dischargedAt: null },
    select: { id: true },
  })
  if (stay) throw new Refusal('This patient is admitted. Discharge them first.')
  await requireNoVisits(tx, { accountId })
  const removal = (await hasHistory(accountId, tx)) ? 'kept' : 'removed'
  await shutOut(tx, accountId)
  await giveUpKeptTime(tx, accountId, now)
  await withdrawRequestsOf(tx, actor, { accountId }, recordClosed(form.reason), now)
  if (removal === 'kept') {
    const decision = { decisionReason: form.reason, decidedAt: now, decidedById: actor.id }
    await tx.account.update({
      where: { id: accountId },
      data: { ...decision, status: 'SUSPENDED', version: { increment: 1 } },
      select: { id: true },
    })
    await tx.patient.updateMany({ where: { accountId }, data: { deactivatedAt: now } })
  } else {
    await tx.patient.deleteMany({ where: { accountId } })
    await tx.account.delete({ where: { id: accountId }, select: { id: true } })
  }
  await audit(tx, actor, 'account.remove', {
    type: 'account',
    id: accountId,
    details: { removal, reason: form.reason },
  })
  return removal
}

/** Why a patient who was removed waits for no bed any more, in the words of the list of requests. */
export const recordClosed = (reason: string) => `The record was closed: ${reason}`

/** What the hospital keeps of a patient for good: anything clinical, a stay or an invoice. */
export const inRecords = {
  observations: true,
  assessments: true,
  isolations: true,
  admissions: true,
  assignments: true,
  notes: true,
  prescriptions: true,
  invoices: true,
  appointments: true,
  waiting: true,
  holds: true,
  allergies: true,
  conditions: true,
  orders: true,
  documents: true,
  reports: true,
  summaries: true,
  letters: true,
  scales: true,
  breakGlass: true,
  mergesKept: true,
  mergesGone: true,
  alerts: true,
  requests: true,
  scores: true,
  services: true,
  charges: true,
} as const

/** And of a doctor: whatever they did for a patient, or are to do. */
const inDoctorsRecords = {
  assignments: true,
  notes: true,
  prescriptions: true,
  appointments: true,
  waiting: true,
  holds: true,
  isolations: true,
  alerts: true,
  decisions: true,
} as const

/** An administrator removes a user from the list of accounts. */
export async function removeUser(
  actor: Actor,
  id: string,
  form: { idempotency_key: string; reason: string },
  now: Date,
): Promise<{ name: string; removal: Removal }> {
  authorize(actor, 'account.remove', { accountId: id })
  return once(actor.id, 'account.remove', form, async (tx) => {
    const account = await tx.account.findUnique({ where: { id }, select: { name: true } })
    if (!account) throw new NotFound()
    return { name: account.name, removal: await removeAccount(tx, actor, id, form, now) }
  })
}

/**
 * Whether the records name this person. A patient has history with the first reading, stay, note or invoice; staff
 * with the first thing that they did here. Logging in, and looking after the own password, is none.
 */
export async function hasHistory(accountId: string, tx: Tx = db): Promise<boolean> {
  const account = await tx.account.findUnique({
    where: { id: accountId },
    select: {
      doctor: { select: { _count: { select: inDoctorsRecords } } },
      patient: { select: { _count: { select: inRecords } } },
    },
  })
  if (!account) throw new NotFound()
  const counts = [account.doctor, account.patient].flatMap((profile) => Object.values(profile?._count ?? {}))
  if (counts.some((count) => count > 0)) return true
  if (account.patient) return false
  const deed = await tx.auditEvent.findFirst({
    where: { actorId: accountId, action: { notIn: ['visitor.log-in', 'account.own'] } },
    select: { id: true },
  })
  return deed !== null
}

/** Throws a Refusal while visits of this patient are to come: somebody holds their time for nothing. */
export async function requireNoVisits(
  tx: Tx,
  patient: { accountId: string } | { id: string },
): Promise<void> {
  const visit = await tx.appointment.findFirst({
    where: { patient, status: { in: ['REQUESTED', 'CONFIRMED', 'CHECKED_IN', 'IN_CONSULTATION'] } },
    select: { id: true },
  })
  if (visit) throw new Refusal('This patient has visits to come. Cancel them first.')
}

/** Nobody writes a reading or a note for them between the question whether there is any and the removal. */
async function lock(tx: Tx, accountId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "account" WHERE "id" = ${accountId}::uuid FOR UPDATE`
  await tx.$queryRaw`SELECT 1 FROM "patient" WHERE "account_id" = ${accountId}::uuid FOR UPDATE`
  await tx.$queryRaw`SELECT 1 FROM "doctor" WHERE "account_id" = ${accountId}::uuid FOR UPDATE`
}
