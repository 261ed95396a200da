import type { Request, Response } from 'express'
import { shownHistory } from '../appointments/history-pages.js'
import { priorities, priorityLabels, visitKindLabels, visitNumber } from '../appointments/rules.js'
import {
  type Change,
  canBeMoved,
  canComeEarlier,
  needsAnotherTime,
  openChanges,
} from '../appointments/transition-rules.js'
import { findVisit, historyOf, type VisitRow } from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import type { ActionLink } from '../web/components/pages.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { editVisit } from './details-editing.js'
import { editVisitForm } from './details-forms.js'
import { buttonsFor, editVisitPage, type ShownVisit, visitPage } from './details-pages.js'

/** One visit, for staff: who, when, where, what became of it, and what can be done about it now. */
export const visitRoutes = routes()

visitRoutes.get('/:id', 'appointment.view', async (req, res) =>
  showVisit(req, res, await findVisit(actor(req), idParam(req)), null),
)

/** The page of a visit; `problem` says why what somebody wanted was not done. */
export async function showVisit(req: Request, res: Response, visit: VisitRow, problem: string | null) {
  const { t, base, format, can } = res.locals
  const now = new Date()
  const [patient, history, { cancelCutoffMinutes }] = await Promise.all([
    findPatient(actor(req), visit.patient.id, now).catch(outOfReach),
    historyOf(visit.id),
    schedulingSettings(),
  ])
  // A visit without a time is moved: neither confirmed, nor does its patient wait for a doctor who is not there.
  const stands = (change: Change) =>
    visit.strandedAt === null || (change !== 'confirm' && change !== 'check-in')
  const moment = { now, today: dayIn(now, config.zone), cancelCutoffMinutes }
  const here = `${base}/appointments/${visit.id}`
  visitPage(res, {
    problem,
    visit: shownVisit(visit, res),
    banner: patient && bannerOf(patient, t, base),
    buttons: buttonsFor(here, openChanges(visit, actor(req).role, moment).filter(stands), { t, can }),
    calendar: `${here}/calendar.ics`,
    slip: visit.token && can('appointment.check-in') ? `${here}/token` : null,
    // Another visit of somebody whose record is open.
    actions:
      patient && patient.deactivatedAt === null && can('appointment.book')
        ? [
            {
              label: t('Book a follow-up'),
              href: `${base}/appointments/new?patientId=${visit.patient.id}&doctorId=${visit.doctor.id}`,
              icon: 'calendar-plus',
            },
          ]
        : [],
    links: linksOf(visit, now, res),
    history: shownHistory(history, { t, format }),
  })
}

/** What else is done with a visit, on pages of their own. */
function linksOf(visit: VisitRow, now: Date, { locals: { t, base, can } }: Response): ActionLink[] {
  const here = `${base}/appointments/${visit.id}`
  const links: (ActionLink & { open: boolean })[] = [
    {
      open: can('appointment.reschedule') && canBeMoved(visit),
      ...{ label: t('Move'), href: `${here}/move`, icon: 'calendar' },
    },
    {
      open: can('appointment.walk-in') && visit.status === 'CHECKED_IN' && needsAnotherTime(visit),
      ...{ label: t('To another doctor'), href: `${here}/handover/new`, icon: 'users' },
    },
    { open: can('appointment.edit'), label: t('Change'), href: `${here}/edit`, icon: 'edit' },
    {
      open: can('waiting.join') && canComeEarlier(visit, now),
      ...{ label: t('Tell of an earlier time'), href: `${base}/waiting/earlier/${visit.id}`, icon: 'bell' },
    },
  ]
  return links.filter(({ open }) => open).map(({ open: _open, ...link }) => link)
}

visitRoutes.get('/:id/edit', 'appointment.edit', async (req, res) => {
  const { reason, priority, version } = await findVisit(actor(req), idParam(req))
  await showEdit(req, res, openForm(req, { reason, priority, version: String(version) }))
})

visitRoutes.post('/:id', 'appointment.edit', async (req, res) => {
  const id = idParam(req)
  const visit = await findVisit(actor(req), id)
  const saved = await submit(req, editVisitForm, (form) => editVisit(actor(req), id, form))
  if (!saved.ok) return showEdit(req, res.status(saved.status), saved.form)
  const { t, format } = res.locals
  flash(
    req,
    'success',
    t('The visit of {{name}} on {{at}} is changed.', {
      name: visit.patient.name,
      at: format.instant(visit.startsAt),
    }),
  )
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function showEdit(req: Request, res: Response, form: Form) {
  const visit = await findVisit(actor(req), idParam(req))
  const { t } = res.locals
  editVisitPage(res, {
    visit: shownVisit(visit, res),
    form: conflictInWords(form, (name, value) => {
      const priority = priorities.find((one) => name === 'priority' && one === value)
      return priority ? t(priorityLabels[priority]) : value
    }),
    priorities: priorities.map((value) => ({ value, label: t(priorityLabels[value]) })),
  })
}

/** A visit in the words of its reader. */
export function shownVisit(visit: VisitRow, res: Response): ShownVisit {
  const { t } = res.locals
  return {
    id: visit.id,
    number: visitNumber(visit.number),
    statuses: [`appointment.${visit.status}`, `priority.${visit.priority}`],
    startsAt: visit.startsAt,
    endsAt: visit.endsAt,
    patient: visit.patient.name,
    doctor: visit.doctor.name,
    specialisation: visit.doctor.specialisation,
    where:
      visit.visitKind === 'VIDEO' ? t('By video') : visit.room && t('Room {{room}}', { room: visit.room }),
    kind: visit.walkIn ? t('Without an appointment') : t(visitKindLabels[visit.visitKind]),
    token: visit.token,
    reason: visit.reason,
    statusReason: visit.statusReason,
    isStranded: needsAnotherTime(visit),
  }
}

/** A doctor still sees a visit whose patient's record they do not reach any more. */
export function outOfReach(error: unknown): null {
  if (error instanceof NotFound) return null
  throw error
}
