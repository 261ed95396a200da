import { createHash } from 'node:crypto'
import type { Prisma } from '../generated/prisma/client.js'
import { Refusal } from '../shared/errors.js'
import { newId } from '../shared/ids.js'
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
 * visitor's form itself; `known` is the result of a command that knows it beforehand, and saves a statement.
 */
export function once<Result extends Prisma.InputJsonObject>(
  owner: string,
  command: string,
  form: { idempotency_key: string },
  work: (tx: Tx) => Promise<Result>,
  known?: Result,
): Promise<Result> {
  const { idempotency_key: key, ...payload } = form
  const payloadHash = hashOf(payload)
  return transaction(async (tx) => {
    const mine = await tx.$executeRaw`
      INSERT INTO submission (id, owner, key, command, payload_hash, result)
      VALUES (${newId()}::uuid, ${owner}, ${key}, ${command}, ${payloadHash}, ${known ? JSON.stringify(known) : null}::jsonb)
      ON CONFLICT (owner, key) DO NOTHING`
    if (mine === 0) {
      const first = await tx.submission.findUniqueOrThrow({ where: { owner_key: { owner, key } } })
      if (first.command !== command || first.payloadHash !== payloadHash) throw new KeyUsed()
      return first.result as Result
    }
    const result = await work(tx)
    if (known) return known
    await tx.$executeRaw`
      UPDATE submission SET result = ${JSON.stringify(result)}::jsonb WHERE owner = ${owner} AND key = ${key}`
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
