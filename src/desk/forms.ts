import { z } from 'zod'
import { bookingForm, moveForm } from '../appointments/forms.js'
import { optionalDay, optionalText } from '../shared/fields.js'
import { readTime, specialisationAsked } from './choice-rules.js'

/** The week that the free times are shown of, so that it stays where it was. */
const week = { from: optionalDay() }

/** What the desk's form posts besides the booking itself: what was typed to find the patient. */
export const deskBookingForm = z.preprocess(
  withTheirDoctor,
  bookingForm.extend({ ...week, patientSearch: optionalText(200) }),
)

export const deskMoveForm = z.preprocess(withTheirDoctor, moveForm.extend(week))

/** Where any doctor of a specialisation will do, the chosen time says whose it is. */
function withTheirDoctor(posted: unknown): unknown {
  const { doctorId, startsAt } = z.looseObject(choice).catch({}).parse(posted)
  if (!doctorId || !specialisationAsked(doctorId)) return posted
  const chosen = readTime(startsAt ?? '')
  // Without a time there is no doctor yet, and the missing time alone is to be complained of.
  const theirs = chosen.doctorId ? { ...chosen } : { startsAt: '', doctorId: NOBODY }
  return Object.assign({}, posted, theirs)
}

const choice = { doctorId: z.string().optional(), startsAt: z.string().optional() }
const NOBODY = '00000000-0000-4000-8000-000000000000'
