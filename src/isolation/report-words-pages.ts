import { tenthsOfCelsius } from '../observations/temperature-rules.js'
import { symptoms } from '../triage/history-rules.js'
import type { HomeReportOnPage } from '../web/components/reports.js'
import type { Tone } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { IconName } from '../web/icon-names.js'
import type { T } from '../web/words.js'
import { type AlertLevel, alertLevelLabels } from './home-alert-rules.js'
import { courseLabels, type HomeReport } from './report-rules.js'

export const alertTones: Record<AlertLevel, Tone> = {
  NONE: 'good',
  RECHECK: 'attention',
  URGENT: 'danger',
  EMERGENCY: 'danger',
}
const icons: Record<AlertLevel, IconName> = {
  NONE: 'circle-check',
  RECHECK: 'refresh',
  URGENT: 'urgent',
  EMERGENCY: 'ambulance',
}

export const alertStatus = (level: AlertLevel, t: T): Components['components/status'] => ({
  text: t(alertLevelLabels[level]),
  tone: alertTones[level],
  icon: icons[level],
})

const labels = new Map<string, string>(symptoms.map(({ code, label }) => [code, label]))

export const symptomLabel = (code: string): string => labels.get(code) ?? code

type Told = Omit<HomeReport, 'at'>

/** What was told, name by name. */
export function toldRows(told: Told, t: T): Components['components/summary-list']['rows'] {
  const course = (value: Told['breathing']) => value && t(courseLabels[value])
  return [
    { label: t('Breathing'), value: course(told.breathing) },
    { label: t('Feeling'), value: course(told.feeling) },
    { label: t('Signs'), value: signsOf(told, t) || t('None') },
    { label: t('Days of fever'), value: told.feverDays === null ? null : String(told.feverDays) },
    ...measuredOf(told, t).map(({ label, value }) => ({ label, value: value ?? t('Not measured') })),
  ]
}

const signsOf = (told: Told, t: T) => (told.symptoms ?? []).map((code) => t(symptomLabel(code))).join(', ')

function measuredOf({ spo2, onOxygen, respiratoryRate, pulse, temperature, temperatureUnit }: Told, t: T) {
  const air = onOxygen === null ? '' : onOxygen ? t(', on oxygen') : t(', on room air')
  return [
    { label: t('SpO2'), value: spo2 === null ? null : `${spo2} %${air}` },
    {
      label: t('Breaths'),
      value: respiratoryRate === null ? null : t('{{value}} a minute', { value: respiratoryRate }),
    },
    { label: t('Pulse'), value: pulse === null ? null : t('{{value}} a minute', { value: pulse }) },
    {
      label: t('Temperature'),
      value: temperature === null || temperatureUnit === null ? null : `${temperature} °${temperatureUnit}`,
    },
  ]
}

interface Row {
  id: string
  takenAt: Date
  alert: AlertLevel
  told: Told
  by: string
  byPatient: boolean
  fromDailyReport: boolean
  replaced: boolean
}

export function listedHomeReport(row: Row, list: string, t: T): HomeReportOnPage {
  const { told } = row
  const courses = [
    told.breathing && t('Breathing: {{course}}', { course: t(courseLabels[told.breathing]).toLowerCase() }),
    told.feeling && t('Feeling: {{course}}', { course: t(courseLabels[told.feeling]).toLowerCase() }),
    signsOf(told, t),
  ]
  return {
    href: `${list}/${row.id}`,
    at: row.takenAt,
    written: writtenBy(row, t),
    status: alertStatus(row.alert, t),
    told: courses.filter((words) => words !== null && words !== '').join(' · '),
    readings: measuredOf(told, t)
      .flatMap(({ label, value }) => (value === null ? [] : [`${label} ${value}`]))
      .join(', '),
    replaced: row.replaced,
  }
}

export const writtenBy = (
  { by, byPatient, fromDailyReport }: Omit<Row, 'told' | 'id' | 'takenAt' | 'alert'>,
  t: T,
) =>
  byPatient
    ? fromDailyReport
      ? t('In the daily report')
      : t('By the patient')
    : t('By telephone with {{name}}', { name: by })

/** Lines of what was measured at least twice, the newest reports first. */
export function homeChartsOf(rows: readonly Row[], t: T): Components['components/line-chart'][] {
  const counted = rows.filter(({ replaced }) => !replaced)
  const chart = (
    title: string,
    unit: string,
    decimals: number,
    of: (told: Told) => number | null,
    range: { low?: number; high?: number } = {},
  ): Components['components/line-chart'] => ({
    ...{ title, unit, decimals, ...range },
    series: [
      { label: title, points: counted.map(({ takenAt, told }) => ({ at: takenAt, value: of(told) })) },
    ],
  })
  return [
    chart(t('SpO2'), '%', 0, ({ spo2 }) => spo2, { low: 94, high: 100 }),
    chart(t('Temperature'), '°C', 1, celsiusOf, { high: 37.7 }),
    chart(t('Pulse'), t('a minute'), 0, ({ pulse }) => pulse),
    chart(t('Breaths'), t('a minute'), 0, ({ respiratoryRate }) => respiratoryRate, { high: 23 }),
  ].filter(
    ({ series }) => series.flatMap(({ points }) => points.filter(({ value }) => value !== null)).length > 1,
  )
}

const celsiusOf = ({ temperature, temperatureUnit }: Told) =>
  temperature === null || temperatureUnit === null ? null : tenthsOfCelsius(temperature, temperatureUnit) / 10

export const dueText = (due: Date, now: Date, t: T, format: Format) =>
  due < now
    ? t('Since {{when}}', { when: format.instant(due) })
    : t('By {{when}}', { when: format.instant(due) })
