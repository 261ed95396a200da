import { news2 } from '../observations/news2-rules.js'
import {
  above,
  atLeast,
  atMost,
  below,
  between,
  HOME_GUIDELINES,
  HOME_GUIDELINES_2020,
  oneOf,
  POLICY_AFTER_NEWS2,
  POLICY_AFTER_NEWS2_TOTAL,
  type Rule,
  when,
  yes,
} from './decision-rules.js'
import { fastBreathing } from './fast-breathing-rules.js'
import type { Symptom } from './history-rules.js'
import { type Effect, type RedFlag, redFlagLabels } from './outcome-rules.js'
import { isBreathless, type Presentation, tells } from './presentation-rules.js'

// The guidelines say "seek immediate medical attention"; which bed that means is our policy.
const TO_WARD: Effect = { site: 'WARD', homeIsolation: 'NOT_ELIGIBLE', urgency: 'URGENT' }
const TO_WARD_NOW: Effect = { ...TO_WARD, urgency: 'EMERGENCY' }
const TO_INTENSIVE_CARE: Effect = { site: 'HDU_ICU', homeIsolation: 'NOT_ELIGIBLE', urgency: 'EMERGENCY' }

/** Dangerous at any age; under 18, where nothing else of the adult sheet applies, each is an emergency. */
export const dangerSigns: readonly Rule[] = [
  {
    id: 'danger-spo2',
    redFlag: 'SPO2_BELOW_90',
    ...TO_INTENSIVE_CARE,
    ...when((patient) => patient.readings.spo2, below(90)),
    text: 'SpO2 {{value}} % is below {{limit}} %: call for emergency help.',
    source: 'WHO home care bundle',
  },
  {
    id: 'danger-slow-breathing',
    redFlag: 'SLOW_BREATHING',
    ...TO_INTENSIVE_CARE,
    ...when((patient) => patient.readings.respiratoryRate, atMost(8)),
    text: 'A respiratory rate of {{value}}/min is dangerously slow ({{limit}} or fewer).',
    source: POLICY_AFTER_NEWS2,
  },
  {
    id: 'danger-breathlessness',
    redFlag: 'BREATHLESSNESS',
    ...TO_WARD,
    ...when(isBreathless, yes),
    text: redFlagLabels.BREATHLESSNESS,
    source: HOME_GUIDELINES,
  },
  {
    id: 'danger-unresponsive',
    redFlag: 'UNABLE_TO_WAKE',
    ...TO_INTENSIVE_CARE,
    ...when(consciousness, oneOf('P', 'U')),
    text: 'The level of consciousness is {{value}}: the patient cannot be woken.',
    source: HOME_GUIDELINES,
  },
  {
    id: 'danger-drowsy',
    redFlag: 'DROWSINESS',
    ...TO_WARD_NOW,
    ...when(consciousness, oneOf('V')),
    text: 'The level of consciousness is V: the patient responds to voice only.',
    source: POLICY_AFTER_NEWS2,
  },
  {
    id: 'danger-confused',
    redFlag: 'CONFUSION',
    ...TO_WARD,
    ...when(consciousness, oneOf('C')),
    text: 'The level of consciousness is C: the patient is newly confused.',
    source: HOME_GUIDELINES,
  },
  told('UNABLE_TO_WAKE', TO_INTENSIVE_CARE, HOME_GUIDELINES),
  told('CONFUSION', TO_WARD, HOME_GUIDELINES),
  told('CHEST_PAIN', TO_WARD, HOME_GUIDELINES),
  told('BLUISH_LIPS', TO_INTENSIVE_CARE, HOME_GUIDELINES_2020),
  told('SLURRED_SPEECH', TO_WARD_NOW, HOME_GUIDELINES_2020),
  told('WEAKNESS_OF_LIMB_OR_FACE', TO_WARD_NOW, HOME_GUIDELINES_2020),
]

