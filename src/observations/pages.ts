import type { Components } from '../web/components.js'
import type { T } from '../web/words.js'
import { type Range, rangesOf } from './range-rules.js'
import { consciousnessLabels, oxygenSupportLabels, type Readings } from './rules.js'

type Items = Components['components/readings']['items']

/** A round as it is shown: each reading with its unit, and where it stands as a word and a tone. */
export function shownReadings(readings: Readings, t: T): Items {
  const { spo2, oxygen, respiratoryRate, pulse, systolic, diastolic, consciousness } = readings
  const ranges = rangesOf(readings)
  const hasPressure = systolic !== null || diastolic !== null
  return [
    { label: t('SpO2'), value: printed(spo2), unit: '%', ...looked(ranges.spo2, t) },
    { label: t('Air or oxygen'), value: oxygen && t(oxygenSupportLabels[oxygen]) },
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

/** '38.4' */
export function celsius({ temperatureTenthsC }: Pick<Readings, 'temperatureTenthsC'>): string | null {
  return temperatureTenthsC === null ? null : (temperatureTenthsC / 10).toFixed(1)
}

const printed = (value: number | null) => (value === null ? null : String(value))

const looked = (range: Range | null, t: T) => (range ? { tone: range.tone, note: t(range.word) } : {})
