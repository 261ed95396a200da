import type { Logger } from 'pino'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, type Tx, transaction } from '../db/client.js'
import { Refusal } from '../shared/errors.js'
import { requireGoodPassword } from './good-password.js'
import { hashPassword } from './password-hash.js'
import { roleLabels } from './rules.js'
import { freeUsername } from './sign-up.js'
import { findToken, issueToken, redeemToken } from './tokens.js'

interface NewAdmin {
  name: string
  email: string
  password: string
}

/** While there is no administrator, the log has a link, good once and for a day, that makes the first. */
export async function offerFirstAdmin(log: Logger): Promise<void> {
  if (await hasAdmin(db)) return
  const secret = await transaction((tx) => issueToken(tx, 'FIRST_ADMIN', null, new Date()))
  log.warn(`There is no administrator yet. Make the first one at ${config.baseUrl}/first-admin/${secret}`)
}

export const isFirstAdminLink = async (secret: string, now: Date) => (await findToken('FIRST_ADMIN', secret, now)) !== null

/** The first administrator, by the link from the log. */
export async function createFirstAdmin(secret: string, form: NewAdmin, now: Date): Promise<void> {
  const passwordHash = await checkedHash(form)
  await transaction(async (tx) => {
    await redeemToken(tx, 'FIRST_ADMIN', secret, now)
    if (await hasAdmin(tx)) throw new Refusal('There is an administrator already. Ask them for an invitation.')
    await insertAdmin(tx, form, passwordHash)
  })
}

/** An administrator made at the terminal, by somebody who has the database. Gives the username. */
export async function createAdminAsSystem(form: NewAdmin): Promise<string> {
  const passwordHash = await checkedHash(form)
  return transaction((tx) => insertAdmin(tx, form, passwordHash))
}

async function checkedHash(form: NewAdmin): Promise<string> {
  await requireGoodPassword(form.password, [form.name, form.email, roleLabels.ADMIN])
  return hashPassword(form.password)
}

async function insertAdmin(tx: Tx, { name, email }: NewAdmin, passwordHash: string): Promise<string> {
  const username = await freeUsername(tx, name)
  const account = await tx.account.create({
    data: { role: 'ADMIN', status: 'ACTIVE', name, email, username, passwordHash },
    select: { id: true },
  })
  await audit(tx, null, 'system.first-admin', { type: 'account', id: account.id })
  return username
}

async function hasAdmin(tx: Tx): Promise<boolean> {
  return (await tx.account.count({ where: { role: 'ADMIN' }, take: 1 })) > 0
}
