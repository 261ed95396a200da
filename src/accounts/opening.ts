import type { Actor } from '../access/actor.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import type { Role } from '../generated/prisma/enums.js'
import { mailInvitation } from './invitations.js'
import { freeUsername } from './usernames.js'

export interface NewAccount {
  role: Role
  name: string
  /** Null only for receptionists and clinical data entry: their invitation is handed over as a link. */
  email: string | null
  phone: string | null
  /** Null: proposed from the name. */
  username: string | null
  employeeNumber: string | null
}

/**
 * Opens an account for somebody, in the transaction of a command that has authorised it (a new member of staff, a
 * new doctor, a patient who wants a log-in). It is active at once and has no password until its person follows the
 * invitation, which is mailed where there is an address.
 */
export async function openAccount(
  tx: Tx,
  actor: Actor,
  person: NewAccount,
  now: Date,
): Promise<{ id: string; username: string }> {
  const username = person.username ?? (await freeUsername(tx, person.name))
  const account = await tx.account.create({
    data: { ...person, username, status: 'ACTIVE' },
    select: { id: true, name: true, username: true, email: true, role: true },
  })
  await audit(tx, actor, 'account.create', {
    type: 'account',
    id: account.id,
    details: { role: person.role },
  })
  if (account.email) await mailInvitation(tx, { ...account, email: account.email }, now)
  return { id: account.id, username }
}
