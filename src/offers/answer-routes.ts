import type { Request, Response } from 'express'
import { inBookingTurn } from '../appointments/booking-turns.js'
import { asRefusal } from '../db/errors.js'
import { Refusal } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { type Answering, acceptOffer, declineOffer } from './answering.js'
import {
  answeredPage,
  endedOfferLinkPage,
  endedOfferPage,
  offerLinkPage,
  offerPage,
  shownOffer,
} from './offer-pages.js'
import { findOffer, type Offer, offerBehind } from './offer-queries.js'

/** An offer by the link in a mail: nobody logs in for it, and nothing happens before a button is pressed. */
export const offerLinkRoutes = routes()

offerLinkRoutes.get('/:secret', 'site.visit', async (req, res) => {
  await showByLink(req, res, null)
})

offerLinkRoutes.get('/:secret/answer', 'site.visit', async (req, res) => {
  const offer = await offerBehind(secretOf(req), new Date())
  if (offer?.state !== 'ACCEPTED' && offer?.state !== 'DECLINED') return showByLink(req, res, null)
  answeredPage(res, { ...offer, accepted: offer.state === 'ACCEPTED' })
})

for (const [path, answer] of [
  ['acceptance', acceptOffer],
  ['refusal', declineOffer],
] as const)
  offerLinkRoutes.post(`/:secret/${path}`, 'site.visit', async (req, res) => {
    if (!(await offerBehind(secretOf(req), new Date()))) return showByLink(req, res, null)
    const done = await tried(async () => ({ of: await answer({ secret: secretOf(req) }, new Date()) }))
    if ('refusal' in done) return showByLink(req, res.status(409), done.refusal)
    res.redirect(303, `${req.baseUrl}/${secretOf(req)}/answer`)
  })

/** An offer in the patient's own portal. */
export const ownOfferRoutes = routes()

ownOfferRoutes.get('/:id', 'offer.answer', async (req, res) => {
  show(req, res, await findOffer(actor(req), idParam(req), new Date()), null)
})

ownOfferRoutes.post('/:id/acceptance', 'offer.answer', (req, res) =>
  answerOwn(req, res, async (by) => {
    const { appointmentId } = await acceptOffer(by, new Date())
    return { next: `/appointments/${appointmentId}`, sentence: 'The time is yours: {{doctor}}, {{at}}.' }
  }),
)

ownOfferRoutes.post('/:id/refusal', 'offer.answer', (req, res) =>
  answerOwn(req, res, async (by, { kind }) => {
    await declineOffer(by, new Date())
    return { next: '', sentence: declinedSentences[kind] }
  }),
)

const declinedSentences = {
  RESCUE: 'You declined {{at}} with {{doctor}}. The reception calls you to find another time.',
  WAITING: 'You declined {{at}} with {{doctor}}. You stay on the waiting list.',
}

async function answerOwn(
  req: Request,
  res: Response,
  answer: (by: Answering, offer: Offer) => Promise<{ next: string; sentence: string }>,
) {
  const { t, base, format } = res.locals
  const offer = await findOffer(actor(req), idParam(req), new Date())
  const done = await tried(() => answer({ actor: actor(req), id: offer.id }, offer))
  if ('refusal' in done) {
    const now = await findOffer(actor(req), offer.id, new Date())
    return show(req, res.status(409), now, done.refusal)
  }
  const { doctor, startsAt } = offer
  flash(req, 'success', t(done.sentence, { doctor, at: format.instant(startsAt) }))
  res.redirect(303, `${base}${done.next}`)
}

const secretOf = (req: Request) => String(req.params.secret)

async function showByLink(req: Request, res: Response, problem: string | null) {
  const offer = await offerBehind(secretOf(req), new Date())
  if (!offer) return endedOfferLinkPage(res.status(404), { state: 'UNKNOWN', kind: null, visits: null })
  const { state, kind } = offer
  if (state !== 'OPEN') return endedOfferLinkPage(ended(res), { state, kind, visits: null })
  offerLinkPage(res, {
    offer: shownOffer(offer, `${req.baseUrl}/${secretOf(req)}`, null),
    problem: asText(problem, res),
  })
}

function show(req: Request, res: Response, offer: Offer, problem: string | null) {
  const { state, kind } = offer
  if (state !== 'OPEN')
    return endedOfferPage(ended(res), { state, kind, visits: `${res.locals.base}/appointments` })
  const href = `${req.baseUrl}/${offer.id}`
  offerPage(res, { offer: shownOffer(offer, href, actor(req).id), problem: asText(problem, res) })
}

/** 410 for who comes to see what is over; who tried to answer it keeps the 409. */
const ended = (res: Response) => (res.statusCode === 409 ? res : res.status(410))

const asText = (problem: string | null, res: Response) => problem && res.locals.t(problem)

/** What came of it, or the sentence of a rule that said no. */
async function tried<Result extends object>(
  work: () => Promise<Result>,
): Promise<Result | { refusal: string }> {
  try {
    return await inBookingTurn(work)
  } catch (thrown) {
    const error = asRefusal(thrown)
    if (error instanceof Refusal) return { refusal: error.message }
    throw error
  }
}
