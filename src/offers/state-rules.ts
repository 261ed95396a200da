import type { HoldStatus } from '../generated/prisma/enums.js'

/** How an offer stands at this instant: one whose time ran out has lapsed, also before anybody wrote that down. */
export function offerState(offer: { status: HoldStatus; heldUntil: Date }, now: Date): HoldStatus {
  return offer.status === 'OPEN' && offer.heldUntil <= now ? 'LAPSED' : offer.status
}

/** Why an offer cannot be answered any more. */
export const offerStateSentences: Record<Exclude<HoldStatus, 'OPEN'>, string> = {
  ACCEPTED: 'This offer was accepted already.',
  DECLINED: 'This offer was declined already.',
  LAPSED: 'The time to answer this offer is over.',
  WITHDRAWN: 'This offer does not stand any longer.',
}
