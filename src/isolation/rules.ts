import { HOME_GUIDELINES, POLICY } from '../triage/decision-rules.js'
import { type RedFlag, redFlagLabels } from '../triage/outcome-rules.js'

export interface Instructions {
  heading: string
  /** Keys for `t()`. */
  sentences: readonly string[]
  source: string
}

/** What a patient in home isolation is told, what is urgent first. */
export function homeInstructions({ highRisk }: { highRisk: boolean }): readonly Instructions[] {
  return [CALL_FOR_HELP, CALL_THE_MEDICAL_OFFICER, measuring(highRisk), STAYING_APART, CARING, ENDING]
}

/** The columns of the chart that a patient fills in at home. MoHFW, revised guidelines for home isolation, 05/01/2022. */
export const selfMonitoring = [
  { label: 'Day and time', note: null },
  { label: 'Temperature', note: null },
  { label: 'Pulse', note: 'Beats in a minute' },
  { label: 'SpO2', note: '%' },
  { label: 'How you feel', note: 'Better, same or worse' },
  { label: 'Breathing', note: 'Better, same or worse' },
] as const

/** The signs to call for at once, that a patient or a caregiver can see without a clinician. */
export const SIGNS_TO_CALL_FOR: readonly RedFlag[] = [
  'BREATHLESSNESS',
  'FAST_BREATHING',
  'CHEST_PAIN',
  'CONFUSION',
  'UNABLE_TO_WAKE',
  'SEVERE_FATIGUE',
  'PROLONGED_FEVER',
  'BLUISH_LIPS',
  'SLURRED_SPEECH',
  'WEAKNESS_OF_LIMB_OR_FACE',
]

const STAYING_APART: Instructions = {
  heading: 'Stay apart from the others',
  sentences: [
    'Stay in one room, away from everybody else at home, above all from older people and those with other illnesses.',
    'Keep the windows of the room open.',
    'Wear a mask of three layers. Change it after 8 hours, or sooner when it is wet or dirty.',
    'When somebody comes into the room, both of you wear a mask, an N95 if you can.',
    'Do not share plates, towels, bedding or anything else.',
  ],
  source: HOME_GUIDELINES,
}

const CARING: Instructions = {
  heading: 'Look after yourself',
  sentences: [
    'Rest and drink plenty.',
    'Wash your hands often, with soap for at least 40 seconds, or use an alcohol rub.',
    'Clean often what is touched often: tables, door handles, switches.',
    'Go on taking your usual medicines, after asking your doctor. Take no others without asking.',
    'Keep the telephone number of your medical officer at hand, for you and for the person who cares for you.',
  ],
  source: HOME_GUIDELINES,
}

const CALL_FOR_HELP: Instructions = {
  heading: 'Call for help at once',
  sentences: [
    'SpO2 below 90 %, even once: call an ambulance',
    'SpO2 of 93 % or less in 3 readings within one hour',
    ...SIGNS_TO_CALL_FOR.map((sign) => redFlagLabels[sign]),
  ],
  source: `${HOME_GUIDELINES}, and its list of 2020; SpO2 below 90 %: WHO home care bundle`,
}

const CALL_THE_MEDICAL_OFFICER: Instructions = {
  heading: 'Call your medical officer today',
  sentences: [
    'SpO2 of 90 to 93 %, even once: measure again at once, and call.',
    '24 breaths in a minute.',
    'Breathing that feels worse than yesterday.',
    'A severe cough, or one that goes on for more than 5 days.',
    'Anything else that worries you.',
  ],
  source: POLICY,
}

const ENDING: Instructions = {
  heading: 'When it ends',
  sentences: [
    'Home isolation ends when at least 7 days have gone by since the positive test, and 3 days without fever.',
    'No second test is needed. Go on wearing a mask.',
  ],
  source: HOME_GUIDELINES,
}

function measuring(highRisk: boolean): Instructions {
  return {
    heading: 'Measure and write down',
    sentences: [
      highRisk
        ? 'Every 6 hours: temperature, pulse and SpO2, and how you feel and breathe: better, the same or worse.'
        : 'Twice a day: temperature, pulse and SpO2, and how you feel and breathe: better, the same or worse.',
      'For SpO2 use a warm finger without nail polish, sit still, and read the number after one minute.',
    ],
    source: highRisk ? POLICY : HOME_GUIDELINES,
  }
}
