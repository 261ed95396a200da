import type { SpecialisationSlug } from './doctors.js'

/** Why people come, in their own words. */
export const reasons: Record<SpecialisationSlug, readonly string[]> = {
  cardiology: [
    'Heart beats irregularly in the evening.',
    'Pressure on the chest when climbing stairs.',
    'Blood pressure at home is 150/95 for two weeks.',
    'Yearly check of the heart valve.',
  ],
  'critical-care': ['Advice after the stay in the ICU.', 'Weakness in the legs since the long stay.'],
  'general-medicine': [
    'Fever and body ache for three days.',
    'Sugar values are high again in the morning.',
    'Tired all the time, sleeps badly.',
    'Cough that does not go away.',
    'Review of the blood tests.',
  ],
  'infectious-diseases': [
    'Review four weeks after COVID-19.',
    'Fever comes back every evening.',
    'Advice before travelling to Assam.',
    'Loose motions since last week.',
  ],
  'obstetrics-and-gynaecology': [
    'Check-up in the fifth month.',
    'Pain in the lower belly.',
    'Irregular periods since the illness.',
  ],
  orthopaedics: [
    'Pain in the right knee when walking.',
    'Plaster on the wrist comes off.',
    'Back pain after lifting a cylinder.',
  ],
  paediatrics: [
    'Vaccination at nine months.',
    'Fever and rash since yesterday.',
    'Child does not eat well since COVID-19.',
    'Cough at night.',
  ],
  pulmonology: [
    'Out of breath on the stairs since COVID-19.',
    'Asthma: review of the inhaler.',
    'Dry cough for three weeks.',
    'Chest X-ray to be looked at.',
    'Breathing test was advised.',
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
