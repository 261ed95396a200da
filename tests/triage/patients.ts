import type { Readings } from '../../src/observations/rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'

/** An adult with fever and nothing else, everything known, who may go home; the arguments say what differs. */
export function adult(
  readings: Partial<Readings> = {},
  told: Partial<Omit<Presentation, 'readings'>> = {},
): Presentation {
  return { ...feverish, ...told, readings: { ...feverish.readings, ...readings } }
}

const feverish: Presentation = {
  ageYears: 45,
  readings: {
    spo2: 98,
    oxygen: 'ROOM_AIR',
    respiratoryRate: 18,
    temperatureTenthsC: 384,
    pulse: 90,
    systolic: 125,
    diastolic: 80,
    consciousness: 'A',
  },
  breathlessness: false,
  symptoms: ['FEVER'],
  feverDays: 2,
  conditions: [],
  pregnant: false,
  homeFacility: true,
  caregiver: true,
}
