import type { Request, Response } from 'express'
import { z } from 'zod'
import { changeAppointment } from '../appointments/changes.js'
import { decisionForm } from '../appointments/forms.js'
import { transitions } from '../appointments/transition-rules.js'
import { findVisit, type VisitRow } from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, ownPath } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import type { T } from '../web/words.js'
import { archiveVisit } from './details-editing.js'
import { changeButtons, decisionPage } from './details-pages.js'
import { shownVisit, showVisit } from './details-routes.js'
import { reachOf, toldInWords } from './reach-answers.js'

/** What becomes of a visit: confirmed, declined, cancelled, completed, missed; and what of it is taken back. */
export const decisionRoutes = routes()

const atOnce = {
  confirm: 'The visit of {{name}} on {{at}} is confirmed.',
  complete: 'The visit of {{name}} on {{at}} is completed.',
  'no-show': 'The visit of {{name}} on {{at}} is marked as missed.',
  'undo-completion': 'The visit of {{name}} on {{at}} is not completed any more.',
  'undo-no-show': 'The visit of {{name}} on {{at}} is not marked as missed any more.',
} as const

/** Where a button goes back to is all that it sends. */
const nothingToFillIn = z.object({})

const undoable: readonly string[] = ['complete', 'no-show']

for (const [name, sentence] of Object.entries(atOnce)) {
  // The keys of the table above.
  const change = name as keyof typeof atOnce
  const { path } = changeButtons[change]
  decisionRoutes.post(`/:id/${path}`, transitions[change].action, async (req, res) => {
    const visit = await findVisit(actor(req), idParam(req))
    const changed = await submit(req, nothingToFillIn, () =>
      changeAppointment(actor(req), visit.id, change, {}, new Date()),
    )
    if (!changed.ok) return showRefused(req, res, changed.form)
    const here = `${req.baseUrl}/${visit.id}`
    flash(
      req,
      'success',
      change === 'confirm' ? await withTold(sentence, visit, res) : told(sentence, visit, res),
      undoable.includes(change) ? { action: `${here}/${path}/undo`, label: res.locals.t('Undo') } : undefined,
    )
    res.redirect(303, ownPath(req.body?.next, config.baseUrl, here))
  })
}

const withReason = {
  reject: 'The request of {{name}} for {{at}} is declined, and the time is free again.',
  cancel: 'The visit of {{name}} on {{at}} is cancelled.',
} as const

for (const change of ['reject', 'cancel'] as const) {
  const { path } = changeButtons[change]
  const { action } = transitions[change]
  decisionRoutes.get(`/:id/${path}/new`, action, async (req, res) => {
    const visit = await findVisit(actor(req), idParam(req))
    // Only what can still be done is asked about; else the visit itself says what became of it.
    if (!transitions[change].from.includes(visit.status))
      return res.redirect(303, `${req.baseUrl}/${visit.id}`)
    await ask(req, res, visit, change, openForm(req))
  })
  decisionRoutes.post(`/:id/${path}`, action, async (req, res) => {
    const visit = await findVisit(actor(req), idParam(req))
    const decided = await submit(req, decisionForm, ({ reason, idempotency_key: key }) =>
      changeAppointment(actor(req), visit.id, change, { reason, key }, new Date()),
    )
    if (!decided.ok) return ask(req, res.status(decided.status), visit, change, decided.form)
    flash(req, 'success', await withTold(withReason[change], visit, res))
    res.redirect(303, ownPath(req.query.next, config.baseUrl, `${req.baseUrl}/${visit.id}`))
  })
}

decisionRoutes.post('/:id/archive', 'appointment.archive', async (req, res) => {
  const visit = await findVisit(actor(req), idParam(req))
  const archived = await submit(req, nothingToFillIn, () => archiveVisit(actor(req), visit.id, new Date()))
  if (!archived.ok) return showRefused(req, res, archived.form)
  flash(req, 'success', told('The visit of {{name}} on {{at}} is put away; its history stays.', visit, res), {
    action: `${req.baseUrl}/${visit.id}/archive/undo`,
    label: res.locals.t('Undo'),
  })
  res.redirect(303, ownPath(req.body?.next, config.baseUrl, res.locals.base))
})

decisionRoutes.post('/:id/archive/undo', 'appointment.archive', async (req, res) => {
  const visit = await findVisit(actor(req), idParam(req))
  await archiveVisit(actor(req), visit.id, null)
  flash(req, 'success', told('The visit of {{name}} on {{at}} is on your list again.', visit, res))
  res.redirect(303, ownPath(req.body?.next, config.baseUrl, res.locals.base))
})

async function ask(req: Request, res: Response, visit: VisitRow, change: 'reject' | 'cancel', form: Form) {
  const here = `${req.baseUrl}/${visit.id}`
  const next = ownPath(req.query.next, config.baseUrl, here)
  decisionPage(res, {
    visit: shownVisit(visit, res),
    form,
    action: `${here}/${changeButtons[change].path}${next === here ? '' : `?next=${encodeURIComponent(next)}`}`,
    cancel: next,
    walkIn: visit.walkIn,
    ...{ change, consequences: consequencesOf(visit, change, await reachOf(visit), res.locals.t) },
  })
}

/** What of the visit goes on, and who hears of it; who came without an appointment has no time that others could have. */
function consequencesOf(
  visit: VisitRow,
  change: 'reject' | 'cancel',
  reach: Awaited<ReturnType<typeof reachOf>>,
  t: T,
): string[] {
  return [
    ...(visit.walkIn
      ? [t('The patient does not stand in the queue any more.')]
      : [t('The time is free again at once, and may be given to somebody else.')]),
    ...(reach === 'TOLD' ? [t('The patient is told, with the reason that you enter.')] : []),
    ...(reach === 'CALL'
      ? [t('Nobody is told by itself: this patient has no email and no account. Call them.')]
      : []),
    change === 'reject'
      ? t('The request stays in the history as declined.')
      : t('The visit stays in the history as cancelled.'),
  ]
}

/** The visit as it is now, which may be what somebody else made of it, and why nothing was done. */
async function showRefused(req: Request, res: Response, { summary, errors }: Form) {
  const visit = await findVisit(actor(req), idParam(req))
  await showVisit(req, res.status(409), visit, summary ?? Object.values(errors)[0] ?? null)
}

const withTold = async (sentence: string, visit: VisitRow, res: Response) =>
  `${told(sentence, visit, res)} ${await toldInWords(visit, res)}`.trim()

const told = (sentence: string, visit: VisitRow, { locals: { t, format } }: Response) =>
  t(sentence, { name: visit.patient.name, at: format.instant(visit.startsAt) })
