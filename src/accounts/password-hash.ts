import { hash, verify } from '@node-rs/argon2'
import { turns } from '../shared/turns.js'
import { normalPassword } from './password-rules.js'

/** argon2id; the parameters stand in each hash, so that they can grow. Memory in KiB. */
const strength = { memoryCost: 47_104, timeCost: 2, parallelism: 1 }

/** At most four hashes at once, or they would take the memory and both processors from everybody else. */
const inTurn = turns({
  atOnce: 4,
  waiting: 64,
  busy: 'Many people are logging in just now. Try again in a few seconds.',
})

export const hashPassword = (password: string) => inTurn(() => hash(normalPassword(password), strength))

/** Takes as long when there is no such account: then the password is checked against nobody's hash. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await inTurn(() => verify(stored ?? nobodysHash, normalPassword(password)))
  return matches && stored !== null
}

/** Whether a hash is weaker than those made today: it is made anew at the next log-in. */
export function isOutdated(stored: string): boolean {
  const [, m, t, p] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(stored) ?? []
  const { memoryCost, timeCost, parallelism } = strength
  return !(Number(m) >= memoryCost && Number(t) >= timeCost && Number(p) >= parallelism)
}

/** As costly to check as any other, and no password makes it. */
const nobodysHash = `$argon2id$v=19$m=${strength.memoryCost},t=${strength.timeCost},p=${strength.parallelism}$${'bm9ib2R5'.repeat(2)}$${'A'.repeat(43)}`
