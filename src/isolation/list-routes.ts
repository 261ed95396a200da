import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { ageAndSex, photoOf, triageOf } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { type Day, dayIn } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import { live } from '../web/live.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { type ListedAtHome, patientsAtHomePage } from './list-pages.js'
import { countsAtHome, type PatientAtHome, patientsAtHome } from './list-queries.js'
import { ISOLATION_FILTERS, type IsolationFilter, isolationFilterLabels } from './list-rules.js'
import { alertStatus } from './report-words-pages.js'

/** Who is cared for at home: for the desk and the administration all, for a doctor their own patients. */
export const isolationListRoutes = routes()

const list = z.object({
  show: z.enum(ISOLATION_FILTERS).default('all'),
  after: z.uuid().nullable().default(null),
})

isolationListRoutes.get(
  '/live',
  'isolation.list',
  live(() => ['isolations', 'alerts']),
)

isolationListRoutes.get('/', 'isolation.list', async (req, res) => {
  const { t } = res.locals
  const { show, after } = query(req, list)
  const now = new Date()
  const [{ rows, more }, counts] = await Promise.all([
    patientsAtHome(actor(req), show, after, now),
    countsAtHome(actor(req), now),
  ])
  const address = (filter: IsolationFilter, from?: string) =>
    `${req.baseUrl}?show=${filter}${from ? `&after=${from}` : ''}`
  patientsAtHomePage(res, {
    filter: show,
    live: `${req.baseUrl}/live`,
    filters: ISOLATION_FILTERS.map((filter) => ({
      label: t(isolationFilterLabels[filter]),
      href: address(filter),
      current: filter === show,
      count: counts[filter],
    })),
    rows: rows.map((row) => listed(row, now, dayIn(now, config.zone), res)),
    newer: after ? address(show) : null,
    older: more ? address(show, rows.at(-1)?.id) : null,
  })
})

function listed(row: PatientAtHome, now: Date, today: Day, res: Response): ListedAtHome {
  const { t, format, base, can } = res.locals
  const { patient, highRisk, last, flagId, requestId, dueAt } = row
  const home = `${base}/patients/${patient.id}/isolation`
  return {
    href: `${base}/patients/${patient.id}/isolation`,
    name: patient.name,
    localName: patient.localName,
    about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
    photo: photoOf(patient, base),
    phone: patient.phone && formatPhone(patient.phone),
    triage: triageOf(row.triage),
    highRisk,
    startedOn: row.startedOn,
    earliestEndOn: row.earliestEndOn,
    mayEnd: row.earliestEndOn <= today,
    doctor: row.doctor,
    last: last && { href: `${home}/reports/${last.id}`, at: last.at, status: alertStatus(last.alert, t) },
    request: requestId && can('request.list') ? `${base}/bed-requests/${requestId}` : null,
    calls: callsOf(row, now, res),
    due:
      dueAt < now
        ? t('next was due {{when}}', { when: format.instant(dueAt) })
        : t('next by {{when}}', { when: format.instant(dueAt) }),
    report: can('isolation.report', { patientId: patient.id }) ? `${home}/reports/new` : null,
    flag: flagId
      ? {
          href: `${base}/alerts/${flagId}`,
          bed:
            can('bed.hold') && !requestId
              ? {
                  action: `${base}/patients/${patient.id}/bed-requests/hold`,
                  alertId: flagId,
                  key: randomUUID(),
                }
              : null,
        }
      : null,
  }
}

function callsOf(
  { flagId, isSilent, dueAt, since }: PatientAtHome,
  now: Date,
  res: Response,
): ListedAtHome['calls'] {
  const { t } = res.locals
  const hours = Math.floor((now.getTime() - since.getTime()) / 3_600_000)
  return [
    ...(flagId
      ? [{ text: t('Red flag: nobody has answered'), tone: 'danger', icon: 'urgent' } as const]
      : []),
    ...(isSilent
      ? [{ text: t('Silent for {{hours}} hours', { hours }), tone: 'danger', icon: 'phone' } as const]
      : dueAt <= now
        ? [{ text: t('Report due'), tone: 'attention', icon: 'clock' } as const]
        : []),
  ]
}
