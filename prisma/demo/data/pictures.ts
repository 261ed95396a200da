import type { Consciousness, OxygenSupport } from '../../../src/observations/rules.js'
import type { Symptom } from '../../../src/triage/history-rules.js'

/** From and to, both included; null is "not measured". */
export type Range = readonly [from: number, to: number] | null

/** How patients of one kind present: the rules of triage decide what that means. */
export interface Picture {
  /** Several patients of a kind do not tell the same. */
  symptoms: readonly (readonly Symptom[])[]
  breathless: boolean
  /** Null where nobody can tell. */
  feverDays: readonly [from: number, to: number] | null
  daysIll: readonly [from: number, to: number]
  spo2: Range
  oxygen: OxygenSupport | null
  respiratoryRate: Range
  temperatureTenthsC: Range
  pulse: Range
  systolic: Range
  diastolic: Range
  consciousness: Consciousness | null
  /** What nobody has asked yet. */
  unknown?: readonly ('conditions' | 'caregiver' | 'homeFacility')[]
  /** By a rapid test on arrival, and not some days before. */
  testedAtTheDoor?: true
  /** Where the home does not allow isolation. */
  lacks?: 'homeFacility' | 'caregiver'
}

const calm = {
  oxygen: 'ROOM_AIR',
  pulse: [72, 92],
  systolic: [112, 134],
  diastolic: [70, 84],
  consciousness: 'A',
} as const
const mild = {
  ...calm,
  breathless: false,
  spo2: [96, 99],
  respiratoryRate: [14, 18],
} as const
const moderate = {
  ...calm,
  symptoms: [
    ['FEVER', 'COUGH', 'BREATHLESSNESS', 'FATIGUE'],
    ['COUGH', 'BREATHLESSNESS', 'MYALGIA', 'LOSS_OF_SMELL_OR_TASTE'],
    ['FEVER', 'SEVERE_COUGH', 'BREATHLESSNESS', 'HEADACHE'],
  ],
  breathless: true,
  feverDays: [1, 3],
  daysIll: [5, 8],
  temperatureTenthsC: [376, 388],
  pulse: [94, 112],
} as const
const severe = {
  ...moderate,
  symptoms: [
    ['FEVER', 'COUGH', 'BREATHLESSNESS', 'SEVERE_FATIGUE'],
    ['BREATHLESSNESS', 'SEVERE_COUGH', 'SEVERE_FATIGUE', 'BLUISH_LIPS'],
    ['FEVER', 'BREATHLESSNESS', 'CHEST_PAIN', 'FATIGUE'],
  ],
  daysIll: [7, 10],
  respiratoryRate: [32, 37],
  pulse: [112, 126],
} as const

