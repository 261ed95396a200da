import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { transaction } from '../db/client.js'
import { once } from '../db/once.js'
import type { Role } from '../generated/prisma/enums.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import type { EditedAccount, NewStaff } from './forms.js'
import { mailInvitation } from './invitations.js'
import { openAccount } from './opening.js'
import { accountFields, needsEmail } from './rules.js'
import { requireAnotherAdmin, shutOut } from './suspension.js'

/** A receptionist, somebody for data entry or an administrator; active at once, with an invitation to a password. */
export async function createStaff(actor: Actor, form: NewStaff, now: Date): Promise<{ id: string }> {
  authorize(actor, 'account.create')
  requireEmail(form.role, form.email)
  return once(actor.id, 'account.create', form, async (tx) => {
    const { name, role, email, phone, username, employeeNumber } = form
    const { id } = await openAccount(tx, actor, { name, role, email, phone, username, employeeNumber }, now)
    return { id }
  })
}

export interface Edited {
  /** Role or address changed: whoever was logged in to this account no longer is. */
  loggedOut: boolean
}

/** Changes who somebody is here. A new role or address ends their sessions and voids the links sent to the old one. */
export async function editAccount(actor: Actor, id: string, form: EditedAccount, now: Date): Promise<Edited> {
  authorize(actor, 'account.edit')
  return transaction(async (tx) => {
    const before = await tx.account.findUnique({
      where: { id },
      select: { ...editable, status: true, passwordHash: true },
    })
    if (!before) throw new NotFound()
    const role = 'role' in form ? form.role : before.role
    requireEmail(role, form.email)
    if (role !== before.role && actor.id === id)
      throw new Refusal('You cannot change your own role. Ask another administrator.', { field: 'role' })
    if (before.role === 'ADMIN' && role !== 'ADMIN') await requireAnotherAdmin(tx, id)

    const { name, username, email, phone, employeeNumber } = form
    const { count } = await tx.account.updateMany({
      where: { id, version: form.version },
      data: { name, username, email, phone, employeeNumber, role, version: { increment: 1 } },
    })
    if (count === 0) {
      const current = await tx.account.findUniqueOrThrow({
        where: { id },
        select: { ...editable, version: true },
      })
      throw new Stale(formValues(current), current.version)
    }
    const loggedOut = role !== before.role || email !== before.email
    if (loggedOut) await shutOut(tx, id)
    // The invitation that is still open went to the former address.
    if (before.status === 'ACTIVE' && !before.passwordHash && email && email !== before.email)
      await mailInvitation(tx, { id, name, email, role }, now)
    const changed = accountFields.filter((field) => ({ ...form, role })[field] !== before[field])
    await audit(tx, actor, 'account.edit', { type: 'account', id, details: { changed } })
    return { loggedOut }
  })
}

interface Editable {
  name: string
  username: string
  email: string | null
  phone: string | null
  employeeNumber: string | null
  role: Role
}

/** An account as its form has it. */
export const formValues = (account: Editable): Record<string, string> =>
  Object.fromEntries(accountFields.map((field) => [field, account[field] ?? '']))

const editable = {
  name: true,
  username: true,
  email: true,
  phone: true,
  employeeNumber: true,
  role: true,
} as const

function requireEmail(role: Role, email: string | null): void {
  if (needsEmail(role) && email === null)
    throw new Refusal('For this role an email address is necessary.', { field: 'email' })
}
