import type { Request, Response } from 'express'
import { z } from 'zod'
import { ageAndSex, bedIn } from '../patients/banner-pages.js'
import type { PatientRow } from '../patients/list-queries.js'
import { patientNumber } from '../patients/rules.js'
import { searchPatients } from '../patients/search-queries.js'
import type { PatientPick } from '../web/components/people.js'
import { type Form, openForm, typed } from '../web/form.js'
import { piece } from '../web/page.js'
import { isUuid, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, typedForm } from '../web/submit.js'
import { pickPage } from './round-pages.js'

/** Clinical data entry finds the patient whose round they write down. */
export const roundPickRoutes = routes()

const typedSearch = z.object({ patientSearch: z.string().max(200).default('') })

roundPickRoutes.get('/rounds', 'observation.create', (req, res) => showPick(req, res, openForm(req)))

roundPickRoutes.post('/rounds', 'observation.create', async (req, res) => {
  const form = typedForm(req)
  const { patientId } = form.values
  if (pressed(req, 'find')) return showPick(req, res, form)
  if (typeof patientId === 'string' && isUuid(patientId))
    return res.redirect(303, `${res.locals.base}/patients/${patientId}/observations/new`)
  const errors = { patientId: res.locals.t('Find the patient, and choose one of those found.') }
  await showPick(req, res.status(422), { ...form, errors })
})

/** The piece of the picker that changes while somebody types. */
roundPickRoutes.get('/patients/pick', 'observation.create', async (req, res) => {
  const { patientSearch } = query(req, typedSearch)
  piece(res, 'components/patient-matches', { pick: await pickFrom(req, res, patientSearch) })
})

async function showPick(req: Request, res: Response, form: Form) {
  pickPage(res, { form, pick: await pickFor(req, res, form) })
}

const MOST = 10
const nobody = { patients: [], chosen: '', more: false }

/** What the picker of a round shows: after its button Find, those whom the search fits. */
async function pickFor(req: Request, res: Response, form: Form): Promise<PatientPick> {
  const search = typed(form, 'patientSearch')
  if (search.trim() === '') return { ...nobody, state: form.values.find ? 'short' : 'idle' }
  return { ...(await pickFrom(req, res, search)), chosen: typed(form, 'patientId') }
}

/** Those whom a search fits, told apart by number, age, sex and bed, and by nothing else of them. */
async function pickFrom(req: Request, res: Response, search: string): Promise<PatientPick> {
  const found = await searchPatients(actor(req), search, new Date(), { limit: MOST, openOnly: true })
  if (!found) return { ...nobody, state: 'short' }
  const patients = [...found.rows, ...found.similar].slice(0, MOST).map((patient) => shown(patient, res))
  return { state: patients.length > 0 ? 'found' : 'none', patients, chosen: '', more: found.more }
}

function shown(patient: PatientRow, res: Response) {
  const { t, format } = res.locals
  const { id, name, localName, number, where } = patient
  const bed = where.at === 'BED' ? bedIn(where, t) : t('Not in a bed')
  return {
    id,
    name,
    localName,
    about: [patientNumber(number), ageAndSex(patient, t, format), bed].join(' · '),
  }
}
