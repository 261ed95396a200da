import type { Frequency } from '../../../src/prescriptions/rules.js'
import type { Condition } from '../../../src/triage/history-rules.js'

/** A line of a prescription; `when` keeps it for those who have a condition or from those who have it. */
export type Medicine = readonly [
  medicine: string,
  dose: string,
  frequency: Frequency,
  days: number,
  instructions?: string,
  when?: { only?: Condition; not?: readonly Condition[] },
]

const notWithWeakKidneysOrLiver = { not: ['CHRONIC_KIDNEY_DISEASE', 'CHRONIC_LIVER_DISEASE'] } as const
const paracetamol: Medicine = [
  'Tab. Paracetamol',
  '650 mg',
  'SOS',
  5,
  'For fever or pain, at most four a day',
]
const enoxaparin: Medicine = [
  'Inj. Enoxaparin',
  '40 mg SC',
  'OD',
  7,
  'At 8 pm',
  { not: ['CHRONIC_KIDNEY_DISEASE'] },
]
const heparin: Medicine = [
  'Inj. Heparin',
  '5000 IU SC',
  'BD',
  7,
  undefined,
  { only: 'CHRONIC_KIDNEY_DISEASE' },
]
const insulin: Medicine = [
  'Inj. Human insulin, regular',
  'By scale, SC',
  'TDS',
  7,
  'Before meals; sugar first',
  { only: 'DIABETES' },
]
const pantoprazole: Medicine = ['Tab. Pantoprazole', '40 mg', 'OD', 7, 'Before breakfast, while on steroid']
const remdesivir: Medicine = [
  'Inj. Remdesivir',
  '100 mg IV',
  'OD',
  5,
  'Two vials on day 1; LFT and creatinine before day 1 and day 3',
  notWithWeakKidneysOrLiver,
]

