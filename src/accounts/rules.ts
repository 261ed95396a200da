import { dictionary as commonWords } from '@zxcvbn-ts/language-common'
import type { AccountStatus, Role } from '../generated/prisma/enums.js'

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

export const statusLabels: Record<AccountStatus, string> = {
  PENDING: 'Waiting for approval',
  ACTIVE: 'Active',
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

const FREE_FAILURES = 5
const FIRST_WAIT = 30
const LONGEST_WAIT = 60 * 60

/** Seconds to wait after the `failures`-th wrong password in a row: none for 5, then 30 s, doubling up to an hour. */
export function waitAfter(failures: number): number {
  if (failures <= FREE_FAILURES) return 0
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - FREE_FAILURES - 1))
}

const SHORTEST = 12
const LONGEST = 128
const common = new Set(commonWords['passwords-common'].map(String))

/**
 * Why a password is refused, or null. 12 to 128 characters of any script; none of the common ones; not built
 * around words that somebody who knows the person would try first. No rules of composition (NIST SP 800-63B).
 */
export function passwordProblem(password: string, context: string[]): string | null {
  const normal = normalPassword(password)
  const length = [...normal].length
  if (length < SHORTEST) return 'Use 12 characters or more. Three or four words in a row are easy to remember.'
  if (length > LONGEST) return 'Use 128 characters or fewer.'
  const plain = normal.toLowerCase()
  const core = plain.replace(/[^\p{L}]+/gu, '')
  if (common.has(plain) || common.has(core)) return 'This password is on lists that attackers try first. Choose another.'
  if (new Set(plain).size < 5) return 'Use more than a few different characters.'
  const known = context.flatMap(words).find((word) => plain.includes(word))
  if (known && plain.replaceAll(known, '').length < SHORTEST / 2)
    return 'Do not build the password on your name, your email, your role or the hospital’s name.'
  return null
}

/** The same password typed on another keyboard or system is the same (NFKC). */
export const normalPassword = (password: string) => password.normalize('NFKC')

const words = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 4)

/** A first proposal for a username: 'Asha Kulkarni' → 'asha.kulkarni'; a name in another script → 'person'. */
export function usernameFrom(name: string): string {
  const latin = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const parts = latin.replace(/^dr\.?\s+/, '').match(/[a-z]+/g) ?? []
  const [first = 'person', last] = [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
  return last ? `${first}.${last}`.slice(0, 40) : first.slice(0, 40)
}
