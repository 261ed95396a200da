import {
  type Consciousness,
  consciousnessLabels,
  type OxygenSupport,
  oxygenSupportLabels,
} from '../observations/rules.js'
import type { Needed } from './outcome-rules.js'

/** Who reads the form: the patient about themselves, or staff about a patient. */
export type Voice = 'patient' | 'staff'

/** The check box that says that nothing of a list is so; a list without any tick is an answer not given. */
export const NONE = 'NONE'

/** The words of the form that differ between the two: keys for `t()`. */
export const formWords = {
  patient: {
    symptoms: 'What do you have?',
    breathlessness: 'Is it hard for you to breathe, or are you short of breath?',
    feverDays: 'For how many days in a row have you had fever?',
    feverDaysHint: 'Fever is more than 100 °F (37.8 °C). Enter 0 if you have none.',
    spo2Hint:
      'Warm your hands, take off nail polish and rings, sit still. Read the number when it has been steady for one minute.',
    oxygen: 'Were you getting oxygen while you measured?',
    respiratoryRateHint:
      'Sit quietly. Watch your chest for one whole minute and count each time it rises, or let somebody count for you.',
    consciousness: 'How awake and clear are you?',
    consciousnessHint: 'Let somebody who is with you answer, if you can.',
    conditions: 'Which illnesses do you have already?',
    pregnant: 'I am pregnant',
    homeFacility: 'Is there a room at home that you can have to yourself?',
    homeFacilityHint: 'And a way for your family to stay apart from you.',
    caregiver: 'Is there somebody at home who can look after you day and night?',
    emptyReadings:
      'Leave empty what you cannot measure. What is missing counts as not known, never as normal: then we cannot say that you are well enough for home, and we help you to measure it.',
  },
  staff: {
    symptoms: 'Symptoms',
    breathlessness: 'Is the patient breathless?',
    feverDays: 'Days of fever in a row',
    feverDaysHint: 'Above 100 °F (37.8 °C). 0 is none.',
    spo2Hint: 'A warm finger without nail polish; the number that is steady for one minute.',
    oxygen: 'Measured',
    respiratoryRateHint: 'Counted over one whole minute, with the patient at rest.',
    consciousness: 'Consciousness (ACVPU)',
    consciousnessHint: 'C is new confusion only.',
    conditions: 'Conditions',
    pregnant: 'The patient is pregnant',
    homeFacility: 'Is there a place at home in which to isolate?',
    homeFacilityHint: 'And a way to quarantine the family contacts.',
    caregiver: 'Is there a caregiver at home day and night?',
    emptyReadings:
      'Leave empty what was not measured. What is missing counts as not known, never as normal: the result is then incomplete. Never take oxygen away to get a number.',
  },
} as const satisfies Record<Voice, Record<string, string>>

export const oxygenChoices: Record<Voice, Partial<Record<OxygenSupport, string>>> = {
  patient: {
    ROOM_AIR: 'No, only the air of the room',
    ON_OXYGEN: 'Yes, from a cylinder, a concentrator or a mask',
  },
  staff: oxygenSupportLabels,
}

export const consciousnessChoices: Record<Voice, Record<Consciousness, string>> = {
  patient: {
    A: 'Awake, and thinking clearly',
    C: 'Confused, and that is new',
    V: 'Sleepy, and answering only when spoken to loudly',
    P: 'Reacting only to a pinch or to pain',
    U: 'Not reacting at all',
  },
  staff: {
    A: `A – ${consciousnessLabels.A}`,
    C: `C – ${consciousnessLabels.C}`,
    V: `V – ${consciousnessLabels.V}`,
    P: `P – ${consciousnessLabels.P}`,
    U: `U – ${consciousnessLabels.U}`,
  },
}

/** What is missing, in the words of the patient's own form. */
export const neededOfPatient: Record<Needed, string> = {
  ageYears: 'Your date of birth',
  spo2: 'The oxygen in your blood (SpO2)',
  oxygen: 'Whether you were getting oxygen while you measured',
  respiratoryRate: 'How many breaths you take in one minute',
  breathlessness: 'Whether it is hard for you to breathe',
  consciousness: 'How awake and clear you are',
  symptoms: 'What you have, or that it is nothing of the list',
  conditions: 'Which illnesses you have already, or that you have none',
  homeFacility: 'Whether there is a room at home to have to yourself',
  caregiver: 'Whether somebody can look after you day and night',
}
