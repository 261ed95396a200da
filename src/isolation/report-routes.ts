import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { alertStatusLabels } from '../alerts/rules.js'
import { config } from '../config.js'
import { ageOn, dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { type Routes, routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { isRedFlag } from './answer-rules.js'
import { homeCaresOf, openCareOf } from './care-queries.js'
import { notAtHome } from './plan.js'
import type { Reach, Reached } from './reach-answers.js'
import { answerToQuestions, homeReportForm } from './report-forms.js'
import {
  answerTo,
  homeReportFormPage,
  homeReportOptions,
  homeReportPage,
  notesOf,
  shownReason,
} from './report-pages.js'
import { findHomeReport, type HomeReportRow } from './report-queries.js'
import { toldRows, writtenBy } from './report-words-pages.js'
import { sendHomeReport } from './sending.js'

/** Telling how somebody is at home, and reading at once what that means: for patients and for staff. */
export function homeReportRoutes(reach: Reach): Routes {
  const reports = routes()

  reports.get('/new', 'isolation.report', async (req, res) => {
    const reached = await reach(req, res, new Date())
    if (!(await openCareOf(reached.patientId))) throw notAtHome()
    showForm(res, reached, openForm(req), null)
  })

  reports.post('/', 'isolation.report', async (req, res) => {
    const now = new Date()
    const reached = await reach(req, res, now)
    const schema = homeReportForm(ageOf(reached, now))
    const sent = await submit(req, schema, (form) => sendHomeReport(actor(req), reached.patientId, form, now))
    if (!sent.ok)
      return showForm(res.status(sent.status), reached, sent.form, answerToQuestions({ ...req.body }, schema))
    res.redirect(303, `${reached.home}/reports/${sent.value.id}`)
  })

  reports.get('/:reportId', 'isolation.view', async (req, res) => {
    const reached = await reach(req, res, new Date())
    const report = await findHomeReport(reached.patientId, idParam(req, 'reportId'))
    if (!report) throw new NotFound()
    await showReport(res, reached, report)
  })

  return reports
}

function showForm(res: Response, { staff, home }: Reached, form: Form, confirm: string | null) {
  const options = homeReportOptions(res.locals.t)
  homeReportFormPage(res, { staff, form, action: `${home}/reports`, cancel: home, confirm, options })
}

async function showReport(res: Response, { patientId, staff, home }: Reached, report: HomeReportRow) {
  const { t, format, can, site } = res.locals
  const [care] = await homeCaresOf(patientId)
  const isAtHome = care !== undefined && care.endedAt === null
  const around = { phone: site.hospital.phone, checkHours: care?.checkHours ?? 12, forStaff: staff !== null }
  homeReportPage(res, {
    staff,
    written: `${format.instant(report.takenAt)} · ${writtenBy(report, t)}`,
    answer: answerTo(report.alert, around, t),
    notes: notesOf(report.score, t),
    reasons: report.score.reasons.map((reason) => shownReason(reason, t)),
    told: toldRows(report.told, t),
    ruleSet: `${t(report.score.ruleSet.instrument)} · ${report.score.ruleSet.version}`,
    replaced: report.replaced,
    actions:
      isAtHome && can('isolation.report', { patientId })
        ? [
            {
              label: staff ? t('Report by telephone') : t('Report again'),
              href: `${home}/reports/new`,
              icon: 'refresh',
              tone: 'primary',
            },
          ]
        : [],
    flag: staff && report.flag && shownFlag(staff.id, report, isAtHome, res),
  })
}

function shownFlag(
  patientId: string,
  { alert, flag, requestId }: HomeReportRow,
  isAtHome: boolean,
  res: Response,
) {
  const { t, base, can } = res.locals
  if (!flag) return null
  const asks = isAtHome && !requestId && can('bed.hold') && isRedFlag(alert)
  return {
    href: `${base}/alerts/${flag.id}`,
    status: t(alertStatusLabels[flag.status]),
    bed: asks
      ? { action: `${base}/patients/${patientId}/bed-requests/hold`, alertId: flag.id, key: randomUUID() }
      : null,
    request: requestId && can('request.list') ? `${base}/bed-requests/${requestId}` : null,
  }
}

const ageOf = ({ dateOfBirth }: Reached, now: Date) =>
  dateOfBirth && ageOn(dateOfBirth, dayIn(now, config.zone)).years
