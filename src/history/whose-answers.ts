import type { Request, Response } from 'express'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient, type PatientInBanner } from '../patients/queries.js'
import { readPatient } from '../patients/reading.js'
import { NotFound } from '../shared/errors.js'
import { idParam } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import type { Whose } from './pages.js'

/** Whose history an address means: a patient's at the desk and the doctor's, their own in the patient's portal. */
export interface Place {
  find: (req: Request) => Promise<PatientInBanner>
  whose: (patient: PatientInBanner, res: Response) => Whose
}

export const staffPlace: Place = {
  find: (req) => readPatient(actor(req), idParam(req), new Date()),
  whose: (patient, res) => {
    const { t, base } = res.locals
    const here = `/patients/${patient.id}`
    return {
      name: patient.name,
      home: `${base}${here}/history`,
      banner: bannerOf(patient, t, base),
      trail: [
        { label: t('Patients'), href: '/patients' },
        { label: patient.name, href: here },
        { label: t('History'), href: `${here}/history` },
      ],
    }
  },
}

export const ownPlace: Place = {
  find: (req) => {
    const { patientId } = actor(req)
    if (!patientId) throw new NotFound()
    return findPatient(actor(req), patientId, new Date())
  },
  whose: (patient, res) => ({
    name: patient.name,
    home: `${res.locals.base}/profile`,
    banner: null,
    trail: [{ label: res.locals.t('Your details'), href: '/profile' }],
  }),
}
