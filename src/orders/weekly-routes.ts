import type { Response } from 'express'
import { z } from 'zod'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { patientNumber } from '../patients/rules.js'
import { addDays, dayIn, parseDay } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { symptomLabels } from '../triage/result-pages.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { weeklyForm } from './forms.js'
import { sendWeeklyNow } from './weekly.js'
import { weeklyReportPage, weeklySendingPage } from './weekly-pages.js'
import { weeklyReaders, weeklyReports, weeklyResults } from './weekly-queries.js'
import { lastWeek, weekFrom } from './weekly-rules.js'

/** What seven days brought for the patients of the doctor who reads. */
export const weeklyReportRoutes = routes()

const asked = z.object({ from: z.string().max(10).default('') })

weeklyReportRoutes.get('/', 'result.view', async (req, res) => {
  const { t, base } = res.locals
  const { doctorId } = actor(req)
  if (!doctorId) throw new NotFound()
  const today = dayIn(new Date(), config.zone)
  const from = parseDay(query(req, asked).from) ?? lastWeek(today)
  const week = weekFrom(from, config.zone)
  const [results, reports] = await Promise.all([
    weeklyResults(doctorId, week),
    weeklyReports(doctorId, week),
    audit(db, actor(req), 'result.view', { type: 'weekly-report', details: { from } }),
  ])
  const link = (day: string) => `${req.baseUrl}?from=${day}`
  weeklyReportPage(res, {
    from,
    until: addDays(from, 6),
    earlier: link(addDays(from, -7)),
    later: addDays(from, 7) <= today ? link(addDays(from, 7)) : null,
    critical: results.filter(({ isCritical }) => isCritical).length,
    results: results.map((row) => ({
      href: `${base}/patients/${row.patientId}/orders/${row.orderId}`,
      patient: row.patient,
      about: patientNumber(row.patientNumber),
      item: row.item,
      at: row.recordedAt,
      statuses: [
        `result.${row.status}` as const,
        ...(row.isCritical ? ['flag.CRITICAL' as const] : row.isAbnormal ? ['flag.ABNORMAL' as const] : []),
      ],
      outside: row.outside.join(', '),
      hasFile: row.hasFile,
      waits: row.isCritical && !row.acknowledged,
    })),
    reports: reports.map((row) => ({
      href: `${base}/patients/${row.patientId}`,
      patient: row.patient,
      about: patientNumber(row.patientNumber),
      reports: row.reports,
      lowest: row.lowest,
      symptoms: symptomLabels(row.symptoms, t).join(', '),
    })),
  })
})

/** Sends it now, to all doctors or to one. */
export const weeklySendingRoutes = routes()

weeklySendingRoutes.get('/', 'result.mail', (req, res) => showSending(res, openForm(req, { doctorId: '' })))

weeklySendingRoutes.post('/', 'result.mail', async (req, res) => {
  const { t } = res.locals
  const sent = await submit(req, weeklyForm, (form) => sendWeeklyNow(actor(req), form, new Date()))
  if (!sent.ok) return showSending(res.status(sent.status), sent.form)
  flash(
    req,
    'success',
    t('The weekly report is on its way to {{number}} doctors.', { number: sent.value.doctors }),
  )
  res.redirect(303, req.baseUrl)
})

async function showSending(res: Response, form: Form) {
  const readers = await weeklyReaders(db)
  weeklySendingPage(res, {
    form,
    doctors: readers.map(({ doctorId, name }) => ({ value: doctorId, label: name })),
  })
}
