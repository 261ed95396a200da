import { dayIn, timeIn } from '../shared/calendar.js'
import type { Tone } from '../web/components/telling.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { type ChartRound, chartGroups } from './chart-rules.js'
import { type OxygenDevice, oxygenDeviceLabels } from './oxygen-rules.js'
import type { RoundToShow } from './pages.js'
import { bandLabels } from './response-rules.js'
import type { Whose } from './round-pages.js'
import { bandTones } from './score-pages.js'

/** Rounds in columns, the oldest first; parameters in rows, each band with its points. */
export interface ShownChart {
  days: { day: string; columns: number }[]
  columns: { time: string; href: string; about: string; by: string }[]
  groups: {
    label: string
    short: string
    unit: string
    bands: { label: string; points: number | null; told: string; cells: string[] }[]
  }[]
  scores: { text: string; told: string; tone: Tone }[]
  rows: { label: string; cells: string[] }[]
  /** What the letters for the devices mean. */
  key: string
}

export const chartPage = page<{
  whose: Whose
  list: string
  chart: ShownChart
  older: string | null
}>('observations/chart', ({ whose }, t) => t('Observation chart of {{name}}', { name: whose.name }), {
  trail: ({ whose }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: whose.name, href: `/patients/${whose.id}` },
    { label: t('Observations'), href: `/patients/${whose.id}/observations` },
  ],
})

interface ChartedRound extends RoundToShow, ChartRound {
  id: string
  recordedBy: string
}

export function shownChart(
  rounds: readonly ChartedRound[],
  list: string,
  zone: string,
  t: T,
  format: Format,
): ShownChart {
  return {
    days: daysOf(rounds, zone, format),
    columns: rounds.map(({ id, takenAt, recordedBy }) => ({
      time: timeIn(takenAt, zone),
      href: `${list}/${id}`,
      about: format.instant(takenAt),
      by: initials(recordedBy),
    })),
    groups: chartGroups(rounds).map(({ label, short, unit, written, bands }) => ({
      label: t(label),
      short: t(short),
      unit: t(unit),
      bands: bands
        .filter(({ points, holds }) => points !== null || rounds.some(holds))
        .map((band) => ({
          label: t(band.label),
          points: band.points,
          told: band.points === null ? '?' : String(band.points),
          cells: rounds.map((round) => (band.holds(round) ? written(round) : '')),
        })),
    })),
    scores: rounds.map((round) => scoreCell(round, t)),
    rows: [
      { label: t('Diastolic'), of: ({ diastolic }: ChartedRound) => diastolic },
      {
        label: t('Device'),
        of: ({ oxygenDevice }: ChartedRound) => oxygenDevice && DEVICE_LETTERS[oxygenDevice],
      },
      { label: t('FiO2 %'), of: ({ fio2 }: ChartedRound) => fio2 },
      { label: t('Pain'), of: ({ pain }: ChartedRound) => pain },
      { label: t('Glucose mg/dL'), of: ({ glucoseMgDl }: ChartedRound) => glucoseMgDl },
      { label: t('Weight kg'), of: ({ weightGrams }: ChartedRound) => weightGrams && weightGrams / 1000 },
    ]
      .map(({ label, of }) => ({ label, cells: rounds.map((round) => String(of(round) ?? '')) }))
      .filter(({ cells }) => cells.some((cell) => cell !== '')),
    key: Object.entries(DEVICE_LETTERS)
      .map(([device, letters]) => `${letters} ${t(labelsByDevice[device] ?? '')}`)
      .join(', '),
  }
}

const DEVICE_LETTERS: Record<OxygenDevice, string> = {
  NASAL_CANNULA: 'N',
  SIMPLE_MASK: 'SM',
  VENTURI_MASK: 'V',
  NON_REBREATHER: 'RM',
  HIGH_FLOW: 'HF',
  CPAP_BIPAP: 'NIV',
  VENTILATOR: 'IMV',
}
const labelsByDevice: Partial<Record<string, string>> = oxygenDeviceLabels

function scoreCell({ score, total, band }: RoundToShow, t: T): ShownChart['scores'][number] {
  if (total !== null && band !== null)
    return { text: String(total), told: t(bandLabels[band]), tone: bandTones[band] }
  if (score?.status === 'INCOMPLETE') return { text: '–', told: t('Incomplete'), tone: 'attention' }
  return { text: '–', told: t('None'), tone: 'neutral' }
}

function daysOf(rounds: readonly ChartedRound[], zone: string, format: Format): ShownChart['days'] {
  const days: ShownChart['days'] = []
  for (const { takenAt } of rounds) {
    const day = format.day(dayIn(takenAt, zone))
    const last = days.at(-1)
    if (last?.day === day) last.columns++
    else days.push({ day, columns: 1 })
  }
  return days
}

const initials = (name: string) =>
  name
    .replace(/^Dr\.?\s+/, '')
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .join('')
    .slice(0, 3)
