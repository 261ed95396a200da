import type { WardLevel } from '../../../src/generated/prisma/enums.js'

interface DemoWard {
  name: string
  floor: string
  level: WardLevel
  isolation: boolean
  oxygen: boolean
  dailyRateMinor: bigint
  beds: number
  /** The bed in which nobody may lie: its oxygen outlet leaks. */
  blocked?: string
}

/** By their code. 80 beds; rates as private hospitals of Pune ask them. */
export const wards = {
  'ISO-A': {
    name: 'Isolation Ward A',
    floor: '2nd floor, east wing',
    level: 'WARD',
    isolation: true,
    oxygen: true,
    dailyRateMinor: 4_000_00n,
    beds: 20,
  },
  'ISO-B': {
    name: 'Isolation Ward B',
    floor: '2nd floor, west wing',
    level: 'WARD',
    isolation: true,
    oxygen: true,
    dailyRateMinor: 4_000_00n,
    beds: 18,
    blocked: '12',
  },
  'ISO-S': {
    name: 'Isolation, single rooms',
    floor: '3rd floor',
    level: 'WARD',
    isolation: true,
    oxygen: true,
    dailyRateMinor: 6_500_00n,
    beds: 8,
  },
  HDU: {
    name: 'High Dependency Unit',
    floor: '4th floor',
    level: 'HDU',
    isolation: true,
    oxygen: true,
    dailyRateMinor: 7_500_00n,
    beds: 10,
  },
  ICU: {
    name: 'Intensive Care Unit',
    floor: '4th floor',
    level: 'ICU',
    isolation: true,
    oxygen: true,
    dailyRateMinor: 12_000_00n,
    beds: 10,
  },
  GEN: {
    name: 'General Ward',
    floor: '1st floor',
    level: 'WARD',
    isolation: false,
    oxygen: true,
    dailyRateMinor: 1_800_00n,
    beds: 14,
  },
} as const satisfies Record<string, DemoWard>

export type WardCode = keyof typeof wards
