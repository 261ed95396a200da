import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { addJob } from '../jobs/queue.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { endSessionsOf } from '../web/session.js'
import { giveUpKeptTime } from './held-time.js'
import { becomes } from './rules.js'
import { voidTokens } from './tokens.js'

/** Shuts somebody out at once: their sessions end, their links are void, and at log-in they read the reason. */
export async function suspendAccount(
  actor: Actor,
  accountId: string,
  form: { idempotency_key: string; reason: string },
  now: Date,
): Promise<{ name: string }> {
  authorize(actor, 'account.suspend', { accountId })
  return once(actor.id, 'account.suspend', form, async (tx) => {
    await requireAnotherAdmin(tx, accountId)
    const name = await decide(tx, actor, accountId, 'suspend', form.reason, now)
    await shutOut(tx, accountId)
    await giveUpKeptTime(tx, accountId, now)
    await audit(tx, actor, 'account.suspend', {
      type: 'account',
      id: accountId,
      details: { reason: form.reason },
    })
    return { name }
  })
}

/** Lets a suspended person in again, with the password that they had. */
export async function restoreAccount(actor: Actor, accountId: string, now: Date): Promise<{ name: string }> {
  authorize(actor, 'account.suspend', { accountId })
  return transaction(async (tx) => {
    const merged = await tx.patient.count({ where: { accountId, mergedIntoId: { not: null } } })
    if (merged > 0)
      throw new Refusal(
        'The record of this patient was merged into another one. Undo the merge, and the account is open again.',
      )
    const name = await decide(tx, actor, accountId, 'restore', null, now)
    // A patient's record that was closed with the account is open again, too.
    await tx.patient.updateMany({ where: { accountId }, data: { deactivatedAt: null } })
    // Whose visits nobody has moved meanwhile is seen after all.
    const doctor = await tx.doctor.findUnique({ where: { accountId }, select: { id: true } })
    if (doctor) await addJob(tx, 'timetables.review', { doctorId: doctor.id })
    await audit(tx, actor, 'account.suspend', {
      type: 'account',
      id: accountId,
      details: { restored: true },
    })
    return { name }
  })
}

/** Nobody is left inside: sessions end now, and no link that was mailed lets them in again. */
export async function shutOut(tx: Tx, accountId: string): Promise<void> {
  await endSessionsOf(tx, accountId)
  await voidTokens(tx, accountId)
  // Whoever was to be seen by them is looked after, where they are a doctor and do not come back at once.
  await addJob(tx, 'offers.doctor-left', { accountId })
}

/**
 * Refuses to take away the last administrator who can log in. All of them are locked, so that two administrators
 * who suspend each other at the same instant do not both succeed.
 */
export async function requireAnotherAdmin(tx: Tx, accountId: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "account"
    WHERE "role" = 'ADMIN' AND "status" = 'ACTIVE' AND "password_hash" IS NOT NULL
    ORDER BY "id" FOR UPDATE`
  if (admins.every(({ id }) => id === accountId))
    throw new Refusal('This is the last administrator who can log in. Make another one first.')
}

async function decide(
  tx: Tx,
  actor: Actor,
  accountId: string,
  decision: 'suspend' | 'restore',
  reason: string | null,
  now: Date,
): Promise<string> {
  const account = await tx.account.findUnique({
    where: { id: accountId },
    select: { name: true, status: true },
  })
  if (!account) throw new NotFound()
  const status = becomes(account.status, decision)
  const { count } = await tx.account.updateMany({
    where: { id: accountId, status: account.status },
    data: {
      status,
      decisionReason: reason,
      decidedAt: now,
      decidedById: actor.id,
      version: { increment: 1 },
    },
  })
  if (count === 0)
    throw new Refusal('Somebody else decided about this account at the same moment. Look at it again.')
  return account.name
}
