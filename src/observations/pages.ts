import type { Components } from '../web/components.js'
import type { T } from '../web/words.js'
import { celsius, type Range, rangesOf } from './range-rules.js'
import { consciousnessLabels, type OxygenSupport, oxygenSupportLabels, type Readings } from './rules.js'

type Items = Components['components/readings']['items']

/** A round as it is shown: each reading with its unit, and where it stands as a word and a tone. */
export function shownReadings(readings: Readings, t: T): Items {
  const { spo2, oxygen, respiratoryRate, pulse, systolic, diastolic, consciousness } = readings
  const ranges = rangesOf(readings)
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
