import { optionalText, uuid } from '../shared/fields.js'

const unchosen = 'Find the patient, and choose them.'

/** The fields of the component patient-picker, in any form: who was chosen, and what was typed to find them. */
export const patientPick = {
  patientId: uuid({ missing: unchosen, wrong: unchosen }),
  patientSearch: optionalText(200),
}