/** The red flags with limits for adults. Severe fatigue alone is enough: "severe fatigue and myalgia" is one sign. */
export const adultRedFlags: readonly Rule[] = [
  {
    id: 'red-flag-respiratory-rate',
    redFlag: 'FAST_BREATHING',
    ...TO_WARD,
    ...when((patient) => patient.readings.respiratoryRate, above(24)),
    text: 'A respiratory rate of {{value}}/min is above {{limit}}.',
    source: HOME_GUIDELINES,
  },
  {
    id: 'red-flag-prolonged-fever',
    redFlag: 'PROLONGED_FEVER',
    ...TO_WARD,
    ...when((patient) => patient.feverDays, above(3)),
    text: 'Fever above 100 °F for {{value}} days, which is more than {{limit}}.',
    source: HOME_GUIDELINES,
  },
  told('SEVERE_FATIGUE', TO_WARD, HOME_GUIDELINES),
  {
    id: 'red-flag-low-blood-pressure',
    redFlag: 'LOW_BLOOD_PRESSURE',
    ...TO_WARD_NOW,
    ...when((patient) => patient.readings.systolic, atMost(90)),
    text: 'A systolic blood pressure of {{value}} mmHg is very low ({{limit}} or less).',
    source: POLICY_AFTER_NEWS2,
  },
  {
    id: 'red-flag-high-blood-pressure',
    redFlag: 'HIGH_BLOOD_PRESSURE',
    ...TO_WARD,
    ...when((patient) => patient.readings.systolic, atLeast(220)),
    text: 'A systolic blood pressure of {{value}} mmHg is very high ({{limit}} or more).',
    source: POLICY_AFTER_NEWS2,
  },
  {
    id: 'red-flag-slow-pulse',
    redFlag: 'SLOW_PULSE',
    ...TO_WARD,
    ...when((patient) => patient.readings.pulse, atMost(40)),
    text: 'A pulse of {{value}}/min is very slow ({{limit}} or fewer).',
    source: POLICY_AFTER_NEWS2,
  },
  {
    id: 'red-flag-fast-pulse',
    redFlag: 'FAST_PULSE',
    ...TO_WARD,
    ...when((patient) => patient.readings.pulse, atLeast(131)),
    text: 'A pulse of {{value}}/min is very fast ({{limit}} or more).',
    source: POLICY_AFTER_NEWS2,
  },
  {
    id: 'red-flag-low-temperature',
    redFlag: 'LOW_TEMPERATURE',
    ...TO_WARD,
    ...when(celsius, atMost(35)),
    text: 'A temperature of {{value}} °C is very low ({{limit}} or less).',
    source: POLICY_AFTER_NEWS2,
  },
]

/**
 * The early warning score of an adult. What is certain counts while something is missing, as more can only be added. That
 * nobody with 5 or more stays at home, and that with 7 or more intensive care is asked for a review,
 * wherever the bed then is, is our policy.
 */
export const earlyWarningRules: readonly Rule[] = [
  {
    id: 'news2-high',
    redFlag: 'NEWS2_HIGH',
    ...TO_WARD_NOW,
    ...when(news2Total, atLeast(7)),
    text: 'NEWS2 is {{value}} ({{limit}} or more): a review by intensive care, now.',
    source: POLICY_AFTER_NEWS2_TOTAL,
  },
  {
    id: 'news2-medium',
    redFlag: 'NEWS2_MEDIUM',
    ...TO_WARD,
    ...when(news2Total, between(5, 6)),
    text: 'NEWS2 is {{value}} ({{from}} to {{to}}): an urgent review, and not at home.',
    source: POLICY_AFTER_NEWS2_TOTAL,
  },
]

/** Fast breathing of a child for its age: urgent by itself, and no emergency. */
export const childRules: readonly Rule[] = [
  {
    id: 'child-fast-breathing',
    redFlag: 'FAST_FOR_AGE',
    urgency: 'URGENT',
    threshold: 'Fast for the age',
    finds: ({ ageYears, ageMonths, readings }) => {
      const [found] = fastBreathing({
        ageMonths: ageMonths ?? (ageYears ? ageYears * 12 : null),
        respiratoryRate: readings.respiratoryRate,
      }).fired
      return found ? { value: found.value } : null
    },
    text: '{{value}} breaths a minute are fast for the age of this child.',
    source: 'WHO; MoHFW 2021 above 5 years',
  },
]

/** A sign that the patient or somebody with them tells, rather than a reading. */
function told(sign: Symptom & RedFlag, effect: Effect, source: string): Rule {
  return {
    id: `told-${sign.toLowerCase().replaceAll('_', '-')}`,
    redFlag: sign,
    ...effect,
    ...when(tells(sign), yes),
    text: redFlagLabels[sign],
    source,
  }
}

function consciousness({ readings }: Presentation): string | null {
  return readings.consciousness
}

function celsius({ readings }: Presentation): number | null {
  return readings.temperatureTenthsC === null ? null : readings.temperatureTenthsC / 10
}

function news2Total({ ageYears, pregnant, readings }: Presentation): number | null {
  const { total, minimumTotal } = news2({ ageYears, pregnant, readings, spo2Scale: 1, scale2By: null })
  return total ?? minimumTotal
}
