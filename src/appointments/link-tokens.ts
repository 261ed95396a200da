import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { newSecret } from '../shared/secrets.js'

/** A link to one visit that works without log-in, for one mail. Only the SHA-256 of its secret is kept. */
export interface VisitLink {
  url: string
  hash: string
}

export function newVisitLink(): VisitLink {
  const { secret, hash } = newSecret()
  return { url: `${config.baseUrl}/visits/${secret}`, hash }
}

/** The same, kept at once. */
export async function issueVisitLink(tx: Tx, appointmentId: string): Promise<string> {
  const link = newVisitLink()
  await tx.$executeRaw(visitLinksInSql(appointmentId, [link]))
  return link.url
}

/** Keeps them, as a part of the statement that writes the mails. */
export const visitLinksInSql = (appointmentId: string, links: VisitLink[]) => Prisma.sql`
  INSERT INTO link_token (id, purpose, appointment_id, hash)
  SELECT gen_random_uuid(), 'APPOINTMENT', ${appointmentId}::uuid, hash
  FROM unnest(${links.map(({ hash }) => hash)}::text[]) hash`
