import {
  ADULT_SHEET,
  above,
  atMost,
  below,
  between,
  oneOf,
  POLICY,
  POLICY_AFTER_NEWS2,
  type Rule,
  when,
  yes,
} from './decision-rules.js'
import type { Effect } from './outcome-rules.js'
import { isBreathless, type Presentation } from './presentation-rules.js'

const SEVERE: Effect = {
  severity: 'SEVERE',
  site: 'HDU_ICU',
  homeIsolation: 'NOT_ELIGIBLE',
  urgency: 'EMERGENCY',
}
const MODERATE: Effect = {
  severity: 'MODERATE',
  site: 'WARD',
  homeIsolation: 'NOT_ELIGIBLE',
  urgency: 'URGENT',
}
const MILD: Effect = { severity: 'MILD', site: 'HOME', homeIsolation: 'ELIGIBLE', urgency: 'ROUTINE' }

/**
 * The adult classes above mild: respiratory rate in whole breaths per minute, SpO2 in whole per cent.
 * The sheet's SpO2 limits are for room air. On oxygen, or where that is not known, no SpO2 is ever reassuring.
 */
export const severityRules: readonly Rule[] = [
  {
    id: 'severe-spo2',
    ...SEVERE,
    ...when(spo2OnAir, below(90)),
    text: 'SpO2 {{value}} % on room air is below {{limit}} %.',
    source: ADULT_SHEET,
  },
  {
    id: 'severe-respiratory-rate',
    ...SEVERE,
    ...when(respiratoryRate, above(30)),
    text: 'A respiratory rate of {{value}}/min is above {{limit}}.',
    source: ADULT_SHEET,
  },
  {
    id: 'severe-spo2-on-oxygen',
    ...SEVERE,
    ...when(spo2OnOxygen, below(90)),
    text: 'SpO2 {{value}} % is below {{limit}} % although the patient is on oxygen.',
    source: POLICY,
  },
  {
    id: 'severe-spo2-oxygen-unknown',
    ...SEVERE,
    ...when(spo2OxygenUnknown, below(90)),
    text: 'SpO2 {{value}} % is below {{limit}} %: severe on room air and on oxygen alike.',
    source: POLICY,
  },
  {
    id: 'severe-high-flow-or-ventilated',
    ...SEVERE,
    ...when((patient) => patient.readings.oxygen, oneOf('HIGH_FLOW_OR_VENTILATED')),
    text: 'The patient is on high-flow oxygen or a ventilator.',
    source: POLICY,
  },
  {
    id: 'severe-slow-breathing',
    ...SEVERE,
    ...when(respiratoryRate, atMost(8)),
    text: 'A respiratory rate of {{value}}/min is dangerously slow ({{limit}} or fewer).',
    source: POLICY_AFTER_NEWS2,
  },
  {
    id: 'moderate-spo2',
    ...MODERATE,
    ...when(spo2OnAir, between(90, 93)),
    text: 'SpO2 {{value}} % on room air is from {{from}} to {{to}} %.',
    source: ADULT_SHEET,
  },
  {
    id: 'moderate-respiratory-rate',
    ...MODERATE,
    ...when(respiratoryRate, between(24, 30)),
    text: 'A respiratory rate of {{value}}/min is from {{from}} to {{to}}.',
    source: ADULT_SHEET,
  },
  {
    id: 'moderate-on-oxygen',
    ...MODERATE,
    ...when((patient) => patient.readings.oxygen, oneOf('ON_OXYGEN')),
    text: 'The patient is on oxygen: no SpO2 measured on oxygen makes the illness mild.',
    source: POLICY,
  },
  {
    id: 'moderate-spo2-oxygen-unknown',
    ...MODERATE,
    ...when(spo2OxygenUnknown, between(90, 93)),
    text: 'SpO2 {{value}} % is from {{from}} to {{to}} %: at least moderate on room air and on oxygen alike.',
    source: POLICY,
  },
  {
    id: 'moderate-breathlessness',
    ...MODERATE,
    ...when(isBreathless, yes),
    text: 'The patient is breathless: the sheet keeps mild for those without shortness of breath.',
    source: POLICY,
  },
]

/**
 * Mild is never what is left over: each of its conditions must be known and hold. The sheet's words "without
 * shortness of breath or hypoxia" are the reverse of its moderate limits; the lower end of the rate is our policy.
 */
export const mildRule: Rule = {
  id: 'mild',
  ...MILD,
  threshold: 'RR 9 to 23, SpO2 >= 94 on room air, no breathlessness',
  finds: (patient) => {
    const rate = respiratoryRate(patient)
    const spo2 = spo2OnAir(patient)
    if (isBreathless(patient) !== false || rate === null || spo2 === null) return null
    return rate >= 9 && rate <= 23 && spo2 >= 94 ? { value: `RR ${rate}, SpO2 ${spo2}`, rate, spo2 } : null
  },
  text: 'No breathlessness, a respiratory rate of {{rate}}/min (9 to 23) and SpO2 {{spo2}} % on room air (94 or more).',
  source: ADULT_SHEET,
}

function respiratoryRate({ readings }: Presentation): number | null {
  return readings.respiratoryRate
}

function spo2OnAir({ readings }: Presentation): number | null {
  return readings.oxygen === 'ROOM_AIR' ? readings.spo2 : null
}

function spo2OnOxygen({ readings }: Presentation): number | null {
  return readings.oxygen === 'ROOM_AIR' || readings.oxygen === null ? null : readings.spo2
}

function spo2OxygenUnknown({ readings }: Presentation): number | null {
  return readings.oxygen === null ? readings.spo2 : null
}
