import { bookingForm, moveForm } from '../appointments/forms.js'
import { optionalDay, optionalText } from '../shared/fields.js'

/** The week that the free times are shown of, so that it stays where it was. */
const week = { from: optionalDay() }

/** What the desk's form posts besides the booking itself: what was typed to find the patient. */
export const deskBookingForm = bookingForm.extend({ ...week, patientSearch: optionalText(200) })

export const deskMoveForm = moveForm.extend(week)
