import type { Mood } from '../generated/prisma/enums.js'
import type { homeReportOptions } from '../isolation/report-pages.js'
import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { ReportOnPage } from '../web/components/reports.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { IconName } from '../web/icon-names.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { moodLabels, moods, RATING, reportSymptoms, symptomLabel } from './rules.js'

type Chart = Components['components/line-chart']

interface History {
  rows: ReportOnPage[]
  charts: Chart[]
  older: string | null
}

export const ownReportsPage = page<History & { today: { day: Day; edit: string } | null; newReport: string }>(
  'reports/own',
  'Your daily report',
)

export const reportFormPage = page<{
  form: Form
  action: string
  cancel: string
  day: Day
  edits: boolean
  /** The answer that says that rare values are right; null where nothing is asked. */
  confirm: string | null
  phone: string
  labels: Record<string, string>
  /** What who is cared for at home is asked besides. */
  atHome: ReturnType<typeof homeReportOptions> | null
  options: { moods: Components['components/moods']['options']; ratings: Option[]; symptoms: Option[] }
}>('reports/form', ({ edits }, t) => (edits ? t('Change today’s report') : t('How are you today?')), {
  trail: (_page, t) => [{ label: t('Your daily report'), href: '/reports' }],
})

export const staffReportsPage = page<History & { id: string; name: string; banner: BannerPatient }>(
  'reports/list',
  'Daily reports',
  {
    trail: ({ id, name }, t) => [
      { label: t('Patients'), href: '/patients' },
      { label: name, href: `/patients/${id}` },
    ],
  },
)

const moodIcons: Record<Mood, IconName> = {
  VERY_GOOD: 'mood-happy',
  GOOD: 'mood-smile',
  OKAY: 'mood-empty',
  LOW: 'mood-sad',
  VERY_LOW: 'mood-cry',
}

export const formOptions = (t: T) => ({
  moods: moods.map((value) => ({ value, label: t(moodLabels[value]), icon: moodIcons[value] })),
  ratings: Array.from({ length: RATING.to - RATING.from + 1 }, (_, at) => String(RATING.from + at)).map(
    (value) => ({ value, label: value }),
  ),
  symptoms: reportSymptoms.map(({ code, label }) => ({ value: code, label: t(label) })),
})

export const formLabels = (t: T): Record<string, string> => ({
  mood: t('Your mood'),
  rating: t('How well you feel, from 1 to 10'),
  symptoms: t('What you notice today'),
  description: t('Anything else, in your own words'),
  temperature: t('Temperature'),
  temperatureUnit: t('Unit of the temperature'),
  spo2: t('Oxygen in the blood (SpO2)'),
  pulse: t('Pulse'),
})

/** What the fields of both versions hold, where they hold codes. */
export function wordFor(name: string, value: string, t: T): string {
  if (name === 'mood') {
    const mood = moods.find((one) => one === value)
    return mood ? t(moodLabels[mood]) : value
  }
  return name === 'symptoms'
    ? value
        .split(',')
        .filter((code) => code !== '')
        .map((code) => t(symptomLabel(code)))
        .join(', ')
    : value
}

interface Row {
  id: string
  day: Day
  mood: Mood
  rating: number
  symptoms: string[]
  description: string | null
  temperatureTenthsC: number | null
  spo2: number | null
  pulse: number | null
  createdAt: Date
  updatedAt: Date
}

/** `edit`: where a report of today is changed. */
export function shownReport(row: Row, t: T, edit: string | null): ReportOnPage {
  const { temperatureTenthsC, spo2, pulse } = row
  return {
    day: row.day,
    mood: { label: t(moodLabels[row.mood]), icon: moodIcons[row.mood] },
    rating: t('{{rating}} of 10', { rating: row.rating }),
    symptoms: row.symptoms.map((code) => t(symptomLabel(code))),
    description: row.description,
    readings: [
      ...(temperatureTenthsC === null ? [] : [`${(temperatureTenthsC / 10).toFixed(1)} °C`]),
      ...(spo2 === null ? [] : [t('SpO2 {{value}} %', { value: spo2 })]),
      ...(pulse === null ? [] : [t('pulse {{value}} a minute', { value: pulse })]),
    ],
    at: row.updatedAt,
    changed: row.updatedAt.getTime() > row.createdAt.getTime(),
    edit,
  }
}

/** A chart of the rating, in the words `rated`, and one of each thing that was measured at least twice. */
export function chartsOf(rows: readonly Row[], t: T, rated: string): Chart[] {
  const chart = (title: string, unit: string, decimals: number, of: (row: Row) => number | null): Chart => ({
    ...{ title, unit, decimals },
    series: [{ label: title, points: rows.map((row) => ({ at: row.createdAt, value: of(row) })) }],
  })
  const measured = [
    chart(t('Oxygen in the blood (SpO2)'), '%', 0, ({ spo2 }) => spo2),
    chart(
      t('Temperature'),
      '°C',
      1,
      ({ temperatureTenthsC }) => temperatureTenthsC && temperatureTenthsC / 10,
    ),
    chart(t('Pulse'), t('a minute'), 0, ({ pulse }) => pulse),
  ]
  const values = ({ series }: Chart) =>
    series.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []))
  return rows.length < 2
    ? []
    : [chart(rated, '', 0, ({ rating }) => rating), ...measured.filter((one) => values(one).length > 1)]
}
