import type { Actor } from '../access/actor.js'
import { db } from '../db/client.js'
import { Busy, Refusal } from '../shared/errors.js'
import { verifyPassword } from './password-hash.js'
import { countedNames, countForAccount, countFromAddress, forgetTries, forgiveAddress } from './tries.js'

/**
 * Whoever sits down at somebody else's open session guesses no quicker than at log-in: a try counts for the account
 * before it is checked.
 */
export async function requireCurrentPassword(
  actor: Actor,
  account: { username: string; passwordHash: string | null },
  password: string,
  field: string,
): Promise<void> {
  if (!(await countForAccount(countedNames(account.username, actor.id))))
    throw new Refusal('Too many wrong passwords. Wait before the next try, or reset the password by email.', {
      field,
    })
  if (await verifyPassword(account.passwordHash, password)) return
  throw new Refusal('This is not your current password.', { field })
}

/** The password of who is logged in, asked again before something that not everybody at this desk may do. */
export async function requireOwnPassword(
  actor: Actor,
  password: string,
  ip: string,
  field = 'password',
): Promise<void> {
  await countFromAddress(ip).catch((error) => {
    throw error instanceof Busy ? new Refusal(error.message, { field }) : error
  })
  const account = await db.account.findUniqueOrThrow({
    where: { id: actor.id },
    select: { username: true, passwordHash: true },
  })
  await requireCurrentPassword(actor, account, password, field)
  await forgiveAddress(ip)
  await forgetTries(countedNames(account.username, actor.id))
}
