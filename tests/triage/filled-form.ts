import { config } from '../../src/config.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'

type Filled = Record<string, string | string[]>

/** The form of somebody with fever and nothing else, everything answered, who may go home; `changes` says what differs. */
export function filledForm(changes: Filled = {}): Filled {
  return {
    testedOn: daysAgo(2),
    testKind: 'RT_PCR',
    laboratory: 'City Laboratory, Pune',
    symptoms: ['FEVER', 'COUGH'],
    breathlessness: 'no',
    feverDays: '2',
    conditions: 'NONE',
    homeFacility: 'yes',
    caregiver: 'yes',
    spo2: '97',
    oxygen: 'ROOM_AIR',
    respiratoryRate: '18',
    temperature: '100.9',
    temperatureUnit: 'F',
    pulse: '92',
    systolic: '124',
    diastolic: '82',
    consciousness: 'A',
    ...changes,
  }
}

/** The day on the hospital's wall, so many days before today. */
export function daysAgo(days: number) {
  return addDays(dayIn(new Date(), config.zone), -days)
}
