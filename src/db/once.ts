import { createHash } from 'node:crypto'
import type { Prisma } from '../generated/prisma/client.js'
import { Refusal } from '../shared/errors.js'
import { type Tx, transaction } from './client.js'

/** The same one-time key came again with other content: nothing is done twice, and nothing is guessed. */
export class KeyUsed extends Refusal {
  constructor() {
    super('This form was already sent, with other content. Check what was saved before you send it again.')
  }
}

/**
 * Runs a creating command once per form: its one-time key is inserted in the command's own transaction, so that
 * a double click, a retry or the back button answers with the first result. `owner` is the account, or the
 * visitor's form itself.
 */
export function once<Result extends Prisma.InputJsonObject>(
  owner: string,
  command: string,
  form: { idempotency_key: string },
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const { idempotency_key: key, ...payload } = form
  const payloadHash = hashOf(payload)
  return transaction(async (tx) => {
    const mine = await tx.submission.createMany({
      data: [{ owner, key, command, payloadHash }],
      skipDuplicates: true,
    })
    if (mine.count === 0) {
      const first = await tx.submission.findUniqueOrThrow({ where: { owner_key: { owner, key } } })
      if (first.command !== command || first.payloadHash !== payloadHash) throw new KeyUsed()
      return first.result as Result
    }
    const result = await work(tx)
    await tx.submission.update({ where: { owner_key: { owner, key } }, data: { result } })
    return result
  })
}

/** Passwords stay out of it: a quick hash of one would be a gift to whoever reads the table. */
function hashOf(payload: object): string {
  const json = JSON.stringify(payload, (name, value) => {
    if (/password/i.test(name)) return undefined
    return typeof value === 'bigint' ? String(value) : value
  })
  return createHash('sha256').update(json).digest('hex')
}
