import type { News2Input } from '../../src/observations/news2-rules.js'
import type { Readings } from '../../src/observations/rules.js'

/** A well adult on room air: no points. `changes` says what differs. */
export function wellReadings(changes: Partial<Readings> = {}): Readings {
  return {
    spo2: 98,
    oxygen: 'ROOM_AIR',
    respiratoryRate: 16,
    temperatureTenthsC: 370,
    pulse: 75,
    systolic: 125,
    diastolic: 80,
    consciousness: 'A',
    ...changes,
  }
}

export function wellAdult(
  changes: Partial<Readings> = {},
  around: Partial<Omit<News2Input, 'readings'>> = {},
): News2Input {
  return {
    ageYears: 45,
    pregnant: false,
    readings: wellReadings(changes),
    spo2Scale: 1,
    scale2By: null,
    ...around,
  }
}

export const onScale2 = { spo2Scale: 2, scale2By: 'Dr Meera Nair' }
