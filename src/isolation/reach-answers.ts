import type { Request, Response } from 'express'
import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { ageAndSex, bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import { idParam } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import type { OfPatient } from './report-pages.js'

/** Whose care at home it is, as the reader has reached them; `home` is its page. */
export interface Reached {
  patientId: string
  /** 'Fatima Ansari · 34 years, Female · W-001065' */
  who: string
  dateOfBirth: Day | null
  staff: OfPatient | null
  home: string
}

/** Finds the patient of the address for this reader, and leaves the trace that they looked. */
export type Reach = (req: Request, res: Response, now: Date) => Promise<Reached>

export const reachAsPatient: Reach = async (req, res, now) => {
  const patient = await findPatient(actor(req), ownPatientId(actor(req)), now)
  const { id, dateOfBirth } = patient
  await auditRead(actor(req), 'isolation.view', id)
  const who = whoIs(patient, res)
  return { patientId: id, who, dateOfBirth, staff: null, home: `${res.locals.base}/isolation` }
}

export async function reachAsStaff(
  req: Request,
  res: Response,
  now: Date,
): Promise<Reached & { staff: OfPatient }> {
  const { t, base } = res.locals
  const patient = await findPatient(actor(req), idParam(req), now)
  await auditRead(actor(req), 'isolation.view', patient.id)
  return {
    patientId: patient.id,
    who: whoIs(patient, res),
    dateOfBirth: patient.dateOfBirth,
    staff: { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) },
    home: `${base}/patients/${patient.id}/isolation`,
  }
}

function whoIs(
  patient: Awaited<ReturnType<typeof findPatient>>,
  { locals: { t, format } }: Response,
): string {
  return [patient.name, ageAndSex(patient, t, format), patientNumber(patient.number)].join(' · ')
}
