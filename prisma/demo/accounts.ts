import { usernameFrom } from '../../src/accounts/rules.js'
import type { AccountStatus, Role } from '../../src/generated/prisma/enums.js'
import { identify } from './chance.js'
import { type House, leaveTrail } from './house.js'
import { sendLetter } from './letters.js'

interface NewAccount {
  role: Role
  name: string
  email: string | null
  phone: string
  employeeNumber?: string
  createdAt: Date
}

interface Decision {
  status: Exclude<AccountStatus, 'PENDING'>
  at: Date
  reason?: string
}

/** An account that the administration opened. Everybody of the demonstration has the same password. */
export function openAccount(house: House, person: NewAccount): string {
  const id = addAccount(house, person, { status: 'ACTIVE' })
  leaveTrail(house, person.createdAt, house.adminId || null, 'account.create', { type: 'account', id })
  return id
}

/** An account that somebody asked for; without a decision it waits for one. */
export function signUp(house: House, person: NewAccount & { email: string }, decision?: Decision): string {
  const id = addAccount(house, person, decision ? decidedBy(house, decision) : { status: 'PENDING' })
  const { name, email, createdAt } = person
  const to = { accountId: id, name, address: email }
  leaveTrail(house, createdAt, null, 'visitor.sign-up', { type: 'account', id })
  sendLetter(house, createdAt, to, 'signed-up', { username: usernameFrom(name) })
  if (!decision) return id

  const { status, at, reason = '' } = decision
  const deed = status === 'SUSPENDED' ? 'account.suspend' : 'account.decide'
  leaveTrail(house, at, house.adminId, deed, { type: 'account', id })
  if (status === 'ACTIVE') sendLetter(house, at, to, 'approved', { username: usernameFrom(name) })
  if (status === 'REJECTED') sendLetter(house, at, to, 'rejected', { reason })
  return id
}

function addAccount(house: House, person: NewAccount, decided: ReturnType<typeof decidedBy>): string {
  const id = identify('account', person.name, person.createdAt)
  const { passwordHash } = house
  house.rows.accounts.push({ id, ...person, username: usernameFrom(person.name), passwordHash, ...decided })
  return id
}

const decidedBy = (
  house: House,
  { status, at, reason }: Decision,
): { status: AccountStatus; decidedAt?: Date; decidedById?: string; decisionReason?: string | null } => ({
  status,
  decidedAt: at,
  decidedById: house.adminId,
  decisionReason: reason ?? null,
})
