import type { Logger } from 'pino'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, type Tx, transaction } from '../db/client.js'
import { Refusal } from '../shared/errors.js'
import type { FirstAdmin } from './forms.js'
import { requireGoodPassword } from './good-password.js'
import { hashPassword } from './password-hash.js'
import { passwordContext } from './password-rules.js'
import { findToken, issueToken, LinkUsed, redeemToken } from './tokens.js'
import { freeUsername, withFreeUsername } from './usernames.js'

/** While there is no administrator, the log has a link, good once and for a day, that makes the first. */
export async function offerFirstAdmin(log: Logger): Promise<void> {
  if (await hasAdmin(db)) return
  const secret = await transaction((tx) => issueToken(tx, 'FIRST_ADMIN', null, new Date()))
  log.warn(`There is no administrator yet. Make the first one at ${config.baseUrl}/first-admin/${secret}`)
}

/** Whether the link from the log still works. */
export async function isFirstAdminLink(secret: string, now: Date): Promise<boolean> {
  return (await findToken('FIRST_ADMIN', secret, now)) !== null && !(await hasAdmin(db))
}

/** The first administrator, by the link from the log. */
export async function createFirstAdmin(secret: string, form: FirstAdmin, now: Date): Promise<void> {
  if (!(await isFirstAdminLink(secret, now))) throw new LinkUsed()
  const passwordHash = await checkedHash(form)
  await transaction(async (tx) => {
    // Of two links at the same instant (two processes started together) one makes the first administrator.
    await tx.$queryRaw`SELECT 1 FROM "hospital_settings" WHERE "id" = 1 FOR UPDATE`
    await redeemToken(tx, 'FIRST_ADMIN', secret, now)
    if (await hasAdmin(tx))
      throw new Refusal('There is an administrator already. Ask them for an invitation.')
    await insertAdmin(tx, form, passwordHash)
  })
}

/** An administrator made at the terminal, by somebody who has the database. Gives the username. */
export async function createAdminAsSystem(form: FirstAdmin): Promise<string> {
  const passwordHash = await checkedHash(form)
  return withFreeUsername(() => transaction((tx) => insertAdmin(tx, form, passwordHash)))
}

async function checkedHash({ name, email, password }: FirstAdmin): Promise<string> {
  await requireGoodPassword(password, passwordContext({ name, email, username: '', role: 'ADMIN' }))
  return hashPassword(password)
}

async function insertAdmin(tx: Tx, { name, email }: FirstAdmin, passwordHash: string): Promise<string> {
  const username = await freeUsername(tx, name)
  const account = await tx.account.create({
    data: { role: 'ADMIN', status: 'ACTIVE', name, email, username, passwordHash },
    select: { id: true },
  })
  await audit(tx, null, 'system.first-admin', { type: 'account', id: account.id })
  return username
}

async function hasAdmin(tx: Tx): Promise<boolean> {
  return (await tx.account.findFirst({ where: { role: 'ADMIN' }, select: { id: true } })) !== null
}
