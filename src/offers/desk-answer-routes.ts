import type { Response } from 'express'
import { flash } from '../web/flash.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { acceptOffer, declineOffer } from './answering.js'
import { findOffer, type Offer } from './offer-queries.js'

/** The patient said yes or no on the telephone, and the desk answers for them. */
export const deskAnswerRoutes = routes()

deskAnswerRoutes.post('/:id/acceptance', 'offer.answer', async (req, res) => {
  const offer = await findOffer(actor(req), idParam(req), new Date())
  const { appointmentId } = await acceptOffer({ actor: actor(req), id: offer.id }, new Date())
  flash(req, 'success', told('{{name}} has the new time: {{doctor}}, {{at}}.', offer, res))
  res.redirect(303, `${res.locals.base}/appointments/${appointmentId}`)
})

deskAnswerRoutes.post('/:id/refusal', 'offer.answer', async (req, res) => {
  const offer = await findOffer(actor(req), idParam(req), new Date())
  await declineOffer({ actor: actor(req), id: offer.id }, new Date())
  const { sentence, list } = declined[offer.kind]
  flash(req, 'success', told(sentence, offer, res))
  res.redirect(303, `${res.locals.base}${list}`)
})

const declined = {
  RESCUE: {
    sentence: '{{name}} does not take {{doctor}}, {{at}}. Find another time.',
    list: '/stranded',
  },
  WAITING: {
    sentence: '{{name}} does not take {{doctor}}, {{at}}, and waits on.',
    list: '/waiting',
  },
}

const told = (sentence: string, { patient, doctor, startsAt }: Offer, { locals: { t, format } }: Response) =>
  t(sentence, { name: patient.name, doctor, at: format.instant(startsAt) })
