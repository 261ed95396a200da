import type { Round } from './entry-rules.js'
import { CASCADES, type Cascade, NOT_ALERT_POINTS, OXYGEN_POINTS } from './news2-rules.js'

/** A row of the observation chart: a stretch of one parameter that has the same points. */
export interface ChartBand {
  /** '21–24', '≥ 25'; a sentence key for `t()` where it is a word. */
  label: string
  /** Null where they cannot be known. */
  points: number | null
  holds: (round: ChartRound) => boolean
}

export interface ChartGroup {
  label: string
  /** Where there is little room. */
  short: string
  unit: string
  /** What stands in the cell of the band that holds. */
  written: (round: ChartRound) => string
  bands: ChartBand[]
}

export interface ChartRound extends Round {
  spo2Scale: number
}

/**
 * The seven parameters as the chart of the Royal College of Physicians shows them (NEWS2, 2017, chart 3): each in its
 * bands, the highest on top. The bands are read off the cascades that give the points, so that both always agree.
 */
export function chartGroups(rounds: readonly ChartRound[]): ChartGroup[] {
  const onScale2 = rounds.some(({ spo2Scale }) => spo2Scale === 2)
  const onScale1 = rounds.some(({ spo2Scale }) => spo2Scale !== 2)
  return [
    byNumber('Breaths', 'a minute', ({ respiratoryRate }) => respiratoryRate, CASCADES.respiratoryRate),
    ...(onScale1 ? [byNumber('SpO2, scale 1', '%', spo2On(1), CASCADES.spo2Scale1)] : []),
    ...(onScale2 ? [spo2Scale2] : []),
    airOrOxygen,
    byNumber('Systolic', 'mmHg', ({ systolic }) => systolic, CASCADES.systolic),
    byNumber('Pulse', 'a minute', ({ pulse }) => pulse, CASCADES.pulse),
    consciousness,
    byNumber('Temperature', '°C', ({ temperatureTenthsC }) => temperatureTenthsC, CASCADES.temperature, 1),
  ]
}

/** The bands of a cascade with their limits as people write them. */
export function bandsOf(
  cascade: Cascade,
  decimals = 0,
): { from: number; below: number; label: string; points: number }[] {
  const written = (value: number) =>
    decimals === 0 ? String(value) : (value / 10 ** decimals).toFixed(decimals)
  return cascade.map(([from, points], index) => {
    const above = cascade[index - 1]?.[0]
    const last = above === undefined ? '' : written(above - 1)
    const isLowest = index === cascade.length - 1
    const label =
      above === undefined ? `≥ ${written(from)}` : isLowest ? `≤ ${last}` : `${written(from)}–${last}`
    return { from, below: above ?? Number.POSITIVE_INFINITY, label, points }
  })
}

type Value = (round: ChartRound) => number | null

const within = (value: Value, from: number, below: number) => (round: ChartRound) => {
  const measured = value(round)
  return measured !== null && measured >= from && measured < below
}

function byNumber(label: string, unit: string, value: Value, cascade: Cascade, decimals = 0): ChartGroup {
  return {
    label,
    short: label,
    unit,
    written: (round) => ((value(round) ?? 0) / 10 ** decimals).toFixed(decimals),
    bands: bandsOf(cascade, decimals).map(({ from, below, ...band }) => ({
      ...band,
      holds: within(value, from, below),
    })),
  }
}

const spo2On =
  (scale: number): Value =>
  ({ spo2, spo2Scale }) =>
    (spo2Scale === 2 ? 2 : 1) === scale ? spo2 : null

const above92 = CASCADES.spo2Scale2OnOxygen.filter(([from]) => from > 92)
const upTo92 = CASCADES.spo2Scale2OnAir

const spo2Scale2: ChartGroup = {
  label: 'SpO2, scale 2',
  short: 'SpO2, scale 2',
  unit: '%',
  written: ({ spo2 }) => String(spo2),
  bands: [
    ...bandsOf([...above92, [88, 0]])
      .slice(0, -1)
      .map(({ from, below, label, points }) => ({
        label: `${label} O₂`,
        points,
        holds: (round: ChartRound) =>
          round.oxygen !== null && round.oxygen !== 'ROOM_AIR' && within(spo2On(2), from, below)(round),
      })),
    {
      label: '≥ 93',
      points: 0,
      holds: (round) => round.oxygen === 'ROOM_AIR' && within(spo2On(2), 93, 101)(round),
    },
    {
      label: '≥ 93 ?',
      points: null,
      holds: (round) => round.oxygen === null && within(spo2On(2), 93, 101)(round),
    },
    ...bandsOf(upTo92).map(({ from, below, label, points }) => ({
      label: from === 88 ? '88–92' : label,
      points,
      holds: within(spo2On(2), from, Math.min(below, 93)),
    })),
  ],
}

const airOrOxygen: ChartGroup = {
  label: 'Air or oxygen',
  short: 'Air/O₂',
  unit: '',
  written: ({ oxygen, oxygenFlowTenths, fio2 }) => {
    if (oxygen === 'ROOM_AIR') return '✓'
    if (oxygenFlowTenths !== null) return `${oxygenFlowTenths / 10} L`
    return fio2 === null ? 'O₂' : `${fio2} %`
  },
  bands: [
    { label: 'Air', points: 0, holds: ({ oxygen }) => oxygen === 'ROOM_AIR' },
    {
      label: 'Oxygen',
      points: OXYGEN_POINTS,
      holds: ({ oxygen }) => oxygen !== null && oxygen !== 'ROOM_AIR',
    },
  ],
}

const consciousness: ChartGroup = {
  label: 'Consciousness',
  short: 'ACVPU',
  unit: '',
  written: ({ consciousness: letter }) => letter ?? '',
  bands: [
    { label: 'Alert', points: 0, holds: ({ consciousness: letter }) => letter === 'A' },
    {
      label: 'C, V, P or U',
      points: NOT_ALERT_POINTS,
      holds: ({ consciousness: letter }) => letter !== null && letter !== 'A',
    },
  ],
}