export const pictures = {
  // At home
  cold: {
    ...mild,
    symptoms: [
      ['RUNNY_NOSE', 'SORE_THROAT', 'HEADACHE'],
      ['SORE_THROAT', 'COUGH'],
      ['RUNNY_NOSE', 'LOSS_OF_SMELL_OR_TASTE'],
    ],
    feverDays: [0, 0],
    daysIll: [2, 4],
    temperatureTenthsC: [366, 373],
  },
  fewDaysOfFever: {
    ...mild,
    symptoms: [
      ['FEVER', 'COUGH', 'MYALGIA'],
      ['FEVER', 'SORE_THROAT', 'HEADACHE', 'FATIGUE'],
      ['FEVER', 'COUGH', 'LOSS_OF_SMELL_OR_TASTE'],
    ],
    feverDays: [1, 3],
    daysIll: [2, 4],
    temperatureTenthsC: [374, 385],
    pulse: [82, 98],
  },
  stomach: {
    ...mild,
    symptoms: [
      ['DIARRHOEA', 'NAUSEA_OR_VOMITING', 'FATIGUE'],
      ['FEVER', 'DIARRHOEA', 'HEADACHE'],
    ],
    feverDays: [0, 2],
    daysIll: [2, 4],
    temperatureTenthsC: [369, 379],
  },
  noRoomAtHome: {
    ...mild,
    symptoms: [['FEVER', 'COUGH', 'MYALGIA']],
    feverDays: [1, 2],
    daysIll: [2, 3],
    temperatureTenthsC: [374, 382],
    lacks: 'homeFacility',
  },
  nobodyAtHome: {
    ...mild,
    symptoms: [['SORE_THROAT', 'COUGH', 'FATIGUE']],
    feverDays: [0, 1],
    daysIll: [2, 3],
    temperatureTenthsC: [368, 376],
    lacks: 'caregiver',
  },
  // To be admitted
  fallingSaturation: { ...moderate, spo2: [90, 93], respiratoryRate: [24, 28] },
  onOxygenAlready: { ...moderate, oxygen: 'ON_OXYGEN', spo2: [93, 96], respiratoryRate: [24, 29] },
  feverThatStays: {
    ...mild,
    symptoms: [
      ['FEVER', 'COUGH', 'MYALGIA', 'HEADACHE'],
      ['FEVER', 'FATIGUE', 'NAUSEA_OR_VOMITING'],
    ],
    feverDays: [5, 6],
    daysIll: [6, 7],
    spo2: [95, 97],
    respiratoryRate: [18, 22],
    temperatureTenthsC: [386, 394],
    pulse: [98, 112],
  },
  painInTheChest: {
    ...mild,
    symptoms: [['COUGH', 'CHEST_PAIN', 'FATIGUE']],
    feverDays: [0, 1],
    daysIll: [4, 6],
    spo2: [95, 97],
    respiratoryRate: [18, 21],
    temperatureTenthsC: [370, 377],
    systolic: [136, 148],
    diastolic: [84, 92],
  },
  newlyConfused: {
    ...mild,
    symptoms: [['FEVER', 'CONFUSION', 'FATIGUE']],
    feverDays: [2, 3],
    daysIll: [4, 6],
    spo2: [94, 95],
    respiratoryRate: [20, 23],
    temperatureTenthsC: [377, 384],
    systolic: [104, 116],
    diastolic: [60, 70],
    consciousness: 'C',
  },
  severelyShortOfBreath: { ...severe, spo2: [83, 88] },
  severeOnMask: { ...severe, oxygen: 'ON_OXYGEN', spo2: [86, 89] },
  ventilated: {
    ...severe,
    oxygen: 'HIGH_FLOW_OR_VENTILATED',
    spo2: [88, 92],
    respiratoryRate: [33, 38],
    consciousness: 'V',
    systolic: [98, 112],
    diastolic: [56, 66],
  },
  illChild: {
    ...calm,
    symptoms: [['FEVER', 'NAUSEA_OR_VOMITING', 'DIARRHOEA']],
    breathless: false,
    feverDays: [2, 3],
    daysIll: [3, 4],
    spo2: [97, 98],
    respiratoryRate: [24, 27],
    temperatureTenthsC: [386, 392],
    pulse: [118, 130],
    systolic: [94, 102],
    diastolic: [58, 64],
  },
  childWithACold: {
    ...calm,
    symptoms: [['FEVER', 'RUNNY_NOSE', 'COUGH']],
    breathless: false,
    feverDays: [1, 2],
    daysIll: [2, 3],
    spo2: [97, 99],
    respiratoryRate: [20, 26],
    temperatureTenthsC: [376, 383],
    pulse: [96, 116],
    systolic: null,
    diastolic: null,
  },
  // Incomplete: never mild, and never home
  breathsNotCounted: {
    ...mild,
    symptoms: [['FEVER', 'COUGH', 'HEADACHE']],
    feverDays: [1, 2],
    daysIll: [2, 4],
    respiratoryRate: null,
    temperatureTenthsC: [374, 383],
    systolic: null,
    diastolic: null,
  },
  noOximeter: {
    ...mild,
    symptoms: [['FEVER', 'MYALGIA', 'SORE_THROAT']],
    feverDays: [2, 3],
    daysIll: [3, 4],
    spo2: null,
    oxygen: null,
    respiratoryRate: null,
    temperatureTenthsC: [378, 385],
    pulse: null,
    systolic: null,
    diastolic: null,
  },
  halfAsked: {
    ...mild,
    symptoms: [['COUGH', 'FATIGUE']],
    feverDays: [0, 1],
    daysIll: [3, 5],
    temperatureTenthsC: [368, 376],
    unknown: ['conditions', 'caregiver'],
  },
  foundInTheStreet: {
    ...severe,
    symptoms: [['FEVER', 'COUGH']],
    breathless: true,
    feverDays: null,
    testedAtTheDoor: true,
    spo2: [91, 92],
    oxygen: null,
    respiratoryRate: null,
    consciousness: 'V',
    unknown: ['conditions', 'caregiver', 'homeFacility'],
  },
} as const satisfies Record<string, Picture>

export type PictureName = keyof typeof pictures

export const ownLaboratory = 'Wardwell Hospital Laboratory'

/** Laboratories that tested them. */
export const laboratories = [
  'Deccan Diagnostics, Shivajinagar',
  'Mula-Mutha Laboratory, Aundh',
  'Sinhagad Pathology, Bibwewadi',
  'PCMC Testing Centre, Pimpri',
  'Rural Hospital Laboratory, Manchar',
  ownLaboratory,
]
