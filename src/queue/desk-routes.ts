import type { Request, Response } from 'express'
import { z } from 'zod'
import { findVisit } from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { type Form, openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { showCalled } from './called-answers.js'
import { callNext } from './calling.js'
import { checkInByCode } from './check-in.js'
import { callForm, codeForm } from './forms.js'
import { type Arrived, deskQueuePage } from './pages.js'
import { expectedOn, leftOvers, queuesOn } from './queries.js'
import { ruleIn, shownPerson, shownQueue } from './shown-pages.js'
import { walkInRoutes } from './walk-in-routes.js'

/** The queues of all doctors; mounted for reception and for the administration. */
export const deskQueueRoutes = routes()

deskQueueRoutes.use('/walk-ins', walkInRoutes)

const EXPECTED = 20
const shown = z.object({
  doctor: z.uuid().nullable().default(null),
  /** Who has just come, to be given their token. */
  arrived: z.uuid().nullable().default(null),
})

deskQueueRoutes.get('/', 'queue.view', (req, res) => showDesk(req, res, openForm(req)))

deskQueueRoutes.get(
  '/live',
  'queue.view',
  live(() => ['queue', 'appointments']),
)

deskQueueRoutes.post('/check-ins', 'appointment.check-in', async (req, res) => {
  const arrived = await submit(req, codeForm, ({ code }) => checkInByCode(actor(req), code, new Date()))
  if (!arrived.ok) return showDesk(req, res.status(arrived.status), arrived.form)
  res.redirect(303, `${req.baseUrl}?arrived=${arrived.value.id}`)
})

deskQueueRoutes.post('/:id/call', 'appointment.call', async (req, res) => {
  const called = await submit(req, callForm, ({ finishing }) =>
    callNext(actor(req), idParam(req), finishing, new Date()),
  )
  if (!called.ok) return showDesk(req, res.status(called.status), called.form)
  showCalled(req, res, called.value)
})

async function showDesk(req: Request, res: Response, form: Form) {
  const now = new Date()
  const { t, format, base } = res.locals
  const reader = { t, format, base }
  const today = dayIn(now, config.zone)
  const { doctor, arrived } = query(req, shown)
  const [queues, expected, left, latest] = await Promise.all([
    queuesOn(actor(req), today, doctor),
    expectedOn(actor(req), today, doctor, EXPECTED),
    leftOvers(actor(req), today),
    arrived === null ? null : findVisit(actor(req), arrived).catch(() => null),
  ])
  deskQueuePage(res, {
    ...{ form, today },
    arrived: latest && asArrived(latest),
    queues: queues.map((queue) => ({
      ...shownQueue(queue, now, reader),
      call: `${req.baseUrl}/${queue.doctor.id}/call`,
      atDesk: true,
    })),
    only: doctor,
    expected: expected.slice(0, EXPECTED).map((visit) => shownPerson(visit, reader)),
    more: expected.length > EXPECTED,
    leftOver: left.map((visit) => ({ ...shownPerson(visit, reader), token: visit.token })),
    rule: ruleIn(t),
  })
}

function asArrived({
  id,
  token,
  patient,
  doctor,
  room,
}: Awaited<ReturnType<typeof findVisit>>): Arrived | null {
  return token === null ? null : { id, token, name: patient.name, doctor: doctor.name, room }
}
