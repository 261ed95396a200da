import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, type Tx, transaction } from '../db/client.js'
import { addJob } from '../jobs/queue.js'
import { NotFound } from '../shared/errors.js'
import { endSessionsOf } from '../web/session.js'
import { requireGoodPassword } from './good-password.js'
import { passwordChanged, passwordReset } from './mails.js'
import { requireCurrentPassword } from './own-password.js'
import { hashPassword } from './password-hash.js'
import { passwordContext } from './password-rules.js'
import { findToken, issueToken, LinkUsed, redeemToken, voidTokens } from './tokens.js'
import { forgetAllTries } from './tries.js'

/** Asked for a new password: the answer and the work are the same for an address that nobody has. */
export async function askForPasswordReset(form: { email: string }): Promise<void> {
  await transaction((tx) => addJob(tx, 'accounts.send-password-reset', { email: form.email }))
}

/** Mails the link, if there is such an account and its person may log in. */
export async function sendPasswordReset({ email }: { email: string }): Promise<void> {
  const now = new Date()
  await transaction(async (tx) => {
    const account = await tx.account.findUnique({
      where: { email, status: 'ACTIVE' },
      select: { id: true, name: true },
    })
    if (!account) return
    const secret = await issueToken(tx, 'PASSWORD_RESET', account.id, now)
    const link = `${config.baseUrl}/password/reset/${secret}`
    await passwordReset(tx, { name: account.name, address: email, accountId: account.id }, { link })
  })
}

/** A new password by the mailed link. All sessions end; it does not log in. */
export async function resetPassword(secret: string, form: { password: string }, now: Date): Promise<void> {
  const known = await findToken('PASSWORD_RESET', secret, now)
  if (!known?.account) throw new LinkUsed()
  await requireGoodPassword(form.password, passwordContext(known.account))
  const passwordHash = await hashPassword(form.password)
  await transaction(async (tx) => {
    const accountId = await redeemToken(tx, 'PASSWORD_RESET', secret, now)
    if (!accountId) throw new NotFound()
    await savePassword(tx, accountId, passwordHash)
    await audit(tx, null, 'visitor.password-reset', { type: 'account', id: accountId })
  })
}

/** A person changes their own password, and knows the old one. All their sessions end. */
export async function changePassword(
  actor: Actor,
  form: { currentPassword: string; password: string },
): Promise<void> {
  authorize(actor, 'account.own')
  const account = await db.account.findUniqueOrThrow({
    where: { id: actor.id },
    select: { name: true, email: true, username: true, role: true, passwordHash: true },
  })
  await requireCurrentPassword(actor, account, form.currentPassword, 'currentPassword')
  await requireGoodPassword(form.password, passwordContext(account))
  const passwordHash = await hashPassword(form.password)
  await transaction(async (tx) => {
    await savePassword(tx, actor.id, passwordHash)
    await audit(tx, actor, 'account.own', {
      type: 'account',
      id: actor.id,
      details: { changed: 'password' },
    })
  })
}

/** No older link and no session outlives the old password; its owner hears of it, and may try to log in at once. */
async function savePassword(tx: Tx, accountId: string, passwordHash: string): Promise<void> {
  const account = await tx.account.update({
    where: { id: accountId },
    data: { passwordHash },
    select: { id: true, name: true, email: true, username: true },
  })
  await endSessionsOf(tx, accountId)
  await voidTokens(tx, accountId)
  await forgetAllTries(tx, account)
  if (account.email) await passwordChanged(tx, { name: account.name, address: account.email, accountId }, {})
}
