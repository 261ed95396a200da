import { createHash } from 'node:crypto'
import { audit } from '../audit/commands.js'
import { db, pool, transaction } from '../db/client.js'
import { Refusal } from '../shared/errors.js'
import { Busy } from '../shared/errors.js'
import { limiter } from '../web/limits.js'
import { hashPassword, isOutdated, verifyPassword } from './password-hash.js'
import { type Person, findPerson } from './queries.js'
import { waitAfter } from './rules.js'

const WRONG = 'That email or username and that password do not belong together.'
const waits = Array.from({ length: 20 }, (_, index) => waitAfter(index + 1))

/**
 * Checks a name and a password. An unknown name, a wrong password and an account without one give the same
 * sentence after the same work. Each try counts before it is checked, so that parallel tries gain nothing.
 */
export async function checkPassword(identifier: string, password: string, ip: string): Promise<Person> {
  const addresses = limiter(pool, { name: 'login-address', tries: 50, seconds: 15 * 60 })
  const fromThere = await addresses.get(ip)
  if (fromThere && fromThere.remainingPoints <= 0)
    throw new Busy('Too many wrong passwords came from this network. Wait a quarter of an hour.', Math.ceil(fromThere.msBeforeNext / 1000), 429)
  await countPasswordTry(identifier)
  const person = await findPerson(identifier)
  if (!(await verifyPassword(person?.passwordHash ?? null, password)) || !person) {
    await addresses.penalty(ip)
    await audit(db, null, 'visitor.log-in-failed', { type: 'account', ...(person && { id: person.id }) })
    throw new Refusal(WRONG)
  }
  await forgetPasswordTries(identifier)
  await welcome(person, password)
  return person
}

/** One more try for this name; refused while the wait after the last ones lasts. One statement: atomic. */
export async function countPasswordTry(identifier: string): Promise<void> {
  const counted = await db.$queryRaw<{ tries: number }[]>`
    INSERT INTO "login_throttle" AS t ("identifier_hash", "tries", "wait_until")
    VALUES (${keyOf(identifier)}, 1, now())
    ON CONFLICT ("identifier_hash") DO UPDATE SET
      "tries" = t."tries" + 1,
      "wait_until" = now() + make_interval(secs => (${waits}::int[])[least(t."tries" + 1, ${waits.length})])
    WHERE t."wait_until" <= now()
    RETURNING "tries"`
  if (counted.length > 0) return
  throw new Refusal('Too many tries for this name. Wait a little before the next one, or reset the password by email.')
}

export async function forgetPasswordTries(...identifiers: string[]): Promise<void> {
  await db.loginThrottle.deleteMany({ where: { identifierHash: { in: identifiers.map(keyOf) } } })
}

async function welcome(person: Person, password: string): Promise<void> {
  const passwordHash = isOutdated(person.passwordHash ?? '') ? await hashPassword(password) : null
  await transaction(async (tx) => {
    if (passwordHash) await tx.account.update({ where: { id: person.id }, data: { passwordHash } })
    await audit(tx, person, 'visitor.log-in', { type: 'account', id: person.id })
  })
}

/** Case and spaces around a name gain no further tries; the table holds no names. */
const keyOf = (identifier: string) =>
  createHash('sha256').update(identifier.normalize('NFKC').trim().toLowerCase()).digest('hex')
