import { placeFields } from '../appointments/told-queries.js'
import { db, type Tx } from '../db/client.js'
import { hashOf } from '../shared/secrets.js'
import { type DeadLink, standingOf } from './link-rules.js'

/** What the page behind a link shows: no reason, and of the patient the first name only, which the page cuts off. */
const linkedFields = {
  id: true,
  status: true,
  startsAt: true,
  endsAt: true,
  strandedAt: true,
  doctorId: true,
  ...placeFields,
  patient: {
    select: { name: true, accountId: true, guardians: { select: { id: true }, take: 1 } },
  },
} as const

const linkTo = async (tx: Tx, secret: string) =>
  tx.linkToken.findFirst({
    where: { purpose: 'APPOINTMENT', hash: hashOf(secret) },
    select: { id: true, revokedAt: true, appointment: { select: linkedFields } },
  })

export type LinkedVisit = NonNullable<NonNullable<Awaited<ReturnType<typeof linkTo>>>['appointment']>

export type OpenedLink =
  | { dead: DeadLink; visit: LinkedVisit | null }
  | { dead: null; visit: LinkedVisit; tokenId: string }

/** What a link from a mail leads to now. */
export async function openLink(secret: string, now: Date, tx: Tx = db): Promise<OpenedLink> {
  const link = await linkTo(tx, secret)
  if (!link?.appointment) return { dead: 'unknown', visit: null }
  const { id: tokenId, appointment: visit, revokedAt } = link
  const dead = standingOf({ revokedAt, appointment: visit }, now)
  return dead ? { dead, visit } : { dead: null, visit, tokenId }
}
