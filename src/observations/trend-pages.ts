import type { Components } from '../web/components.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { Round } from './entry-rules.js'
import type { Whose } from './round-pages.js'
import { breathingText } from './score-pages.js'

export const PERIODS = ['24h', '3d', '7d', '30d', 'all'] as const
export type Period = (typeof PERIODS)[number]

type Chart = Components['components/line-chart']

interface Trends {
  charts: Chart[]
  /** Rounds of this time, and how many of them are drawn. */
  count: number
  drawn: number
  /** What nobody measured in this time. */
  without: string[]
}

export const trendsPage = page<
  Trends & { whose: Whose; list: string; periods: Components['components/tabs']['items'] }
>('observations/trends', ({ whose }, t) => t('Vital signs of {{name}} over time', { name: whose.name }), {
  trail: ({ whose }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: whose.name, href: `/patients/${whose.id}` },
    { label: t('Observations'), href: `/patients/${whose.id}/observations` },
  ],
})

const HOURS: Record<Period, number | null> = { '24h': 24, '3d': 72, '7d': 168, '30d': 720, all: null }

export function sinceOf(period: Period, now: Date): Date | null {
  const hours = HOURS[period]
  return hours === null ? null : new Date(now.getTime() - hours * 3_600_000)
}

export function periodTabs(current: Period, address: string, t: T): Components['components/tabs']['items'] {
  const labels: Record<Period, string> = {
    '24h': t('24 hours'),
    '3d': t('3 days'),
    '7d': t('7 days'),
    '30d': t('30 days'),
    all: t('All'),
  }
  return PERIODS.map((period) => ({
    label: labels[period],
    href: `${address}?period=${period}`,
    current: period === current,
  }))
}

interface TrendRound extends Round {
  takenAt: Date
  spo2Scale: number
  total: number | null
  count: number
}

/** A chart for each vital sign that was measured; the ranges are those of 0 points in NEWS2. */
export function chartsOf(rows: readonly TrendRound[], t: T): Trends {
  const line = (
    label: string,
    value: (row: TrendRound) => number | null,
    note?: (row: TrendRound) => string | null,
  ) => ({
    label,
    points: rows.map((row) => {
      const told = note?.(row)
      return { at: row.takenAt, value: value(row), ...(told && { note: told }) }
    }),
  })
  const onScale2 = rows.at(-1)?.spo2Scale === 2
  const charts: Chart[] = [
    { title: 'NEWS2', unit: '', series: [line(t('Score'), ({ total }) => total)], decimals: 0 },
    {
      title: t('Breaths'),
      unit: t('a minute'),
      series: [line(t('Breaths'), ({ respiratoryRate }) => respiratoryRate)],
      ...{ low: 12, high: 20, decimals: 0 },
    },
    {
      title: t('SpO2'),
      unit: '%',
      series: [
        line(
          t('SpO2'),
          ({ spo2 }) => spo2,
          (row) => oxygenNote(row, t),
        ),
      ],
      ...(onScale2 ? { low: 88, high: 92 } : { low: 96, high: 100 }),
      decimals: 0,
    },
    {
      title: t('Blood pressure'),
      unit: 'mmHg',
      series: [line(t('Upper'), ({ systolic }) => systolic), line(t('Lower'), ({ diastolic }) => diastolic)],
      decimals: 0,
    },
    {
      title: t('Pulse'),
      unit: t('a minute'),
      series: [line(t('Pulse'), ({ pulse }) => pulse)],
      ...{ low: 51, high: 90, decimals: 0 },
    },
    {
      title: t('Temperature'),
      unit: '°C',
      series: [
        line(t('Temperature'), ({ temperatureTenthsC: tenths }) => (tenths === null ? null : tenths / 10)),
      ],
      ...{ low: 36.1, high: 38, decimals: 1 },
    },
    { title: t('Pain'), unit: t('of 10'), series: [line(t('Pain'), ({ pain }) => pain)], decimals: 0 },
    {
      title: t('Glucose'),
      unit: 'mg/dL',
      series: [line(t('Glucose'), ({ glucoseMgDl }) => glucoseMgDl)],
      decimals: 0,
    },
    {
      title: t('Weight'),
      unit: 'kg',
      series: [line(t('Weight'), ({ weightGrams }) => (weightGrams === null ? null : weightGrams / 1000))],
      decimals: 1,
    },
  ]
  const known = ({ series }: Chart) => series.some(({ points }) => points.some(({ value }) => value !== null))
  const isMeasured = (chart: Chart) => known(chart)
  return {
    charts: charts.filter(isMeasured).map(withoutGapsAtNothing),
    count: rows[0]?.count ?? 0,
    drawn: rows.length,
    without: rows.length === 0 ? [] : charts.filter((chart) => !isMeasured(chart)).map(({ title }) => title),
  }
}

function oxygenNote(row: TrendRound, t: T): string | null {
  return row.spo2 === null || row.oxygen === 'ROOM_AIR'
    ? null
    : (breathingText(row, t) ?? t('Air or oxygen not known'))
}

/** What is measured once a day (a weight) is joined over the rounds between, which did not ask for it. */
function withoutGapsAtNothing(chart: Chart): Chart {
  if (
    chart.series.some(({ points }) => points.filter(({ value }) => value !== null).length > points.length / 2)
  )
    return chart
  const series = chart.series.map((line) => ({
    ...line,
    points: line.points.filter(({ value }) => value !== null),
  }))
  return { ...chart, series }
}
