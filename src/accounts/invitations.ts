import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import type { Role } from '../generated/prisma/enums.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { endSessionsOf } from '../web/session.js'
import { requireGoodPassword } from './good-password.js'
import { invitation } from './mails.js'
import { hashPassword } from './password-hash.js'
import { passwordContext } from './password-rules.js'
import { mayBeInvited, roleLabels } from './rules.js'
import { findToken, issueToken, LinkUsed, redeemToken, voidTokens } from './tokens.js'

/** What became of an invitation: mailed to an address, or a link that the admin hands over. */
export type Invited = { name: string; mailedTo: string } | { name: string; link: string }

/** A new link to choose a password; the former one is void. Who has no address gets it from the admin's hand. */
export async function inviteAgain(actor: Actor, accountId: string, now: Date): Promise<Invited> {
  authorize(actor, 'account.create')
  return transaction(async (tx) => {
    const account = await tx.account.findUnique({
      where: { id: accountId },
      select: { id: true, name: true, email: true, role: true, status: true, passwordHash: true },
    })
    if (!account) throw new NotFound()
    const { id, name, email } = account
    if (!mayBeInvited({ ...account, hasPassword: account.passwordHash !== null }))
      throw new Refusal('This person has a password already and resets it by email.')
    await audit(tx, actor, 'account.create', { type: 'account', id, details: { invited: true } })
    if (!email) return { name, link: await invitationLink(tx, id, now) }
    await mailInvitation(tx, { ...account, email }, now)
    return { name, mailedTo: email }
  })
}

/** The invitation's mail, in the transaction that opens the account or asks for another one. */
export async function mailInvitation(
  tx: Tx,
  account: { id: string; name: string; email: string; role: Role },
  now: Date,
): Promise<void> {
  const link = await invitationLink(tx, account.id, now)
  const to = { name: account.name, address: account.email, accountId: account.id }
  await invitation(tx, to, { link, role: roleLabels[account.role] })
}

/** The first password, by the link of the invitation. It does not log in: people do that with what they chose. */
export async function acceptInvitation(secret: string, form: { password: string }, now: Date): Promise<void> {
  const known = await findToken('INVITATION', secret, now)
  if (!known?.account) throw new LinkUsed()
  await requireGoodPassword(form.password, passwordContext(known.account))
  const passwordHash = await hashPassword(form.password)
  await transaction(async (tx) => {
    const id = await redeemToken(tx, 'INVITATION', secret, now)
    if (!id) throw new NotFound()
    await tx.account.update({ where: { id }, data: { passwordHash }, select: { id: true } })
    await endSessionsOf(tx, id)
    await voidTokens(tx, id)
    await audit(tx, null, 'visitor.invitation-accepted', { type: 'account', id })
  })
}

async function invitationLink(tx: Tx, accountId: string, now: Date): Promise<string> {
  const secret = await issueToken(tx, 'INVITATION', accountId, now)
  return `${config.baseUrl}/invitations/${secret}`
}
