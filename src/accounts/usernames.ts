import { randomInt } from 'node:crypto'
import type { Tx } from '../db/client.js'
import { violatedConstraint } from '../db/errors.js'
import { usernameFrom } from './rules.js'

/** 'asha.kulkarni', or with four digits where that is taken. */
export async function freeUsername(tx: Tx, name: string): Promise<string> {
  const wanted = usernameFrom(name)
  const taken = await tx.account.findUnique({ where: { username: wanted }, select: { id: true } })
  return taken ? `${wanted}.${randomInt(1000, 10_000)}` : wanted
}

const TRIES = 5

/** Runs `work` again when somebody of the same name took the proposed username at the same instant. */
export async function withFreeUsername<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (tried === TRIES || violatedConstraint(error) !== 'account_username_key') throw error
    }
  }
}
