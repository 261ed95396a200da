import { audit } from '../audit/commands.js'
import { db, transaction } from '../db/client.js'
import { Refusal } from '../shared/errors.js'
import { hashPassword, isOutdated, verifyPassword } from './password-hash.js'
import { findPerson, type Person } from './queries.js'
import {
  countedNames,
  countForAccount,
  countFromAddress,
  countTyped,
  forgetTries,
  forgiveAddress,
} from './tries.js'

const WRONG =
  'That email or username and that password do not belong together. After several wrong passwords even the right one is refused for a while.'

/**
 * Checks a name and a password. An unknown name, a wrong password, an account without one and a right password
 * during the wait after many wrong ones give the same sentence after the same work. Each try counts before it is
 * checked, so that parallel tries gain nothing.
 */
export async function checkPassword(identifier: string, password: string, ip: string): Promise<Person> {
  await countFromAddress(ip)
  const person = await findPerson(identifier)
  const names = countedNames(identifier, person?.id ?? null)
  await countTyped(names)
  const open = await countForAccount(names)
  const matches = await verifyPassword(open ? (person?.passwordHash ?? null) : null, password)
  if (!person || !matches) {
    await audit(db, null, 'visitor.log-in-failed', { type: 'account', ...(person && { id: person.id }) })
    throw new Refusal(WRONG)
  }
  await forgiveAddress(ip)
  await forgetTries(names)
  await welcome(person, password)
  return person
}

async function welcome(person: Person, password: string): Promise<void> {
  const passwordHash = isOutdated(person.passwordHash ?? '') ? await hashPassword(password) : null
  await transaction(async (tx) => {
    if (passwordHash)
      await tx.account.updateMany({
        where: { id: person.id, passwordHash: person.passwordHash },
        data: { passwordHash },
      })
    await audit(tx, person, 'visitor.log-in', { type: 'account', id: person.id })
  })
}
