import type { AccountStatus, Role } from '../generated/prisma/enums.js'
import { Refusal } from '../shared/errors.js'

export const roleLabels: Record<Role, string> = {
  ADMIN: 'Administrator',
  RECEPTIONIST: 'Receptionist',
  DOCTOR: 'Doctor',
  PATIENT: 'Patient',
  DATA_ENTRY: 'Clinical data entry',
}

/** Where each role's day begins. */
export const homes: Record<Role, string> = {
  ADMIN: '/admin',
  RECEPTIONIST: '/reception',
  DOCTOR: '/doctor',
  PATIENT: '/patient',
  DATA_ENTRY: '/records',
}

/** How an account stands, as lists show it: an active one that nobody has opened yet is invited. */
export type Standing = AccountStatus | 'INVITED'

export const standingLabels: Record<Standing, string> = {
  PENDING: 'Waiting for approval',
  ACTIVE: 'Active',
  INVITED: 'Invited',
  REJECTED: 'Rejected',
  SUSPENDED: 'Suspended',
}

export type Decision = 'approve' | 'reject' | 'suspend' | 'restore'

/** What may be decided about an account, and what it becomes. */
export const transitions: Record<AccountStatus, Partial<Record<Decision, AccountStatus>>> = {
  PENDING: { approve: 'ACTIVE', reject: 'REJECTED' },
  ACTIVE: { suspend: 'SUSPENDED' },
  REJECTED: { approve: 'ACTIVE' },
  SUSPENDED: { restore: 'ACTIVE' },
}

/** What an account becomes. Throws Refusal where somebody else has decided already. */
export function becomes(status: AccountStatus, decision: Decision): AccountStatus {
  const next = transitions[status][decision]
  if (next) return next
  throw new Refusal(
    'The account has changed meanwhile, and this cannot be done with it any longer. Look at it again.',
  )
}

/** What an administrator edits of an account. */
export const accountFields = ['name', 'role', 'username', 'email', 'phone', 'employeeNumber'] as const

export type AccountField = (typeof accountFields)[number]

/** The roles that an administrator gives and takes; doctors and patients have a profile or a record behind theirs. */
export const staffRoles = ['RECEPTIONIST', 'DATA_ENTRY', 'ADMIN'] as const

export type StaffRole = (typeof staffRoles)[number]

export const isStaffRole = (role: Role): role is StaffRole => staffRoles.some((staff) => staff === role)

/** Everybody is reached by email, but people at the desk and at data entry need not have an address. */
export const needsEmail = (role: Role): boolean => role !== 'RECEPTIONIST' && role !== 'DATA_ENTRY'

/** Whether an invitation makes sense: nobody has chosen a password yet, or no mail could bring a new one. */
export const mayBeInvited = (account: {
  status: AccountStatus
  hasPassword: boolean
  email: string | null
}): boolean => account.status === 'ACTIVE' && (!account.hasPassword || account.email === null)

/**
 * What a username may be: 3 to 40 letters, digits, dots, hyphens and underscores, beginning with a letter or digit.
 * Never an @: a username that looks like somebody's email address would be taken for it at log-in.
 */
export const usernamePattern = /^[a-z0-9][a-z0-9._-]{2,39}$/i

/** A first proposal for a username: 'Asha Kulkarni' → 'asha.kulkarni'; a name in another script → 'person'. */
export function usernameFrom(name: string): string {
  const latin = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const parts = latin.replace(/^dr\.?\s+/, '').match(/[a-z]+/g) ?? []
  const [first = 'person', last] = [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
  const proposed = (last ? `${first}.${last}` : first).slice(0, 35)
  return proposed.length < 3 ? `person.${proposed}` : proposed
}
