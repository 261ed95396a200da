import type { Sex } from '../../../src/generated/prisma/enums.js'
import type { SpecialisationSlug } from './doctors.js'

/** Whom a reason to come fits. What is not said does not matter. */
export interface Whose {
  sex?: Sex
  /** Whole years, included. */
  from?: number
  /** Not included. */
  below?: number
  /** A problem on their list, by the beginning of its code of ICD-10. */
  has?: string
  /** One that they had and have no more. */
  had?: string
  /** None of this on their list. */
  hasNot?: string
  /** A stay behind them in a ward of this kind. */
  lay?: 'ICU' | 'HDU'
}

export interface Reason {
  text: string
  of?: Whose
}

const COVID = 'U07.1'
const PREGNANT = 'Z34'

/** Why people come, in their own words. */
export const reasons: Record<SpecialisationSlug, readonly Reason[]> = {
  cardiology: [
    { text: 'Heart beats irregularly in the evening.', of: { from: 40 } },
    { text: 'Pressure on the chest when climbing stairs.', of: { from: 45 } },
    { text: 'Blood pressure at home is 150/95 for two weeks.', of: { has: 'I10' } },
    { text: 'Yearly check of the heart and the stent.', of: { has: 'I25' } },
    { text: 'Palpitations at night since COVID-19.', of: { had: COVID } },
    { text: 'ECG before running again.', of: { below: 45 } },
  ],
  'critical-care': [
    { text: 'Advice after the stay in the ICU.', of: { lay: 'ICU' } },
    { text: 'Weakness in the legs since the long stay.', of: { lay: 'HDU' } },
    { text: 'Tires quickly since COVID-19, wants to know what to train.', of: { had: COVID } },
  ],
  'general-medicine': [
    { text: 'Fever and body ache for three days.' },
    { text: 'Sugar values are high again in the morning.', of: { has: 'E11' } },
    { text: 'Fasting sugar is to be checked again.', of: { has: 'R73' } },
    { text: 'Tired all the time, sleeps badly.' },
    { text: 'Cough that does not go away.' },
    { text: 'Review of the blood tests.' },
  ],
  'infectious-diseases': [
    { text: 'Review four weeks after COVID-19.', of: { had: COVID } },
    { text: 'Fever comes back every evening.' },
    { text: 'Advice before travelling to Assam.' },
    { text: 'Loose motions since last week.' },
  ],
  'obstetrics-and-gynaecology': [
    { text: 'Check-up in the fifth month.', of: { has: PREGNANT } },
    { text: 'Pain in the lower belly.', of: { below: 50, hasNot: PREGNANT } },
    { text: 'Irregular periods since the illness.', of: { below: 48, had: COVID, hasNot: PREGNANT } },
    { text: 'Hot flushes at night.', of: { from: 45, below: 58 } },
    { text: 'Yearly check of the breasts and the womb.', of: { from: 40 } },
  ],
  orthopaedics: [
    { text: 'Pain in the right knee when walking.', of: { from: 45 } },
    { text: 'Plaster on the wrist comes off.' },
    { text: 'Back pain after lifting a cylinder.', of: { below: 65 } },
  ],
  paediatrics: [
    { text: 'Vaccination at two years.', of: { below: 3 } },
    { text: 'Vaccination at ten years.', of: { from: 9, below: 12 } },
    { text: 'Asthma: review of the inhaler.', of: { has: 'J45' } },
    { text: 'Fever and rash since yesterday.' },
    { text: 'Child does not eat well since COVID-19.', of: { below: 12, has: COVID } },
    { text: 'Cough at night.' },
  ],
  pulmonology: [
    { text: 'Out of breath on the stairs since COVID-19.', of: { had: COVID } },
    { text: 'Asthma: review of the inhaler.', of: { has: 'J45' } },
    { text: 'COPD: more sputum than usual.', of: { has: 'J44' } },
    { text: 'Dry cough for three weeks.' },
    { text: 'Chest X-ray to be looked at.' },
    { text: 'Breathing test was advised.' },
  ],
}

export const cancelled = ['Feels well again.', 'Has to travel.', 'No leave from work on that day.'] as const

/** Where to go and what to bring; it stands on every confirmation. */
export const places: Record<SpecialisationSlug, { directions: string; preparation: string | null }> = {
  cardiology: {
    directions: 'Main building, first floor, left of the lift.',
    preparation: 'Bring earlier ECGs and your list of medicines.',
  },
  'critical-care': { directions: 'Main building, third floor, behind the ICU.', preparation: null },
  'general-medicine': {
    directions: 'Main building, ground floor, rooms along the garden.',
    preparation: 'For blood tests come without breakfast; water is fine.',
  },
  'infectious-diseases': {
    directions: 'East wing, own entrance from the car park. Please wear a mask.',
    preparation: 'Bring your COVID-19 test reports.',
  },
  'obstetrics-and-gynaecology': {
    directions: 'Main building, second floor, right of the lift.',
    preparation: 'Bring the mother and child card.',
  },
  orthopaedics: {
    directions: 'West wing, ground floor; a wheelchair waits at the door.',
    preparation: 'Bring X-rays that you have at home.',
  },
  paediatrics: {
    directions: 'West wing, first floor, follow the elephants.',
    preparation: 'Bring the vaccination card.',
  },
  pulmonology: {
    directions: 'Main building, second floor, chambers at the end of the corridor.',
    preparation: 'Do not use your inhaler for four hours before a breathing test.',
  },
}

/** Days on which the clinics are closed, by month and day. */
export const holidays = [
  ['01-26', 'Republic Day'],
  ['05-01', 'Maharashtra Day'],
  ['08-15', 'Independence Day'],
  ['10-02', 'Gandhi Jayanti'],
  ['12-25', 'Christmas'],
] as const
