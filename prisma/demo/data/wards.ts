import type { SexPolicy, WardLevel } from '../../../src/generated/prisma/enums.js'

export interface DemoWard {
  name: string
  floor: string
  level: WardLevel
  isolation: boolean
  oxygen: boolean
  dailyRateMinor: bigint
  beds: number
  /** What a day cost until a month ago, and what it will cost in three weeks. */
  before?: bigint
  next?: bigint
  /** The beds stand in them in this order. */
  rooms?: readonly { number: string; beds: number; sexPolicy?: SexPolicy }[]
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
    rooms: [
      { number: '201', beds: 4, sexPolicy: 'FEMALE' },
      { number: '202', beds: 4, sexPolicy: 'FEMALE' },
      { number: '203', beds: 4, sexPolicy: 'MALE' },
      { number: '204', beds: 4, sexPolicy: 'MALE' },
      { number: '205', beds: 4 },
    ],
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
    next: 7_000_00n,
    beds: 8,
    rooms: ['301', '302', '303', '304', '305', '306', '307', '308'].map((number) => ({ number, beds: 1 })),
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
    oxygen: false,
    dailyRateMinor: 1_800_00n,
    before: 1_650_00n,
    beds: 14,
  },
} as const satisfies Record<string, DemoWard>

export type WardCode = keyof typeof wards
