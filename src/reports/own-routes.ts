import type { Request, Response } from 'express'
import { z } from 'zod'
import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { openCareOf } from '../isolation/care-queries.js'
import { homeReportOptions } from '../isolation/report-pages.js'
import { toldInDailyReport } from '../isolation/report-queries.js'
import { findPatient } from '../patients/queries.js'
import { ageOn, dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { changeReport, sendReport } from './commands.js'
import { answerToQuestions, reportEditForm, reportForm } from './forms.js'
import {
  chartsOf,
  formLabels,
  formOptions,
  ownReportsPage,
  reportFormPage,
  shownReport,
  wordFor,
} from './pages.js'
import { formValues, reportById, reportOn, reportsOf } from './queries.js'
import { isOpenOn, needsHelpNow } from './rules.js'

/** A patient tells day by day how they are, and reads what they told. */
export const ownDailyReportRoutes = routes()

const PAGE_ROWS = 31
const asked = z.object({ before: z.uuid().nullable().default(null) })

ownDailyReportRoutes.get('/', 'daily-report.own', async (req, res) => {
  const { t } = res.locals
  const patientId = ownPatientId(actor(req))
  await auditRead(actor(req), 'daily-report.own', patientId)
  const { before } = query(req, asked)
  const found = await reportsOf(patientId, PAGE_ROWS + 1, before)
  const rows = found.slice(0, PAGE_ROWS)
  const day = dayIn(new Date(), config.zone)
  const editOf = (row: { id: string; day: string }) =>
    isOpenOn(row, day) ? `${req.baseUrl}/${row.id}/edit` : null
  const edit = before ? null : rows.map(editOf).find((one) => one !== null)
  ownReportsPage(res, {
    today: edit ? { day, edit } : null,
    newReport: `${req.baseUrl}/new`,
    rows: rows.map((row) => shownReport(row, t, editOf(row))),
    charts: before ? [] : chartsOf(rows, t, t('How well you feel, from 1 to 10')),
    older: found.length > PAGE_ROWS ? `${req.baseUrl}?before=${rows.at(-1)?.id}` : null,
  })
})

ownDailyReportRoutes.get('/new', 'daily-report.own', async (req, res) => {
  const sent = await reportOn(ownPatientId(actor(req)), dayIn(new Date(), config.zone))
  if (sent) return res.redirect(303, `${req.baseUrl}/${sent.id}/edit`)
  await showForm(req, res, { form: openForm(req), id: null, confirm: null })
})

ownDailyReportRoutes.post('/', 'daily-report.own', async (req, res) => {
  const now = new Date()
  const schema = reportForm(await ageOf(req, now))
  const sent = await submit(req, schema, async (form) => ({
    ...(await sendReport(actor(req), form, now)),
    needsHelp: needsHelpNow(form),
  }))
  if (!sent.ok)
    return showForm(req, res.status(sent.status), {
      form: sent.form,
      id: null,
      confirm: answerToQuestions({ ...req.body }, schema),
    })
  flash(req, 'success', res.locals.t('Thank you. Your report of today is in your record.'))
  goOn(req, res, sent.value)
})

ownDailyReportRoutes.get('/:id/edit', 'daily-report.own', async (req, res) => {
  const report = await reportById(ownPatientId(actor(req)), idParam(req))
  if (!report) throw new NotFound()
  if (!isOpenOn(report, dayIn(new Date(), config.zone)))
    throw new Refusal('This report is of a day that is over. It stays as you sent it.')
  const values = {
    ...formValues(report),
    ...(await toldInDailyReport(report.id)),
    version: String(report.version),
  }
  await showForm(req, res, { form: openForm(req, values), id: report.id, confirm: null })
})

ownDailyReportRoutes.post('/:id', 'daily-report.own', async (req, res) => {
  const now = new Date()
  const id = idParam(req)
  const schema = reportEditForm(await ageOf(req, now))
  const saved = await submit(req, schema, async (form) => ({
    ...(await changeReport(actor(req), id, form, now)),
    needsHelp: needsHelpNow(form),
  }))
  if (!saved.ok)
    return showForm(req, res.status(saved.status), {
      form: saved.form,
      id,
      confirm: answerToQuestions({ ...req.body }, schema),
    })
  flash(req, 'success', res.locals.t('Your report of today was changed.'))
  goOn(req, res, saved.value)
})

/** Who is cared for at home reads at once what their report means; another one, whom to call where that cannot wait. */
function goOn(
  req: Request,
  res: Response,
  { homeReportId, needsHelp }: { homeReportId: string | null; needsHelp: boolean },
) {
  if (homeReportId) return res.redirect(303, `${res.locals.base}/isolation/reports/${homeReportId}`)
  if (needsHelp) callNow(req, res)
  res.redirect(303, req.baseUrl)
}

/** The report waits for its reader; what was told in it may not. */
function callNow(req: Request, res: Response) {
  const { t, site } = res.locals
  const sentence = t(
    'What you told needs help now. Do not wait for an answer to your report. Call {{phone}}.',
    {
      phone: site.hospital.phone,
    },
  )
  flash(req, 'warning', sentence)
}

/** What is rare at one age is usual at another. */
async function ageOf(req: Request, now: Date): Promise<number | null> {
  const { dateOfBirth } = await findPatient(actor(req), ownPatientId(actor(req)), now)
  return dateOfBirth && ageOn(dateOfBirth, dayIn(now, config.zone)).years
}

async function showForm(
  req: Request,
  res: Response,
  { form, id, confirm }: { form: Form; id: string | null; confirm: string | null },
) {
  const { t, site } = res.locals
  const isAtHome = (await openCareOf(ownPatientId(actor(req)))) !== null
  reportFormPage(res, {
    form: conflictInWords(form, (name, value) => wordFor(name, value, t)),
    action: id ? `${req.baseUrl}/${id}` : req.baseUrl,
    cancel: req.baseUrl,
    day: dayIn(new Date(), config.zone),
    edits: id !== null,
    confirm,
    phone: site.hospital.phone,
    labels: formLabels(t),
    options: formOptions(t),
    atHome: isAtHome ? homeReportOptions(t) : null,
  })
}
