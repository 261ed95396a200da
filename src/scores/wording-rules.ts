import type { ProgressionNeeded } from '../triage/who-progression-rules.js'
import type { WhoNeeded } from '../triage/who-severity-rules.js'

/** What is missing, with the words for it. */
export const whoNeeded: Record<WhoNeeded, string> = {
  ageYears: 'Age',
  spo2: 'SpO2',
  oxygen: 'Room air or oxygen',
  spo2OnAir: 'SpO2 on room air, measured before the oxygen was given',
  respiratoryRate: 'Respiratory rate',
  severeDistress: 'Severe respiratory distress, yes or no',
  support: 'How breathing is helped',
  vasopressors: 'Vasopressors, yes or no',
  ards: 'ARDS, yes or no',
  sepsis: 'Sepsis, yes or no',
  septicShock: 'Septic shock, yes or no',
}

export const progressionNeeded: Record<ProgressionNeeded, string> = {
  infected: 'Infected, yes or no',
  setting: 'At home or in hospital',
  symptomatic: 'Symptoms, yes or no',
  assistanceNeeded: 'Needs assistance, yes or no',
  support: 'How breathing is helped',
  pfRatio: 'P/F, or S/F',
  vasopressors: 'Vasopressors, yes or no',
  dialysis: 'Dialysis, yes or no',
  ecmo: 'ECMO, yes or no',
}
