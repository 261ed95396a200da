import type { Request, Response } from 'express'
import { NotFound } from '../shared/errors.js'
import { formatPhone } from '../shared/text.js'
import type { PatientPick, PickablePatient } from '../web/components/people.js'
import { type Form, typed } from '../web/form.js'
import { isUuid } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import { ageAndSex } from './banner-pages.js'
import type { PatientIdentity } from './identity-queries.js'
import { findPatient } from './queries.js'
import { patientNumber } from './rules.js'
import { searchPatients } from './search-queries.js'

const MOST = 10

/**
 * What the component patient-picker shows in a form: after its button Find, those whom the search fits; else who was
 * chosen already. A patient whom this person does not reach is not shown.
 */
export async function pickFor(req: Request, res: Response, form: Form): Promise<PatientPick> {
  const search = typed(form, 'patientSearch')
  const chosen = typed(form, 'patientId')
  if (!form.values.find && isUuid(chosen)) {
    const patient = await findPatient(actor(req), chosen, new Date()).catch(unlessFound)
    if (patient && !patient.deactivatedAt)
      return { state: 'found', patients: [shown(patient, res)], chosen, more: false }
  }
  if (search.trim() === '') return { ...nobody, state: form.values.find ? 'short' : 'idle' }
  return { ...(await pickFrom(req, res, search)), chosen }
}

/** Those whom a search fits, the best first; of open records only. */
export async function pickFrom(req: Request, res: Response, search: string): Promise<PatientPick> {
  const found = await searchPatients(actor(req), search, new Date(), { limit: MOST, openOnly: true })
  if (!found) return { ...nobody, state: 'short' }
  const patients = [...found.rows, ...found.similar].slice(0, MOST).map((patient) => shown(patient, res))
  return { state: patients.length > 0 ? 'found' : 'none', patients, chosen: '', more: found.more }
}

const nobody = { patients: [], chosen: '', more: false }

/** 'Asha Rao', '34 years, Female · born 17 May 1984 · W-004211 · phone ends in 3210': no two people agree in all. */
function shown(patient: PatientIdentity, res: Response): PickablePatient {
  const { t, format } = res.locals
  const { id, name, localName, number, phone, dateOfBirth } = patient
  const parts = [
    ageAndSex(patient, t, format),
    ...(dateOfBirth ? [t('born {{day}}', { day: format.day(dateOfBirth) })] : []),
    patientNumber(number),
    ...(phone ? [t('phone ends in {{digits}}', { digits: formatPhone(phone).slice(-4) })] : []),
  ]
  return { id, name, localName, about: parts.join(' · ') }
}

function unlessFound(error: unknown): null {
  if (error instanceof NotFound) return null
  throw error
}
