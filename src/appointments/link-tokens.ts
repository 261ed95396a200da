import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { newSecret } from '../shared/secrets.js'

/** A link to one visit that works without log-in, for one mail. Only the SHA-256 of its secret is kept. */
export async function issueVisitLink(tx: Tx, appointmentId: string): Promise<string> {
  const { secret, hash } = newSecret()
  await tx.linkToken.create({
    data: { purpose: 'APPOINTMENT', appointmentId, hash },
    select: { id: true },
  })
  return `${config.baseUrl}/visits/${secret}`
}
