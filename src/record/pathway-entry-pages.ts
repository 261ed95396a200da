import { alertLabels } from '../alerts/rules.js'
import { answerOf, statusOf, wordsFor } from '../alerts/shown-pages.js'
import { priorityLabels } from '../appointments/rules.js'
import { endReasonText } from '../isolation/ending-pages.js'
import { alertTones, listedHomeReport } from '../isolation/report-words-pages.js'
import { moodLabels } from '../reports/rules.js'
import { day } from '../shared/calendar.js'
import type { Told, Words } from './entry-pages.js'
import type { EntryDetails } from './entry-rules.js'

type Reader = Pick<Words, 't' | 'format' | 'base'>

interface FromHome {
  id: string
  at: Date
  by: string | null
  detail: EntryDetails['HOME_REPORT']
}

/** A report from home; `list` is the page of all of them. */
export function homeReport({ id, at, by, detail }: FromHome, list: string, { t, format }: Reader) {
  const { alert, told, byPatient, daily } = detail
  const row = { id, alert, told, byPatient, takenAt: at, by: by ?? '' }
  const shown = listedHomeReport({ ...row, fromDailyReport: daily !== null, replaced: false }, list, t)
  const felt = daily ? [t('{{rating}} of 10', { rating: daily.rating }), t(moodLabels[daily.mood])] : []
  return {
    title: daily
      ? t('Daily report of {{day}}', { day: format.day(day(daily.day)) })
      : byPatient
        ? t('Report from home')
        : t('Report from home, by telephone'),
    text: lines([...felt, shown.told, shown.readings], daily?.description),
    href: shown.href,
    status: shown.status,
    ...(alert !== 'NONE' && { tone: alertTones[alert] }),
  } satisfies Told
}

/** The plan of a home isolation; `href` is the page of the care at home. */
export function isolation(
  { earliestEndDay, checkHours, doctor, caregiver, note }: EntryDetails['ISOLATION'],
  href: string,
  { t, format }: Reader,
) {
  const plan = [
    t('Until {{day}} at the earliest', { day: format.day(day(earliestEndDay)) }),
    t('A report every {{hours}} hours', { hours: checkHours }),
    doctor && t('In charge: {{doctor}}', { doctor }),
    caregiver && t('Cared for by {{name}}', { name: caregiver }),
  ]
  return { title: t('Home isolation begun'), text: lines(plan, note), href } satisfies Told
}

/** Leads to the certificate where there is one. */
export function isolationEnd(
  id: string,
  { reason, certified }: EntryDetails['ISOLATION_END'],
  href: string,
  { t }: Reader,
) {
  return {
    title: t('Home isolation ended'),
    text: reason === null ? '' : endReasonText(reason, t),
    href: certified ? `${href}/${id}/certificate.pdf` : href,
    ...(certified && { status: { tone: 'good', text: t('Certificate') } }),
  } satisfies Told
}

export function service(id: string, detail: EntryDetails['SERVICE'], { t, format, base }: Reader) {
  const { item, status, priority, details, allocatedTo, doneAt, plannedAt, closeReason } = detail
  const comes = doneAt ?? plannedAt
  const urgent = priority === 'ROUTINE' ? null : t(priorityLabels[priority])
  return {
    title: t('Service: {{item}}', { item }),
    text: lines(
      [urgent, details],
      closeReason ?? lines([allocatedTo, comes && format.instant(new Date(comes))]),
    ),
    status: { of: `service.${status}` },
    href: `${base}/services/${id}`,
  } satisfies Told
}

/** For clinical staff: it says which reading or result it is. */
export function alert(id: string, detail: EntryDetails['ALERT'], { t, format, base }: Reader) {
  const { kind, text, facts, status, acknowledgedAt, closedAt } = detail
  const answer = answerOf(
    { ...detail, acknowledgedAt: instant(acknowledgedAt), closedAt: instant(closedAt) },
    t,
  )
  return {
    title: t('Alert: {{alert}}', { alert: t(alertLabels[kind]) }),
    text: lines(
      [wordsFor(kind, text, facts, { t, isClinical: true })],
      answer && lines([answer.text, answer.by, format.instant(answer.at)]),
    ),
    status: statusOf(status, t),
    ...(status === 'OPEN' && { tone: 'danger' }),
    href: `${base}/alerts/${id}`,
  } satisfies Told
}

const instant = (text: string | null) => (text === null ? null : new Date(text))

/** What there is of a first line, and of a second one. */
const lines = (first: (string | null)[], second?: string | null): string =>
  [first.filter(Boolean).join(' · '), second].filter(Boolean).join('\n')
