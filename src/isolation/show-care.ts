import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { pathwaySettings } from '../settings/pathway.js'
import { dayIn } from '../shared/calendar.js'
import type { ActionLink } from '../web/components/pages.js'
import { query } from '../web/params.js'
import { hoursUntilNext } from './answer-rules.js'
import { type HomeCare, homeCaresOf } from './care-queries.js'
import { endReasonText } from './ending-pages.js'
import { homeCarePage } from './pages.js'
import { planRows } from './plan-pages.js'
import type { Reached } from './reach-answers.js'
import { answerTo } from './report-pages.js'
import { type HomeReportRow, homeReportsOf } from './report-queries.js'
import { homeChartsOf, listedHomeReport } from './report-words-pages.js'
import { homeInstructions, selfMonitoring } from './rules.js'
import { silenceSince } from './silence-rules.js'

const PAGE_ROWS = 60
/** A week, twice a day. */
const CHART_ROWS = 14
const asked = z.object({ before: z.uuid().nullable().default(null) })

/** The same page for the patient and, under the patient's banner, for staff. */
export async function showCare(req: Request, res: Response, reached: Reached): Promise<void> {
  const { t, format, site } = res.locals
  const now = new Date()
  const { patientId, who, staff, home } = reached
  const { before } = query(req, asked)
  const [[newest, ...rest], found, limits] = await Promise.all([
    homeCaresOf(patientId),
    homeReportsOf(patientId, { limit: PAGE_ROWS + 1, before }),
    pathwaySettings(),
  ])
  const open = newest && newest.endedAt === null ? newest : null
  const rows = found.slice(0, PAGE_ROWS)
  const [last] = before ? [] : rows
  homeCarePage(res, {
    ...{ staff, who },
    actions: actionsFor(reached, open, res),
    care: open && {
      newest: last ? shownNewest(last, open, reached, res) : null,
      silent: staff && silentText(open, last?.takenAt ?? null, limits, now, res),
      plan: planRows(open, dueAt(open, last ?? null), {
        now,
        today: dayIn(now, config.zone),
        phone: site.hospital.phone,
        t,
        format,
      }),
      editPlan: staff && res.locals.can('isolation.plan') ? `${home}/plan` : null,
    },
    reports: rows.map((row) => listedHomeReport(row, `${home}/reports`, t)),
    charts: before ? [] : homeChartsOf(rows, t),
    older: found.length > PAGE_ROWS ? `${home}?before=${rows.at(-1)?.id}` : null,
    ended: [newest, ...rest].flatMap((care) =>
      care?.endedAt ? [shownEnded(care, care.endedAt, home, res)] : [],
    ),
    instructions: open ? homeInstructions({ highRisk: open.highRisk }) : [],
    sheet: {
      heads: selfMonitoring.map(({ label, note }) => ({ label: t(label), note: note && t(note) })),
      rows: CHART_ROWS,
    },
  })
}

function actionsFor({ patientId, staff, home }: Reached, open: HomeCare | null, res: Response): ActionLink[] {
  const { t, base, can } = res.locals
  if (!open) return []
  return [
    ...(staff && can('isolation.end')
      ? [{ label: t('End the isolation'), href: `${home}/end`, icon: 'calendar-check' } as const]
      : []),
    ...(can('service.request', { patientId })
      ? [
          {
            label: t('Request a service'),
            href: staff ? `${base}/patients/${patientId}/services/new` : `${base}/services/new`,
            icon: 'ambulance',
          } as const,
        ]
      : []),
    ...(can('isolation.report', { patientId })
      ? [
          {
            label: staff ? t('Report by telephone') : t('Tell us how you are now'),
            href: `${home}/reports/new`,
            icon: staff ? 'phone' : 'heart-rate-monitor',
            tone: 'primary',
          } as const,
        ]
      : []),
  ]
}

function shownNewest(last: HomeReportRow, { checkHours }: HomeCare, { staff, home }: Reached, res: Response) {
  const { t, site } = res.locals
  const around = { phone: site.hospital.phone, checkHours, forStaff: staff !== null }
  return {
    at: last.takenAt,
    href: `${home}/reports/${last.id}`,
    answer: answerTo(last.alert, around, t),
  }
}

type Limits = Parameters<typeof silenceSince>[2]

function silentText({ startedAt }: HomeCare, lastAt: Date | null, limits: Limits, now: Date, res: Response) {
  const { t, format } = res.locals
  const since = lastOf(startedAt, lastAt)
  if (silenceSince(since, now, limits) === 'NONE') return null
  return t('No report since {{since}}. Call the patient, and write down what they tell.', {
    since: format.instant(since),
  })
}

function dueAt({ startedAt, checkHours }: HomeCare, last: HomeReportRow | null): Date {
  const hours = hoursUntilNext(last?.alert ?? null, checkHours)
  return new Date(lastOf(startedAt, last?.takenAt ?? null).getTime() + hours * 3_600_000)
}

/** Silence is reckoned from the last report, or from when the isolation began. */
const lastOf = (startedAt: Date, lastAt: Date | null): Date =>
  lastAt && lastAt > startedAt ? lastAt : startedAt

function shownEnded(care: HomeCare, endedAt: Date, home: string, res: Response) {
  return {
    startedOn: care.startedOn,
    endedAt,
    reason: endReasonText(care.endReason ?? '', res.locals.t),
    certificate: care.certified ? `${home}/${care.id}/certificate.pdf` : null,
  }
}
