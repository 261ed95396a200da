import { OXIMETER_CAUTION } from '../observations/response-rules.js'
import {
  ADULT_SHEET,
  above,
  between,
  HOME_GUIDELINES,
  POLICY,
  type Rule,
  when,
  yes,
} from './decision-rules.js'
import { conditions } from './history-rules.js'
import { highRiskFeatures, type Presentation, tells } from './presentation-rules.js'

/** What the person deciding must keep in mind. Cautions decide nothing: they are shown beside the decision. */
export const cautionRules: readonly Rule[] = [
  {
    id: 'caution-oximeter',
    ...when((patient) => patient.readings.spo2, between(88, 96)),
    text: OXIMETER_CAUTION,
    source: 'FDA safety communication on pulse oximeters, 2021',
  },
  {
    id: 'caution-keep-oxygen',
    ...when(isOnOxygen, yes),
    text: 'The limits of SpO2 are for room air. Do not take the oxygen away to get a number.',
    source: POLICY,
  },
  {
    id: 'caution-lungs',
    ...when(hasLungDisease, yes),
    text: 'With a chronic lung disease the usual SpO2 may be low: a clinician reviews the class. 88 to 92 % is a target for treatment in COPD, not a limit between classes.',
    source: ADULT_SHEET,
  },
  {
    id: 'caution-pregnancy',
    ...when((patient) => patient.pregnant, yes),
    text: 'In pregnancy the limits stay the same, but the threshold for admission is lower: ask for an obstetric review.',
    source: POLICY,
  },
  {
    id: 'caution-fever-days-unknown',
    ...when(hasFeverOfUnknownLength, yes),
    text: 'Ask for how many days the fever has been above 100 °F: more than 3 days excludes home isolation.',
    source: HOME_GUIDELINES,
  },
  {
    id: 'caution-confusion-is-new',
    ...when((patient) => patient.readings.consciousness === 'C', yes),
    text: 'C means new confusion. Confusion that was there before the illness, as in dementia, is A.',
    source: 'NEWS2 (RCP 2017)',
  },
  {
    id: 'caution-high-risk',
    ...when((patient) => highRiskFeatures(patient).length, above(0)),
    text: 'A high-risk feature is known: keep a low threshold for seeing and admitting this patient.',
    source: ADULT_SHEET,
  },
]

function isOnOxygen({ readings }: Presentation): boolean | null {
  return readings.oxygen === null ? null : readings.oxygen !== 'ROOM_AIR'
}

function hasLungDisease(patient: Presentation): boolean {
  return conditions.some(({ code, lungs }) => lungs === true && patient.conditions?.includes(code))
}

function hasFeverOfUnknownLength(patient: Presentation): boolean {
  return tells('FEVER')(patient) === true && patient.feverDays === null
}
