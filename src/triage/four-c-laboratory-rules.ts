import { numberProblems, type Problem } from '../observations/problem-rules.js'

/** Indian laboratories print blood urea or BUN in mg/dL; the two share a unit, so which it is must be said. */
export const UREA_UNITS = ['mmol/L', 'mg/dL', 'mg/dL-BUN'] as const
export type UreaUnit = (typeof UREA_UNITS)[number]

export const ureaUnitLabels: Record<UreaUnit, string> = {
  'mmol/L': 'Urea, mmol/L',
  'mg/dL': 'Blood urea, mg/dL',
  'mg/dL-BUN': 'Blood urea nitrogen (BUN), mg/dL',
}

export const CRP_UNITS = ['mg/L', 'mg/dL'] as const
export type CrpUnit = (typeof CRP_UNITS)[number]

/** Points of a laboratory value, and the band it fell in. */
export interface LaboratoryPoints {
  points: number
  threshold: string
}

/**
 * 0 below 7 mmol/L, 1 from 7 to 14 with both ends, 3 above 14. A value is compared in the unit in which it was
 * written, so that no conversion can move it over a limit: blood urea in mg/dL is 6.006 for each mmol/L. BUN has the
 * limits that the authors print, 19.6 and 39.2 mg/dL (x 2.8); by the rounded factor 0.357, 19.6 would be 6.997.
 */
export function ureaPoints(value: number, unit: UreaUnit): LaboratoryPoints {
  const [from, to] = UREA_LIMITS[unit]
  if (value < from) return { points: 0, threshold: `< ${from}` }
  return value > to ? { points: 3, threshold: `> ${to}` } : { points: 1, threshold: `${from} to ${to}` }
}

/** 0 below 50 mg/L, 1 from there to below 100, 2 from 100. The BMJ first printed these numbers as mg/dL, wrongly. */
export function crpPoints(value: number, unit: CrpUnit): LaboratoryPoints {
  const [from, to] = CRP_LIMITS[unit]
  if (value < from) return { points: 0, threshold: `< ${from}` }
  return value >= to
    ? { points: 2, threshold: `>= ${to}` }
    : { points: 1, threshold: `${from} to less than ${to}` }
}

/** Empty where not measured, and for a possible value with its unit. */
export function laboratoryProblems(
  field: 'urea' | 'crp',
  value: unknown,
  unit: UreaUnit | CrpUnit | null,
): Problem[] {
  if (value === null) return []
  const range = ranges[field].find((row) => row.unit === unit)
  if (!range) return [{ field: `${field}Unit`, text: UNIT_TEXTS[field], values: {} }]
  return numberProblems(field, value, { ...range, text: NUMBER_TEXTS[field] }, { unit: range.unit })
}

const UREA_LIMITS: Record<UreaUnit, readonly [from: number, to: number]> = {
  'mmol/L': [7, 14],
  'mg/dL': [42.042, 84.084],
  'mg/dL-BUN': [19.6, 39.2],
}

const CRP_LIMITS: Record<CrpUnit, readonly [from: number, to: number]> = {
  'mg/L': [50, 100],
  'mg/dL': [5, 10],
}

/** What a living person's blood can hold: ours, wide on purpose, to catch the mistyped and some of the mis-united. */
const ranges: Record<'urea' | 'crp', readonly { unit: UreaUnit | CrpUnit; from: number; to: number }[]> = {
  urea: [
    { unit: 'mmol/L', from: 0.1, to: 100 },
    { unit: 'mg/dL', from: 0.6, to: 600 },
    { unit: 'mg/dL-BUN', from: 0.3, to: 280 },
  ],
  crp: [
    { unit: 'mg/L', from: 0, to: 1000 },
    { unit: 'mg/dL', from: 0, to: 100 },
  ],
}

const UNIT_TEXTS = {
  urea: 'Say in which unit the urea is: mmol/L, mg/dL of urea or mg/dL of BUN.',
  crp: 'Say whether the CRP is in mg/L or in mg/dL.',
}

const NUMBER_TEXTS = {
  urea: 'A urea is a number from {{from}} to {{to}} {{unit}}; {{value}} is not possible.',
  crp: 'A CRP is a number from {{from}} to {{to}} {{unit}}; {{value}} is not possible.',
}
