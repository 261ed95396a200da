import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { giveUpKeptTime } from '../accounts/held-time.js'
import { becomes } from '../accounts/rules.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { NotFound } from '../shared/errors.js'
import { keepOnceApproved } from './kept-time.js'
import { approved, rejected } from './mails.js'

export interface Approved {
  names: string[]
  /** About whom somebody else had decided by then. */
  decided: string[]
}

/** Lets people in who had registered, one or several at once; each is told by mail. */
export async function approveAccounts(
  actor: Actor,
  form: { accountIds: string[] },
  now: Date,
): Promise<Approved> {
  authorize(actor, 'account.decide')
  return transaction(async (tx) => {
    const accounts = await lockedAccounts(tx, form.accountIds)
    if (accounts.length === 0) throw new NotFound()
    const waiting = accounts.filter(({ status }) => status === 'PENDING' || status === 'REJECTED')
    await tx.account.updateMany({
      where: { id: { in: waiting.map(({ id }) => id) } },
      data: { ...decisionBy(actor, null, now), status: 'ACTIVE' },
    })
    for (const { id, name, username, email, patient } of waiting) {
      const kept = patient && (await keepOnceApproved(tx, patient.id, now))
      if (email) await approved(tx, { name, address: email, accountId: id }, { username, kept })
      await audit(tx, actor, 'account.decide', {
        type: 'account',
        id,
        details: { decision: 'approve' },
      })
    }
    const names = waiting.map(({ name }) => name)
    const decided = accounts.filter((account) => !waiting.includes(account)).map(({ name }) => name)
    return { names, decided }
  })
}

/**
 * Turns a registration down. The reason goes to the person by mail, and stands where they would log in; a time that was
 * kept for them is free again.
 */
export async function rejectAccount(
  actor: Actor,
  id: string,
  form: { idempotency_key: string; reason: string },
  now: Date,
): Promise<{ name: string }> {
  authorize(actor, 'account.decide')
  return once(actor.id, 'account.reject', form, async (tx) => {
    const [account] = await lockedAccounts(tx, [id])
    if (!account) throw new NotFound()
    const status = becomes(account.status, 'reject')
    await tx.account.update({
      where: { id },
      data: { ...decisionBy(actor, form.reason, now), status },
      select: { id: true },
    })
    await giveUpKeptTime(tx, id, now)
    const { name, email } = account
    if (email) await rejected(tx, { name, address: email, accountId: id }, { reason: form.reason })
    await audit(tx, actor, 'account.decide', {
      type: 'account',
      id,
      details: { decision: 'reject', reason: form.reason },
    })
    return { name }
  })
}

/** Two administrators decide about the same person one after the other, and the second sees what the first did. */
async function lockedAccounts(tx: Tx, ids: string[]) {
  const inOrder = [...ids].sort()
  await tx.$queryRaw`SELECT 1 FROM "account" WHERE "id" = ANY(${inOrder}::uuid[]) ORDER BY "id" FOR UPDATE`
  return tx.account.findMany({
    where: { id: { in: inOrder } },
    select: {
      ...{ id: true, name: true, username: true, email: true, status: true },
      patient: { select: { id: true } },
    },
    orderBy: { createdAt: 'asc' },
  })
}

const decisionBy = (actor: Actor, reason: string | null, now: Date) => ({
  decidedById: actor.id,
  decidedAt: now,
  decisionReason: reason,
  version: { increment: 1 },
})
