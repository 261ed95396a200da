import type { Components } from '../web/components.js'
import type { T } from '../web/words.js'
import { mmolLOf, type Round } from './entry-rules.js'
import type { Band } from './news2-rules.js'
import { celsius, type Range, rangesOf } from './range-rules.js'
import { consciousnessLabels, type OxygenSupport, oxygenSupportLabels, type Readings } from './rules.js'
import { breathingText } from './score-pages.js'
import type { StoredScore } from './score-rules.js'

type Items = Components['components/readings']['items']

/** A round as its pages show it. */
export interface RoundToShow extends Round {
  takenAt: Date
  score: StoredScore | null
  total: number | null
  band: Band | null
}

/** Everything in a round, with its units, where it stands in words and colour, and the last values as a small line. */
export function shownRound(round: RoundToShow, earlier: readonly Round[], t: T): Items {
  const oldestFirst = [...earlier].reverse()
  const items = shownReadings(round, t, round.score?.ageYears ?? null).map((item, index) => {
    const field = sparked[index]
    if (!field || earlier.length < 2) return item
    const values = oldestFirst.map((one) => one[field])
    const label = t('{{label}}, last {{count}} rounds', { label: item.label, count: values.length })
    return { ...item, spark: { label, values: field === 'temperatureTenthsC' ? inDegrees(values) : values } }
  })
  const { oxygenDevice, oxygenFlowTenths, fio2, pain, glucoseMgDl, weightGrams } = round
  const given = oxygenDevice || oxygenFlowTenths !== null || fio2 !== null ? breathingText(round, t) : null
  return [
    ...items,
    ...(given === null ? [] : [{ label: t('Oxygen'), value: given }]),
    ...(pain === null ? [] : [{ label: t('Pain'), value: String(pain), unit: t('of 10') }]),
    ...(glucoseMgDl === null
      ? []
      : [
          { label: t('Glucose'), value: String(glucoseMgDl), unit: `mg/dL (${mmolLOf(glucoseMgDl)} mmol/L)` },
        ]),
    ...(weightGrams === null ? [] : [{ label: t('Weight'), value: String(weightGrams / 1000), unit: 'kg' }]),
  ]
}

/** Which small line stands under which reading, in the order of `shownReadings` where an SpO2 was measured. */
const sparked = ['spo2', 'respiratoryRate', 'temperatureTenthsC', 'pulse', 'systolic'] as const

const inDegrees = (values: (number | null)[]) => values.map((value) => (value === null ? null : value / 10))

/** A round as it is shown: each reading with its unit, and where it stands as a word and a tone. */
export function shownReadings(readings: Readings, t: T, ageYears: number | null = null): Items {
  const { spo2, oxygen, respiratoryRate, pulse, systolic, diastolic, consciousness } = readings
  const ranges = rangesOf(readings, ageYears)
  const hasPressure = systolic !== null || diastolic !== null
  return [
    { label: t('SpO2'), value: printed(spo2), unit: oxygenUnit(oxygen, t), ...looked(ranges.spo2, t) },
    ...(spo2 === null && oxygen !== null
      ? [{ label: t('Air or oxygen'), value: t(oxygenSupportLabels[oxygen]) }]
      : []),
    {
      label: t('Breaths'),
      value: printed(respiratoryRate),
      unit: t('a minute'),
      ...looked(ranges.respiratoryRate, t),
    },
    { label: t('Temperature'), value: celsius(readings), unit: '°C', ...looked(ranges.temperature, t) },
    { label: t('Pulse'), value: printed(pulse), unit: t('a minute'), ...looked(ranges.pulse, t) },
    {
      label: t('Blood pressure'),
      value: hasPressure ? `${systolic ?? '–'}/${diastolic ?? '–'}` : null,
      unit: 'mmHg',
      ...looked(ranges.pressure, t),
    },
    {
      label: t('Consciousness'),
      value: consciousness && t(consciousnessLabels[consciousness]),
      ...looked(ranges.consciousness, t),
    },
  ]
}

const oxygenUnits: Record<OxygenSupport, string> = {
  ROOM_AIR: '% on room air',
  ON_OXYGEN: '% on oxygen',
  HIGH_FLOW_OR_VENTILATED: '% on high-flow oxygen or a ventilator',
}

/** An SpO2 says little without what was breathed. */
const oxygenUnit = (oxygen: OxygenSupport | null, t: T) => (oxygen ? t(oxygenUnits[oxygen]) : '%')

const printed = (value: number | null) => (value === null ? null : String(value))

const looked = (range: Range | null, t: T) => (range ? { tone: range.tone, note: t(range.word) } : {})
