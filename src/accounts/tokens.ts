import { db, type Tx } from '../db/client.js'
import type { TokenPurpose } from '../generated/prisma/enums.js'
import { Refusal } from '../shared/errors.js'
import { hashOf, newSecret } from '../shared/secrets.js'

/** How long each link works, in minutes. */
export const minutesValid: Record<TokenPurpose, number> = {
  PASSWORD_RESET: 30,
  INVITATION: 7 * 24 * 60,
  FIRST_ADMIN: 24 * 60,
}

/** A new secret for a link of this kind to this person. Earlier ones are void. */
export async function issueToken(
  tx: Tx,
  purpose: TokenPurpose,
  accountId: string | null,
  now: Date,
): Promise<string> {
  const { secret, hash } = newSecret()
  const expiresAt = new Date(now.getTime() + minutesValid[purpose] * 60_000)
  await tx.accountToken.deleteMany({ where: { purpose, accountId } })
  await tx.accountToken.create({
    data: { purpose, accountId, hash, expiresAt },
    select: { id: true },
  })
  return secret
}

/** Whether a link can still be used: for the page that it opens. */
export async function findToken(purpose: TokenPurpose, secret: string, now: Date) {
  return db.accountToken.findFirst({
    where: usable(purpose, secret, now),
    select: { account: { select: { id: true, name: true, email: true, username: true, role: true } } },
  })
}

/** Uses a link, once: of two at the same instant one is refused. Gives the account that it was made for. */
export async function redeemToken(
  tx: Tx,
  purpose: TokenPurpose,
  secret: string,
  now: Date,
): Promise<string | null> {
  const [used] = await tx.accountToken.updateManyAndReturn({
    where: usable(purpose, secret, now),
    data: { usedAt: now },
    select: { accountId: true },
  })
  if (!used) throw new LinkUsed()
  return used.accountId
}

/** No link of this person works any longer: their rights, their address or their password changed. */
export async function voidTokens(tx: Tx, accountId: string): Promise<void> {
  await tx.accountToken.deleteMany({ where: { accountId } })
}

export class LinkUsed extends Refusal {
  constructor() {
    super('This link was used already or is too old. Ask for a new one.')
  }
}

const usable = (purpose: TokenPurpose, secret: string, now: Date) => ({
  purpose,
  hash: hashOf(secret),
  usedAt: null,
  expiresAt: { gt: now },
})
