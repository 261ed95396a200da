import { type Problem, shown, wholeNumberProblems } from './problem-rules.js'

export const TEMPERATURE_UNITS = ['C', 'F'] as const
export type TemperatureUnit = (typeof TEMPERATURE_UNITS)[number]

/**
 * What a living person's body can have. The two ranges are the same temperatures and share no number, so a
 * reading marked with the wrong unit (98.6 °C, 37 °F) is always outside its range and never scored.
 */
export const POSSIBLE_TEMPERATURES: Record<TemperatureUnit, { from: number; to: number }> = {
  C: { from: 25, to: 45 },
  F: { from: 77, to: 113 },
}

/**
 * A possible temperature in whole tenths of a degree Celsius (98.6 °F is 370), rounded half up. Calculated in
 * whole millionths of a degree: 95.0, 96.8, 100.4 and 102.2 °F are exactly 350, 360, 380 and 390, and 38.05 °C
 * is 381, as on paper; in binary fractions they are not.
 */
export function tenthsOfCelsius(value: number, unit: TemperatureUnit): number {
  const millionths = Math.round(value * 1_000_000)
  return unit === 'C'
    ? roundedHalfUp(millionths, 100_000)
    : roundedHalfUp((millionths - 32_000_000) * 5, 9 * 100_000)
}

/** Empty for null (not measured) and for a possible temperature with its unit, which is never guessed. */
export function temperatureProblems(temperature: unknown, unit: TemperatureUnit | null): Problem[] {
  if (temperature === null) return []
  if (unit === null || !TEMPERATURE_UNITS.includes(unit)) {
    return [{ field: 'temperatureUnit', text: 'Say whether the temperature is in °C or °F.', values: {} }]
  }
  if (isPossible(temperature, unit)) return []

  const other = unit === 'C' ? 'F' : 'C'
  const value = shown(temperature)
  if (isPossible(temperature, other)) {
    const text = '{{value}} °{{unit}} is not a possible body temperature: did you mean °{{other}}?'
    return [{ field: 'temperature', text, values: { value, unit, other } }]
  }
  const text = 'A body temperature is a number from {{from}} to {{to}} °{{unit}}; {{value}} is not possible.'
  return [{ field: 'temperature', text, values: { value, unit, ...POSSIBLE_TEMPERATURES[unit] } }]
}

/** The same for a temperature that was already converted. */
export function storedTemperatureProblems(tenthsC: unknown): Problem[] {
  const { from, to } = POSSIBLE_TEMPERATURES.C
  const text =
    'A body temperature is from {{from}} to {{to}} tenths of a degree Celsius; {{value}} is not possible.'
  return wholeNumberProblems('temperature', tenthsC, { from: from * 10, to: to * 10, text })
}

function isPossible(value: unknown, unit: TemperatureUnit): boolean {
  const { from, to } = POSSIBLE_TEMPERATURES[unit]
  return typeof value === 'number' && value >= from && value <= to
}

function roundedHalfUp(dividend: number, divisor: number): number {
  return Math.floor((2 * dividend + divisor) / (2 * divisor))
}
