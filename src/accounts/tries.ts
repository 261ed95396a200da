import { createHash } from 'node:crypto'
import { db, pool, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { Busy } from '../shared/errors.js'
import { oneLine } from '../shared/text.js'
import { limiter } from '../web/limits.js'
import { networkOf } from '../web/networks.js'
import { waitAfter } from './password-rules.js'

/**
 * Tries of a password are counted twice: for the name as typed, whoever has it, and for the account behind it. Only
 * the first count is told to whoever tries. The second adds up what is tried by email and by username, and answers
 * like a wrong password: to tell would say that both names belong to one person, and that there is such a person.
 */
export interface CountedNames {
  typed: string
  account: string
}

export function countedNames(identifier: string, accountId: string | null): CountedNames {
  const typed = oneLine(identifier.normalize('NFKC')).toLowerCase()
  // A name that nobody has is counted in as many steps as one that somebody has.
  return { typed: keyOf('typed', typed), account: keyOf('account', accountId ?? typed) }
}

/** One more try by this name; refused while the wait after the last ones lasts. */
export async function countTyped({ typed }: CountedNames): Promise<void> {
  const wait = await countTry(typed)
  if (wait > 0)
    throw new Busy(
      'Too many tries for this name. Wait before the next one, or reset the password by email.',
      wait,
      429,
    )
}

/** One more try for this account, by whatever name; false while its wait lasts. */
export async function countForAccount({ account }: CountedNames): Promise<boolean> {
  return (await countTry(account)) === 0
}

/** The right password: the next mistake is the first again. */
export async function forgetTries({ typed, account }: CountedNames): Promise<void> {
  await db.loginThrottle.deleteMany({ where: { identifierHash: { in: [typed, account] } } })
}

/** A new password that the owner of the address chose: they get in at once, by every name. */
export async function forgetAllTries(
  tx: Tx,
  person: { id: string; username: string; email: string | null },
): Promise<void> {
  const names = [person.username, ...(person.email ? [person.email] : [])]
  const keys = names
    .map((name) => countedNames(name, person.id))
    .flatMap(({ typed, account }) => [typed, account])
  await tx.loginThrottle.deleteMany({ where: { identifierHash: { in: keys } } })
}

const PER_ADDRESS = { name: 'login-address', tries: 50, seconds: 15 * 60 }

/** Counts a try from this network address before it is looked at; 50 wrong ones in a quarter of an hour. */
export async function countFromAddress(ip: string): Promise<void> {
  const count = await limiter(pool, PER_ADDRESS).penalty(networkOf(ip))
  if (count.consumedPoints > PER_ADDRESS.tries)
    throw new Busy(
      'Too many wrong passwords came from this network.',
      Math.ceil(count.msBeforeNext / 1000),
      429,
    )
}

/** It was the right one: that try does not count. */
export async function forgiveAddress(ip: string): Promise<void> {
  await limiter(pool, PER_ADDRESS).reward(networkOf(ip))
}

/** Seconds to wait after each number of tries. */
const waits = Array.from({ length: 20 }, (_, index) => waitAfter(index + 1))

/**
 * Counts in one statement, before the password is checked, so that parallel tries gain nothing. A try during the
 * wait is not counted and changes nothing. Whether it lasts is asked of the clock: now() may be before what a try of
 * the same instant has written, for which this one had to wait. A day after the last wait the count begins anew.
 * @returns how many seconds are still to wait; 0: go on
 */
async function countTry(key: string): Promise<number> {
  const counted = await db.$queryRaw<object[]>`
    INSERT INTO "login_throttle" AS t ("identifier_hash", "tries", "wait_until")
    VALUES (${key}, 1, ${started})
    ON CONFLICT ("identifier_hash") DO UPDATE SET
      "tries" = CASE WHEN t."wait_until" < now() - interval '1 day' THEN 1 ELSE t."tries" + 1 END,
      "wait_until" = ${started} + make_interval(secs => CASE
        WHEN t."wait_until" < now() - interval '1 day' THEN 0
        ELSE (${waits}::int[])[least(t."tries" + 1, ${waits.length})] END)
    WHERE t."wait_until" <= clock_timestamp()
    RETURNING 1`
  if (counted.length > 0) return 0
  const [row] = await db.$queryRaw<{ seconds: number }[]>`
    SELECT greatest(1, ceil(extract(epoch FROM "wait_until" - now())))::int AS "seconds"
    FROM "login_throttle" WHERE "identifier_hash" = ${key}`
  return row?.seconds ?? 1
}

/** Cut off, since the column rounds to milliseconds: a try that costs nothing must not end in the future. */
const started = Prisma.sql`date_trunc('milliseconds', now())`

/** Of fixed length, and nobody's name can be read from it. */
const keyOf = (kind: string, name: string) => createHash('sha256').update(`${kind}\n${name}`).digest('hex')
