import { dictionary as commonWords } from '@zxcvbn-ts/language-common'
import type { Role } from '../generated/prisma/enums.js'
import { roleLabels } from './rules.js'

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
  if (length < SHORTEST)
    return 'Use 12 characters or more. Three or four words in a row are easy to remember.'
  if (length > LONGEST) return 'Use 128 characters or fewer.'
  const plain = normal.toLowerCase()
  const core = plain.replace(/[^\p{L}]+/gu, '')
  if (common.has(plain) || common.has(core) || isSequence(plain))
    return 'This password is on lists that attackers try first. Choose another.'
  if (new Set(plain).size < 5) return 'Use more than a few different characters.'
  const known = context.flatMap(words).filter((word) => plain.includes(word))
  const rest = known.reduce((left, word) => left.replaceAll(word, ''), plain)
  if (known.length > 0 && rest.replace(/[^\p{L}\p{M}\p{N}]/gu, '').length < SHORTEST / 2)
    return 'Do not build the password on your name, your email, your role or the hospital’s name.'
  return null
}

/** What somebody who knows this person would try first. */
export const passwordContext = (person: {
  name: string
  email: string | null
  username: string
  role: Role
}): string[] => [person.name, person.email ?? '', person.username, roleLabels[person.role], person.role]

/** The same password typed on another keyboard or system is the same (NFKC). */
export const normalPassword = (password: string) => password.normalize('NFKC')

/** '1234567890123', 'abcdefghijkl', 'zyxwvutsrqpo' */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0))
  // From 9 on to 0, or back.
  const up = steps.every((step) => step === 1 || step === -9)
  const down = steps.every((step) => step === -1 || step === 9)
  return up || down
}

const words = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word.length >= 3)
