import type { Readings } from '../../src/observations/rules.js'
import { ageOn, type Day } from '../../src/shared/calendar.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import type { Chance } from './chance.js'
import type { Picture, Range } from './data/pictures.js'
import type { Registered } from './patients.js'

/** How a patient presents that day, as one of a kind of patients. */
export function presentationOf(
  patient: Registered,
  picture: Picture,
  today: Day,
  thrown: Chance,
): Presentation {
  const symptoms = picture.symptoms[patient.turn % picture.symptoms.length] ?? []
  const hasFever = symptoms.includes('FEVER')
  const known = <T>(field: 'conditions' | 'caregiver' | 'homeFacility', value: T) =>
    picture.unknown?.includes(field) ? null : value
  return {
    ageYears: patient.bornOn && ageOn(patient.bornOn, today).years,
    readings: readingsOf(patient, picture, hasFever, thrown),
    breathlessness: picture.breathless,
    symptoms,
    feverDays: picture.feverDays && (hasFever ? Math.max(1, thrown.whole(...picture.feverDays)) : 0),
    conditions: known('conditions', patient.conditions),
    pregnant: patient.pregnant ?? false,
    homeFacility: known('homeFacility', picture.lacks !== 'homeFacility'),
    caregiver: known('caregiver', picture.lacks !== 'caregiver'),
  }
}

const NO_FEVER: Range = [366, 372]

function readingsOf(
  { conditions }: Registered,
  picture: Picture,
  hasFever: boolean,
  thrown: Chance,
): Readings {
  const measured = (range: Range) => range && thrown.whole(...range)
  const pressure = conditions.includes('HYPERTENSION') ? 12 : 0
  const systolic = measured(picture.systolic)
  const diastolic = measured(picture.diastolic)
  return {
    spo2: measured(picture.spo2),
    oxygen: picture.oxygen,
    respiratoryRate: measured(picture.respiratoryRate),
    temperatureTenthsC: measured(hasFever ? picture.temperatureTenthsC : NO_FEVER),
    pulse: measured(picture.pulse),
    systolic: systolic && systolic + pressure,
    diastolic: diastolic && diastolic + pressure / 2,
    consciousness: picture.consciousness,
  }
}