export const prescriptions = {
  atHomeWithFever: [
    ['Tab. Paracetamol', '650 mg', 'SOS', 5, 'For fever above 100 °F, at most four a day'],
    ['Tab. Levocetirizine', '5 mg', 'HS', 5],
    ['Oral rehydration salts', '1 sachet in 1 litre', 'SOS', 3, 'Sip through the day'],
  ],
  atHomeWithCough: [
    ['Budesonide inhaler', '800 mcg', 'BD', 5, 'With spacer; rinse the mouth afterwards'],
    ['Tab. Paracetamol', '650 mg', 'SOS', 5, 'For fever or body ache'],
    ['Syp. Dextromethorphan', '10 ml', 'TDS', 5, 'After food'],
  ],
  atHomeInPregnancy: [
    ['Tab. Paracetamol', '500 mg', 'SOS', 5, 'For fever; no other painkiller in pregnancy'],
    ['Tab. Iron and folic acid', '1 tablet', 'OD', 30, 'Usual medicine, continue'],
    ['Tab. Calcium carbonate', '500 mg', 'BD', 30, 'Usual medicine, continue'],
  ],
  onTheWard: [
    ['Inj. Dexamethasone', '6 mg IV', 'OD', 7, 'In the morning'],
    enoxaparin,
    heparin,
    remdesivir,
    paracetamol,
    insulin,
    pantoprazole,
  ],
  forFever: [
    ['Tab. Paracetamol', '650 mg', 'Q6H', 3, 'While above 100 °F'],
    ['Inj. Ringer lactate', '500 ml IV', 'BD', 2],
    ['Tab. Ondansetron', '4 mg', 'SOS', 3, 'For vomiting'],
  ],
  forTheHeart: [
    ['Tab. Aspirin', '75 mg', 'OD', 5, 'After lunch, until the cardiologist has seen the echo'],
    ['Tab. Atorvastatin', '40 mg', 'HS', 5],
    paracetamol,
    enoxaparin,
  ],
  forTheElderly: [
    ['Inj. Dextrose saline', '500 ml IV over 8 hours', 'OD', 2],
    ['Tab. Paracetamol', '500 mg', 'TDS', 3, 'After food'],
    ['Tab. Quetiapine', '12.5 mg', 'HS', 3, 'Only if she climbs out of bed'],
    enoxaparin,
  ],
  inPregnancy: [
    ['Inj. Methylprednisolone', '32 mg IV', 'OD', 5, 'After the course for the lungs of the baby'],
    ['Inj. Betamethasone', '12 mg IM', 'OD', 2, 'For the lungs of the baby'],
    ['Inj. Enoxaparin', '40 mg SC', 'OD', 7, 'Stop 12 hours before any delivery'],
    ['Tab. Paracetamol', '500 mg', 'SOS', 5],
    ['Tab. Iron and folic acid', '1 tablet', 'OD', 30],
  ],
  ofAChild: [
    ['Syp. Paracetamol 250 mg/5 ml', '6 ml', 'Q6H', 3, '15 mg per kg, 20 kg'],
    ['Oral rehydration salts', '200 ml after each loose stool', 'SOS', 3],
    ['Syp. Zinc', '20 mg', 'OD', 14],
    ['Syp. Ondansetron', '3 mg', 'SOS', 2, 'For vomiting; wait half an hour before drinking'],
  ],
  inIntensiveCare: [
    ['Inj. Methylprednisolone', '40 mg IV', 'BD', 7],
    [
      'Inj. Enoxaparin',
      '60 mg SC',
      'BD',
      7,
      'Platelets every second day',
      { not: ['CHRONIC_KIDNEY_DISEASE'] },
    ],
    heparin,
    remdesivir,
    ['Inj. Pantoprazole', '40 mg IV', 'OD', 7],
    insulin,
  ],
  onTheVentilator: [
    ['Inj. Methylprednisolone', '40 mg IV', 'BD', 7],
    ['Inj. Enoxaparin', '60 mg SC', 'BD', 7, 'Platelets every second day'],
    ['Inj. Fentanyl infusion', '50 mcg an hour IV', 'STAT', 1, 'Renewed each day; sedation hold at 8 am'],
    ['Inj. Midazolam infusion', '2 mg an hour IV', 'STAT', 1, 'Renewed each day'],
    ['Inj. Noradrenaline infusion', 'For a mean pressure of 65', 'STAT', 1, 'Renewed each day'],
    ['Inj. Pantoprazole', '40 mg IV', 'OD', 7],
  ],
  afterTheWard: [
    ['Tab. Dexamethasone', '4 mg', 'OD', 3, 'After breakfast, then stop', { not: ['DIABETES'] }],
    [
      'Tab. Rivaroxaban',
      '10 mg',
      'OD',
      14,
      'Tell every doctor and dentist',
      { not: ['CHRONIC_KIDNEY_DISEASE'] },
    ],
    ['Tab. Pantoprazole', '40 mg', 'OD', 7, 'Before breakfast'],
    ['Tab. Paracetamol', '650 mg', 'SOS', 5],
  ],
  afterFever: [
    ['Tab. Paracetamol', '650 mg', 'SOS', 5],
    ['Cap. Multivitamin', '1 capsule', 'OD', 15],
  ],
  afterChestPain: [
    ['Tab. Paracetamol', '650 mg', 'SOS', 5],
    ['Tab. Pantoprazole', '40 mg', 'OD', 10, 'Before breakfast'],
  ],
  atFirstInTheClinic: [
    ['Tab. Ferrous ascorbate + folic acid', '100 mg', 'OD', 30, 'With lemon juice, not with tea'],
    ['Tab. Levocetirizine', '5 mg', 'HS', 10, 'For the cough at night'],
  ],
  forTheCough: [
    ['Cap. Doxycycline', '100 mg', 'BD', 7, 'At 8 am and 8 pm with a glass of water, not before lying down'],
    ['Tab. Paracetamol', '650 mg', 'SOS', 5, 'For fever or pain in the chest'],
  ],
  afterTheClinic: [
    ['Tab. Ferrous ascorbate + folic acid', '100 mg', 'OD', 60, 'With lemon juice, not with tea'],
    ['Cap. Vitamin D3', '60,000 IU', 'WEEKLY', 56, 'After breakfast, always on the same day'],
    ['Tab. Levocetirizine', '5 mg', 'HS', 10, 'For the cough at night'],
  ],
  hipFracture: [
    ['Inj. Cefazolin', '1 g IV', 'Q8H', 1, 'Until 24 hours after the operation'],
    ['Inj. Enoxaparin', '40 mg SC', 'OD', 28, 'At 8 pm'],
    ['Tab. Paracetamol', '650 mg', 'TDS', 7],
    ['Tab. Tramadol', '50 mg', 'SOS', 3, 'Before physiotherapy'],
    ['Tab. Calcium carbonate + vitamin D3', '500 mg', 'BD', 90],
  ],
  caesarean: [
    ['Tab. Paracetamol', '650 mg', 'TDS', 5],
    ['Tab. Ibuprofen', '400 mg', 'SOS', 3, 'After food'],
    ['Tab. Cefixime', '200 mg', 'BD', 5],
    ['Tab. Iron and folic acid', '1 tablet', 'OD', 90],
  ],
  heartFailure: [
    ['Inj. Furosemide', '40 mg IV', 'BD', 3, 'Weight each morning; potassium daily'],
    ['Tab. Sacubitril + valsartan', '50 mg', 'BD', 30],
    ['Tab. Spironolactone', '25 mg', 'OD', 30],
    ['Tab. Bisoprolol', '2.5 mg', 'OD', 30, 'Not below a pulse of 55'],
    ['Tab. Aspirin + atorvastatin', '75 mg + 40 mg', 'HS', 30],
  ],
  dengue: [
    ['Inj. Ringer lactate', '5 ml per kg an hour IV', 'STAT', 1, 'Then by haematocrit every 6 hours'],
    ['Tab. Paracetamol', '500 mg', 'Q6H', 3, 'No ibuprofen, diclofenac or aspirin'],
    ['Oral rehydration salts', '1 sachet in 1 litre', 'SOS', 3],
  ],
  pyelonephritis: [
    ['Inj. Ceftriaxone', '1 g IV', 'BD', 5, 'By culture, when it comes'],
    ['Tab. Paracetamol', '650 mg', 'SOS', 3],
    ['Inj. Human insulin, regular', 'By scale, SC', 'TDS', 5, 'Before meals; sugar first'],
    ['Tab. Ondansetron', '4 mg', 'SOS', 3],
  ],
  brokenLeg: [
    ['Inj. Cefazolin', '1 g IV', 'Q8H', 2],
    ['Tab. Aceclofenac + paracetamol', '1 tablet', 'BD', 5, 'After food'],
    ['Tab. Pantoprazole', '40 mg', 'OD', 5],
    ['Inj. Enoxaparin', '40 mg SC', 'OD', 10],
  ],
  delivery: [
    ['Tab. Paracetamol', '500 mg', 'SOS', 5],
    ['Tab. Iron and folic acid', '1 tablet', 'OD', 90],
    ['Tab. Calcium carbonate', '500 mg', 'BD', 90],
  ],
  copd: [
    ['Salbutamol + ipratropium nebulisation', '2.5 mg + 0.5 mg', 'Q6H', 3],
    ['Tab. Prednisolone', '40 mg', 'OD', 5, 'After breakfast'],
    ['Tab. Doxycycline', '100 mg', 'BD', 5],
    ['Tiotropium inhaler', '18 mcg', 'OD', 30],
  ],
} as const satisfies Record<string, readonly Medicine[]>

export type PrescriptionName = keyof typeof prescriptions
