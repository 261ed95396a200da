import { ADULT_SHEET, above, HOME_GUIDELINES, no, POLICY, type Rule, when, yes } from './decision-rules.js'
import { conditions } from './history-rules.js'
import type { Effect } from './outcome-rules.js'
import { tells } from './presentation-rules.js'

const TO_COVID_CARE_CENTRE: Effect = { site: 'COVID_CARE_CENTRE', homeIsolation: 'NOT_ELIGIBLE' }
const AFTER_EVALUATION: Effect = { homeIsolation: 'MEDICAL_OFFICER_EVALUATION' }

/** Asked only of those whose class and red flags would let them go home. */
export const homeRules: readonly Rule[] = [
  {
    id: 'home-no-facility',
    ...TO_COVID_CARE_CENTRE,
    ...when((patient) => patient.homeFacility, no),
    text: 'There is no place at home in which to isolate.',
    source: HOME_GUIDELINES,
  },
  {
    id: 'home-no-caregiver',
    ...TO_COVID_CARE_CENTRE,
    ...when((patient) => patient.caregiver, no),
    text: 'There is no caregiver at home day and night.',
    source: HOME_GUIDELINES,
  },
  {
    id: 'home-over-60',
    ...AFTER_EVALUATION,
    ...when((patient) => patient.ageYears, above(60)),
    text: 'At {{value}} years (over {{limit}}) home isolation needs an evaluation by the medical officer.',
    source: HOME_GUIDELINES,
  },
  ...conditions.map(conditionRule),
  {
    id: 'home-pregnant',
    ...AFTER_EVALUATION,
    ...when((patient) => patient.pregnant, yes),
    text: 'Pregnancy lowers the threshold for admission: the medical officer decides with an obstetrician.',
    source: POLICY,
  },
  {
    id: 'home-severe-cough',
    ...AFTER_EVALUATION,
    ...when(tells('SEVERE_COUGH'), yes),
    text: 'A severe cough needs medical attention before home isolation.',
    source: ADULT_SHEET,
  },
  {
    id: 'home-other-symptom',
    ...AFTER_EVALUATION,
    ...when(tells('OTHER'), yes),
    text: 'A symptom that these rules do not know is for the medical officer to judge.',
    source: POLICY,
  },
]

function conditionRule({ code, label, highRisk, weakensImmunity }: (typeof conditions)[number]): Rule {
  return {
    id: `home-condition-${code.toLowerCase().replaceAll('_', '-')}`,
    ...AFTER_EVALUATION,
    threshold: 'Yes',
    finds: (patient) => (patient.conditions?.includes(code) ? { value: label } : null),
    text: weakensImmunity
      ? '{{value}}: home isolation is not recommended, and needs an evaluation by the medical officer.'
      : '{{value}}: home isolation needs an evaluation by the medical officer.',
    source: highRisk ? HOME_GUIDELINES : POLICY,
  }
}
