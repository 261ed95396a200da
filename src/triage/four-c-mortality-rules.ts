import type { Values } from '../shared/errors.js'

export const FOUR_C_GROUPS = ['LOW', 'INTERMEDIATE', 'HIGH', 'VERY_HIGH'] as const
export type FourCGroup = (typeof FOUR_C_GROUPS)[number]

export const fourCGroupLabels: Record<FourCGroup, string> = {
  LOW: 'Low (0 to 3)',
  INTERMEDIATE: 'Intermediate (4 to 8)',
  HIGH: 'High (9 to 14)',
  VERY_HIGH: 'Very high (15 to 21)',
}

/** What became of the patients with one score. Never shown without its denominator. */
export interface Mortality {
  /** One decimal. Null where nobody died: that is not a risk of zero. */
  percent: number | null
  deaths: number
  patients: number
  /** A sentence key. */
  text: string
  values: Values
}

export function groupOf(total: number): FourCGroup {
  if (total >= 15) return 'VERY_HIGH'
  if (total >= 9) return 'HIGH'
  return total >= 4 ? 'INTERMEDIATE' : 'LOW'
}

/** Deaths in hospital at a score of 0 to 21; null for any other number. */
export function mortalityAt(total: number): Mortality | null {
  const observed = OBSERVED[total]
  if (!observed) return null
  const [deaths, patients] = observed
  if (deaths === 0)
    return {
      percent: null,
      deaths,
      patients,
      text: 'No deaths among {{patients}} patients with this score, which is not a risk of zero.',
      values: { patients },
    }
  const percent = Math.round((1000 * deaths) / patients) / 10
  return {
    percent,
    deaths,
    patients,
    text: '{{deaths}} of {{patients}} patients with this score died in hospital ({{percent}} %).',
    values: { deaths, patients, percent: percent.toFixed(1) },
  }
}

/**
 * Deaths and patients by score, from 0 up. Validation cohort of 22 361 patients, 6 729 deaths: rebuilt from the
 * percentages of isaric4c.net, and agreeing with the printed sizes of the groups. United Kingdom, 2020.
 */
const OBSERVED: readonly (readonly [deaths: number, patients: number])[] = [
  [0, 169],
  [1, 336],
  [4, 496],
  [15, 649],
  [37, 770],
  [58, 776],
  [72, 925],
  [129, 1103],
  [190, 1315],
  [312, 1628],
  [428, 1869],
  [555, 2062],
  [722, 2194],
  [852, 2123],
  [797, 1788],
  [756, 1464],
  [659, 1115],
  [486, 735],
  [351, 463],
  [178, 230],
  [92, 111],
  [35, 40],
]
