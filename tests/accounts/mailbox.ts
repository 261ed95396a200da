import { expect } from 'vitest'
import { db } from '../../src/db/client.js'

/** The newest mail of this kind to an address, as the outbox has it. */
export async function mailTo(address: string, kind: string) {
  return db.message.findFirstOrThrow({
    where: { recipientAddress: address, kind },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
}

/** The path of the link in it. */
export async function linkTo(address: string, kind: string): Promise<string> {
  const { body } = await mailTo(address, kind)
  const link = /https?:\/\/[^/\s]+(\/(?:invitations|password\/reset)\/[\w-]+)/.exec(body)?.[1]
  expect(link).toBeDefined()
  return link ?? ''
}
