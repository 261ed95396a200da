import type { Request, Response } from 'express'
import { z } from 'zod'
import { alternativeFor } from '../appointments/alternative-queries.js'
import { changeAppointment } from '../appointments/changes.js'
import { decisionForm } from '../appointments/forms.js'
import { shownHistory } from '../appointments/history-pages.js'
import { movableStates, tooLateToChange, transitions } from '../appointments/transition-rules.js'
import { historyOf } from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { peopleOf } from '../family/queries.js'
import { type SchedulingSettings, schedulingSettings } from '../settings/scheduling.js'
import { dayIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { cancelOwnPage, ownVisitPage, ownVisitsPage } from './patient-pages.js'
import { type OwnVisit, ownVisit, pastVisits, upcomingVisits } from './patient-queries.js'
import { explained } from './patient-state-pages.js'
import { listedVisit, patientsWords, shownOwnVisit } from './patient-words-pages.js'

/** A patient's own visits and those of their family: the list, one of them, and its cancellation. */
export const patientVisitRoutes = routes()

const turned = z.object({
  after: z.uuid().nullable().default(null),
  before: z.uuid().nullable().default(null),
})

patientVisitRoutes.get('/', 'appointment.view', async (req, res) => {
  const { t, base } = res.locals
  const today = dayIn(new Date(), config.zone)
  const turn = query(req, turned)
  const isFirst = turn.after === null && turn.before === null
  const [upcoming, past] = await Promise.all([
    isFirst ? upcomingVisits(actor(req), today) : [],
    pastVisits(actor(req), today, turn),
  ])
  const self = actor(req).patientId
  const turnTo = (name: 'after' | 'before', id: string | null) => id && `${req.baseUrl}?${name}=${id}#history`
  ownVisitsPage(res, {
    isFirst,
    upcoming: upcoming.map((visit) => listedVisit(visit, self, base, t)),
    past: past.visits.map((visit) => listedVisit(visit, self, base, t)),
    newer: turnTo('before', past.newer),
    older: turnTo('after', past.older),
  })
})

patientVisitRoutes.get(
  '/live',
  'appointment.view',
  live(async (req) => (await peopleOf(actor(req))).map(({ id }) => `patient:${id}` as const)),
)

patientVisitRoutes.get('/:id', 'appointment.view', async (req, res) => {
  const { t, format, base, site } = res.locals
  const visit = await ownVisit(actor(req), idParam(req))
  const [history, tooLate, held] = await Promise.all([
    historyOf(visit.id),
    tooLateFor(visit, res),
    alternativeFor(visit.id, new Date()),
  ])
  const isOpen = movableStates.some((state) => state === visit.status) && !visit.walkIn
  const here = `${base}/appointments/${visit.id}`
  ownVisitPage(res, {
    visit: shownOwnVisit(visit, t),
    state: explained(visit, { t, base, site, format }, held),
    actions:
      isOpen && !tooLate
        ? [
            { label: t('Move it'), href: `${here}/move`, icon: 'calendar' },
            { label: t('Cancel it'), href: `${here}/cancel`, icon: 'ban' },
          ]
        : [],
    isExpected: isOpen && visit.strandedAt === null,
    tooLate: isOpen ? tooLate : null,
    again: isOpen ? null : `/doctors/${visit.doctor.id}`,
    history: shownHistory(
      history.map((line) => patientsWords(line, actor(req).name, t)),
      { t, format },
    ),
  })
})

patientVisitRoutes.get('/:id/cancel', 'appointment.cancel', (req, res) => showCancel(req, res, openForm(req)))

patientVisitRoutes.post('/:id/cancellation', 'appointment.cancel', async (req, res) => {
  const id = idParam(req)
  const cancelled = await submit(req, decisionForm, ({ reason, idempotency_key }) =>
    changeAppointment(actor(req), id, 'cancel', { reason, key: idempotency_key }, new Date()),
  )
  if (!cancelled.ok) return showCancel(req, res.status(cancelled.status), cancelled.form)
  flash(req, 'success', res.locals.t('The visit is cancelled. Nobody waits for you at that time.'))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function showCancel(req: Request, res: Response, form: Form) {
  const visit = await ownVisit(actor(req), idParam(req))
  // Who comes late to a visit that is over already reads what became of it.
  if (req.method === 'GET' && !transitions.cancel.from.includes(visit.status))
    return res.redirect(303, `${req.baseUrl}/${visit.id}`)
  cancelOwnPage(res, {
    form,
    visit: shownOwnVisit(visit, res.locals.t),
    tooLate: await tooLateFor(visit, res),
  })
}

/** Why this visit cannot be moved or cancelled here any more, in the reader's words; null where it can. */
export async function tooLateFor(
  visit: OwnVisit,
  res: Response,
  given?: SchedulingSettings,
): Promise<string | null> {
  const now = new Date()
  const { cancelCutoffMinutes } = given ?? (await schedulingSettings())
  const refusal = tooLateToChange(visit, { now, today: dayIn(now, config.zone), cancelCutoffMinutes })
  return refusal && res.locals.t(refusal)
}
