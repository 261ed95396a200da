import {
  above,
  atMost,
  below,
  oneOf,
  POLICY,
  POLICY_AFTER_NEWS2,
  type Row,
  when,
  yes,
} from './decision-rules.js'
import { fastBreathing } from './fast-breathing-rules.js'
import { roomAirSpo2 } from './support-rules.js'
import type { WhoInput } from './who-input-rules.js'
import { whoChildSigns } from './who-sign-rules.js'

export const WHO_SEVERITY = {
  instrument: 'WHO severity, living guideline of November 2021',
  version: 'Wardwell 1',
} as const

const WHO = WHO_SEVERITY.instrument

/** From the mildest to the worst. */
export const WHO_SEVERITIES = ['NON_SEVERE', 'SEVERE', 'CRITICAL'] as const
export type WhoSeverity = (typeof WHO_SEVERITIES)[number]

export interface WhoRule {
  severity: WhoSeverity
}

export const CHILD_FAST_BREATHING = 'who-child-fast-breathing'

const CRITICAL: WhoRule = { severity: 'CRITICAL' }
const SEVERE: WhoRule = { severity: 'SEVERE' }

/** Non-invasive ventilation as critical is from secondary sources; high-flow oxygen alone is not named. */
export const anyAge: readonly (WhoRule & Row<WhoInput>)[] = [
  {
    id: 'who-ventilated',
    ...CRITICAL,
    ...when((input: WhoInput) => input.support, oneOf('NIV', 'INVASIVE')),
    text: 'The patient is ventilated, by mask or by tube.',
    source: WHO,
  },
  {
    id: 'who-vasopressors',
    ...CRITICAL,
    ...when((input: WhoInput) => input.vasopressors, yes),
    text: 'The patient needs vasopressors.',
    source: WHO,
  },
  {
    id: 'who-ards',
    ...CRITICAL,
    ...when((input: WhoInput) => input.ards, yes),
    text: 'Acute respiratory distress syndrome (ARDS)',
    source: WHO,
  },
  {
    id: 'who-sepsis',
    ...CRITICAL,
    ...when((input: WhoInput) => input.sepsis, yes),
    text: 'Sepsis',
    source: WHO,
  },
  {
    id: 'who-septic-shock',
    ...CRITICAL,
    ...when((input: WhoInput) => input.septicShock, yes),
    text: 'Septic shock',
    source: WHO,
  },
  {
    id: 'who-spo2',
    ...SEVERE,
    ...when(roomAirSpo2, below(90)),
    text: 'SpO2 {{value}} % on room air is below {{limit}} %.',
    source: WHO,
  },
  {
    id: 'who-spo2-not-on-air',
    ...SEVERE,
    ...when(
      (input: WhoInput) =>
        input.oxygen === 'ROOM_AIR' || input.spo2 === null
          ? null
          : Math.min(input.spo2, input.spo2OnAir ?? 100),
      below(90),
    ),
    text: 'SpO2 {{value}} % is below {{limit}} %, on oxygen or where that is not known: on room air it is no better.',
    source: POLICY,
  },
  {
    id: 'who-severe-distress',
    ...SEVERE,
    ...when((input: WhoInput) => input.severeDistress, yes),
    text: 'Signs of severe respiratory distress',
    source: WHO,
  },
  {
    id: 'who-slow-breathing',
    ...SEVERE,
    ...when((input: WhoInput) => input.respiratoryRate, atMost(8)),
    text: 'A respiratory rate of {{value}}/min is dangerously slow ({{limit}} or fewer).',
    source: POLICY_AFTER_NEWS2,
  },
]

export const adultRules: readonly (WhoRule & Row<WhoInput>)[] = [
  {
    id: 'who-respiratory-rate',
    ...SEVERE,
    ...when((input: WhoInput) => input.respiratoryRate, above(30)),
    text: 'A respiratory rate of {{value}}/min is above {{limit}}.',
    source: WHO,
  },
]

export const childRules: readonly (WhoRule & Row<WhoInput>)[] = [
  {
    id: CHILD_FAST_BREATHING,
    ...SEVERE,
    threshold: 'Fast for the age',
    finds: (input) => {
      const [found] = fastBreathing({
        ageMonths: input.ageMonths ?? (input.ageYears ? input.ageYears * 12 : null),
        respiratoryRate: input.respiratoryRate,
      }).fired
      return found ? { value: found.value } : null
    },
    text: '{{value}} breaths a minute are fast for the age of this child.',
    source: WHO,
  },
  ...whoChildSigns.map(({ code, label }): WhoRule & Row<WhoInput> => ({
    id: `who-child-${code.toLowerCase().replaceAll('_', '-')}`,
    ...SEVERE,
    ...when((input: WhoInput) => input.childSigns?.includes(code) ?? null, yes),
    text: label,
    source: WHO,
  })),
]
