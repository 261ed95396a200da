import type { Actor } from '../access/actor.js'
import { authorize, can } from '../access/policy.js'
import { findActor } from '../accounts/queries.js'
import { audit } from '../audit/commands.js'
import { db, type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { NotFound } from '../shared/errors.js'
import { hashOf, newSecret } from '../shared/secrets.js'

/** Since when this person has a private calendar address; null where they have none. */
export async function ownFeedSince(actor: Actor): Promise<Date | null> {
  authorize(actor, 'calendar.own')
  const link = await db.linkToken.findFirst({ where: inUse(actor), select: { createdAt: true } })
  return link?.createdAt ?? null
}

/**
 * A private address under which calendars read this person's visits; the one before works no longer. Its secret is
 * given this once, and null for a repeat of the same form: only the SHA-256 is kept.
 */
export async function openFeed(
  actor: Actor,
  form: { idempotency_key: string },
  now: Date,
): Promise<string | null> {
  authorize(actor, 'calendar.own')
  let made: string | null = null
  await once(actor.id, 'calendar.open', form, async (tx) => {
    await revoke(tx, actor, now)
    const { secret, hash } = newSecret()
    const link = await tx.linkToken.create({
      data: { purpose: 'CALENDAR', accountId: actor.id, hash },
      select: { id: true },
    })
    await audit(tx, actor, 'calendar.own', { type: 'link_token', id: link.id, details: { done: 'opened' } })
    made = secret
    return { id: link.id }
  })
  return made
}

/** The address works no longer, at once. */
export function closeFeed(actor: Actor, now: Date): Promise<void> {
  authorize(actor, 'calendar.own')
  return transaction(async (tx) => {
    const count = await revoke(tx, actor, now)
    if (count > 0)
      await audit(tx, actor, 'calendar.own', {
        type: 'account',
        id: actor.id,
        details: { done: 'closed' },
      })
  })
}

/** Whose calendar this is. Throws NotFound for a secret that is unknown or revoked, or whose account is not active. */
export async function ownerOfFeed(secret: string): Promise<Actor> {
  const link = await db.linkToken.findFirst({
    where: { purpose: 'CALENDAR', hash: hashOf(secret), revokedAt: null },
    select: { accountId: true },
  })
  const owner = link?.accountId ? await findActor(link.accountId) : null
  if (!owner || !can(owner, 'calendar.own')) throw new NotFound()
  return owner
}

/** One at a time: the account's row is held, so that two new addresses never stand side by side. */
async function revoke(tx: Tx, actor: Actor, now: Date): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM "account" WHERE "id" = ${actor.id}::uuid FOR UPDATE`
  const { count } = await tx.linkToken.updateMany({ where: inUse(actor), data: { revokedAt: now } })
  return count
}

const inUse = (actor: Actor) => ({ purpose: 'CALENDAR' as const, accountId: actor.id, revokedAt: null })
