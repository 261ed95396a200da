import type { Response } from 'express'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import type { BannerPatient } from '../web/components/people.js'
import { instructionsPage } from './pages.js'
import { openIsolation } from './queries.js'
import { homeInstructions } from './rules.js'

/** The same page for the patient and, under the patient's banner, for staff. */
export async function showInstructions(
  res: Response,
  patientId: string,
  banner: BannerPatient | null = null,
) {
  const open = await openIsolation(patientId)
  const today = dayIn(new Date(), config.zone)
  instructionsPage(res, {
    staff: banner && { patientId, banner },
    since: open && {
      startedOn: open.startedOn,
      earliestEndOn: open.earliestEndOn,
      mayEnd: open.earliestEndOn <= today,
    },
    instructions: open ? homeInstructions({ highRisk: open.highRisk }) : [],
  })
}
