import type { Request, Response } from 'express'
import { inBookingTurn } from '../appointments/booking-turns.js'
import { firstName, visitPlace } from '../appointments/place-rules.js'
import { movableStates, needsAnotherTime, tooLateToChange } from '../appointments/transition-rules.js'
import { config } from '../config.js'
import { pool } from '../db/client.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { dayIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { countTry, limiter } from '../web/limits.js'
import { networkOf } from '../web/networks.js'
import { routes } from '../web/routes.js'
import { submit } from '../web/submit.js'
import { cancelByLink } from './link-cancelling.js'
import { linkCancelForm } from './link-forms.js'
import { cancelByLinkPage, deadVisitLinkPage, visitLinkPage } from './link-pages.js'
import { type LinkedVisit, type OpenedLink, openLink } from './link-queries.js'

/** One visit, by the link in its mails, without log-in. Opening it changes nothing, so that mail programs may look. */
export const visitLinkRoutes = routes()

visitLinkRoutes.get('/:secret', 'site.visit', (req, res) =>
  withVisit(req, res, async (visit) => {
    const tooLate = await tooLateFor(visit)
    const movable = movableStates.some((state) => state === visit.status)
    const hasAccount = visit.patient.accountId !== null || visit.patient.guardians.length > 0
    visitLinkPage(res, {
      visit: onPage(visit),
      here: addressOf(req),
      tooLate: tooLate && res.locals.t(tooLate),
      move: movable && hasAccount ? `/patient/appointments/${visit.id}/move` : null,
    })
  }),
)

visitLinkRoutes.get('/:secret/cancellation/new', 'site.visit', (req, res) =>
  withVisit(req, res, async (visit) => {
    if (await tooLateFor(visit)) return res.redirect(303, addressOf(req))
    askToCancel(req, res, visit, openForm(req))
  }),
)

visitLinkRoutes.post('/:secret/cancellation', 'site.visit', (req, res) =>
  inBookingTurn(() => withVisit(req, res, (visit) => cancel(req, res, visit))),
)

async function cancel(req: Request, res: Response, visit: LinkedVisit) {
  const cancelled = await submit(req, linkCancelForm, (form) => cancelByLink(secretOf(req), form, new Date()))
  if (!cancelled.ok) return askToCancel(req, res.status(cancelled.status), visit, cancelled.form)
  const { t, format } = res.locals
  const when = format.instant(visit.startsAt)
  flash(req, 'success', t('The visit on {{when}} is cancelled. Thank you for telling us.', { when }))
  res.redirect(303, addressOf(req))
}

/** Hands on what the link opens, or says why it opens nothing and what to do. Wrong secrets are counted. */
async function withVisit(req: Request, res: Response, show: (visit: LinkedVisit) => unknown) {
  res.set('X-Robots-Tag', 'noindex, nofollow')
  const link = await openLink(secretOf(req), new Date())
  if (link.dead === null) return show(link.visit)
  if (link.dead === 'unknown') await countTry(wrongSecrets(), networkOf(req.ip))
  showDead(res, link)
}

function showDead(res: Response, { dead, visit }: Extract<OpenedLink, { dead: string }>) {
  deadVisitLinkPage(res.status(dead === 'unknown' ? 404 : 410), {
    why: dead,
    doctorId: visit?.doctorId ?? null,
  })
}

const wrongSecrets = () => limiter(pool, { name: 'visit-link', tries: 60, seconds: 60 * 60 })

const secretOf = (req: Request) => String(req.params.secret)
const addressOf = (req: Request) => `${req.baseUrl}/${encodeURIComponent(secretOf(req))}`

async function tooLateFor({ startsAt }: LinkedVisit): Promise<string | null> {
  const { cancelCutoffMinutes } = await schedulingSettings()
  const now = new Date()
  return tooLateToChange({ startsAt }, { now, today: dayIn(now, config.zone), cancelCutoffMinutes })
}

function askToCancel(req: Request, res: Response, visit: LinkedVisit, form: Form) {
  cancelByLinkPage(res, { form, visit: onPage(visit), here: addressOf(req) })
}

const onPage = (visit: LinkedVisit) => ({
  status: visit.status,
  startsAt: visit.startsAt,
  doctor: visit.doctor.account.name,
  patient: firstName(visit.patient.name),
  place: visitPlace(visit),
  stranded: needsAnotherTime(visit),
})
