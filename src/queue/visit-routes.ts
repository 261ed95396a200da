import type { Request, Response } from 'express'
import { changeAppointment } from '../appointments/changes.js'
import { visitNumber } from '../appointments/rules.js'
import { findVisit } from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { idParam, ownPath } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { closeAsSeen, recall } from './calling.js'
import { checkIn } from './check-in.js'
import { handOverRoutes } from './hand-over-routes.js'
import { slipPage } from './pages.js'

/** What a queue does with one visit; mounted below the visits of reception, administration and doctors. */
export const queueVisitRoutes = routes()

queueVisitRoutes.use('/', handOverRoutes)

queueVisitRoutes.post('/:id/check-in', 'appointment.check-in', async (req, res) => {
  const { id } = await checkIn(actor(req), idParam(req), new Date())
  await say(req, res, id, '{{name}} has token {{token}}.', `/${id}/check-in/undo`)
  goBack(req, res, `?arrived=${id}`)
})

queueVisitRoutes.post('/:id/check-in/undo', 'appointment.undo', async (req, res) => {
  const { id } = await changeAppointment(actor(req), idParam(req), 'undo-check-in', {}, new Date())
  await say(req, res, id, '{{name}} is not checked in any more. The token is not used again.')
  goBack(req, res)
})

queueVisitRoutes.post('/:id/call', 'appointment.call', async (req, res) => {
  const { id } = await changeAppointment(actor(req), idParam(req), 'call', {}, new Date())
  await say(req, res, id, '{{token}}, {{name}}, is called.', `/${id}/call/undo`)
  goBack(req, res)
})

queueVisitRoutes.post('/:id/call/undo', 'appointment.undo', async (req, res) => {
  const { id } = await changeAppointment(actor(req), idParam(req), 'undo-call', {}, new Date())
  await say(req, res, id, '{{token}}, {{name}}, waits again.')
  goBack(req, res)
})

queueVisitRoutes.post('/:id/recall', 'appointment.call', async (req, res) => {
  const { id } = await recall(actor(req), idParam(req))
  await say(req, res, id, '{{token}}, {{name}}, is called again.')
  goBack(req, res)
})

queueVisitRoutes.post('/:id/closure', 'appointment.complete', async (req, res) => {
  const { id } = await closeAsSeen(actor(req), idParam(req), new Date())
  await say(req, res, id, 'The visit of {{name}} is closed: the patient was seen.')
  goBack(req, res)
})

queueVisitRoutes.get('/:id/token', 'appointment.check-in', async (req, res) => {
  const { number, token, doctor, room, checkedInAt } = await findVisit(actor(req), idParam(req))
  if (token === null || checkedInAt === null) throw new NotFound()
  slipPage(res, { token, number: visitNumber(number), doctor: doctor.name, room, checkedInAt })
})

async function say(req: Request, res: Response, id: string, sentence: string, undo?: string) {
  const { t } = res.locals
  const { token, patient } = await findVisit(actor(req), id)
  const text = t(sentence, { name: patient.name, token: token ?? '' })
  flash(req, 'success', text, undo ? { action: req.baseUrl + undo, label: t('Undo') } : undefined)
}

const goBack = (req: Request, res: Response, query = '') =>
  res.redirect(303, ownPath(req.body?.next, config.baseUrl, `${res.locals.base}/queue${query}`))
