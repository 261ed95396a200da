import type { Request, Response } from 'express'
import type { Actor } from '../access/actor.js'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { type Form, openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { showCalled } from './called-answers.js'
import { callNext } from './calling.js'
import { callForm } from './forms.js'
import { doctorQueuePage } from './pages.js'
import { expectedOn, leftOvers, queuesOn, seenOn } from './queries.js'
import { ruleIn, shownPerson, shownQueue, undoOf } from './shown-pages.js'

/** A doctor's own queue of today. */
export const doctorQueueRoutes = routes()

const SEEN = 20
const EXPECTED = 12

doctorQueueRoutes.get('/', 'queue.view', (req, res) => showQueue(req, res, openForm(req)))

doctorQueueRoutes.get(
  '/live',
  'queue.view',
  live((req) => [`doctor:${ownDoctorId(actor(req))}`]),
)

doctorQueueRoutes.post('/call', 'appointment.call', async (req, res) => {
  const called = await submit(req, callForm, ({ finishing }) =>
    callNext(actor(req), ownDoctorId(actor(req)), finishing, new Date()),
  )
  if (!called.ok) return showQueue(req, res.status(called.status), called.form)
  showCalled(req, res, called.value)
})

async function showQueue(req: Request, res: Response, form: Form) {
  const now = new Date()
  const { t, format, base } = res.locals
  const reader = { t, format, base }
  const today = dayIn(now, config.zone)
  const doctorId = ownDoctorId(actor(req))
  const [[own], seen, expected, left] = await Promise.all([
    queuesOn(actor(req), today, doctorId),
    seenOn(actor(req), today, SEEN),
    expectedOn(actor(req), today, doctorId, EXPECTED),
    leftOvers(actor(req), today),
  ])
  const nobody = {
    doctor: { id: doctorId, name: '', specialisation: '' },
    inside: null,
    waiting: [],
    latest: null,
  }
  doctorQueuePage(res, {
    ...{ form, today },
    doctor: actor(req).name,
    queue: { ...shownQueue(own ?? nobody, now, reader), call: `${req.baseUrl}/call`, atDesk: false },
    expected: expected.slice(0, EXPECTED).map((visit) => shownPerson(visit, reader)),
    more: expected.length > EXPECTED,
    seen: seen.map((visit) => ({
      ...shownPerson(visit, reader),
      token: visit.token,
      status: `appointment.${visit.status}`,
      undo: undoOf(visit, reader)?.action ?? '',
    })),
    leftOver: left.map((visit) => ({ ...shownPerson(visit, reader), token: visit.token })),
    rule: ruleIn(t),
  })
}

function ownDoctorId({ doctorId }: Actor): string {
  if (!doctorId) throw new NotFound()
  return doctorId
}
