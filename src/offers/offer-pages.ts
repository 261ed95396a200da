import { visitNumber } from '../appointments/rules.js'
import type { HoldStatus, VisitKind } from '../generated/prisma/enums.js'
import type { Components } from '../web/components.js'
import { page } from '../web/page.js'

/** A time that is held, in the words of whoever may answer it. */
export type ShownOffer = Components['components/offer']['offer']

interface Offer {
  kind: 'RESCUE' | 'WAITING'
  patient: { name: string; accountId: string | null }
  doctor: string
  startsAt: Date
  visitKind: VisitKind
  room: string | null
  heldUntil: Date
  visit: { number: number; doctor: string; startsAt: Date } | null
}

/** `href` is where its answers go; who reads it by a link is nobody that we know. */
export function shownOffer(offer: Offer, href: string, readerId: string | null): ShownOffer {
  const { kind, doctor, startsAt, room, heldUntil, patient, visit } = offer
  return {
    ...{ href, kind, doctor, startsAt, room, heldUntil },
    patient: readerId === null || patient.accountId === readerId ? null : patient.name,
    byVideo: offer.visitKind === 'VIDEO',
    old: visit && { ...visit, number: visitNumber(visit.number) },
  }
}

interface OfferModel {
  offer: ShownOffer
  /** Why the last try was refused. */
  problem: string | null
}

const title = ({ offer }: OfferModel, t: (sentence: string) => string) =>
  offer.kind === 'RESCUE' ? t('Another time for your visit') : t('A time is free for you')

export const offerLinkPage = page<OfferModel>('offers/offer', title, { layout: 'public' })
export const offerPage = page<OfferModel>('offers/offer', title)

interface EndedModel {
  /** UNKNOWN: no such link was ever made. */
  state: Exclude<HoldStatus, 'OPEN'> | 'UNKNOWN'
  kind: 'RESCUE' | 'WAITING' | null
  /** The visits of who is signed in; null by a link. */
  visits: string | null
}

const endedTitles: Record<EndedModel['state'], string> = {
  ACCEPTED: 'This offer was accepted already',
  DECLINED: 'This offer was declined already',
  LAPSED: 'The time to answer is over',
  WITHDRAWN: 'This offer does not stand any longer',
  UNKNOWN: 'This link does not work',
}

export const endedOfferLinkPage = page<EndedModel>('offers/ended', ({ state }, t) => t(endedTitles[state]), {
  layout: 'public',
})
export const endedOfferPage = page<EndedModel>('offers/ended', ({ state }, t) => t(endedTitles[state]))

/** What was answered by a link, for who has no page of their own. */
export const answeredPage = page<{
  accepted: boolean
  kind: 'RESCUE' | 'WAITING'
  doctor: string
  startsAt: Date
}>(
  'offers/answered',
  ({ accepted }, t) => (accepted ? t('The new time is yours') : t('You declined this time')),
  {
    layout: 'public',
  },
)
