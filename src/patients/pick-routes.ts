import { z } from 'zod'
import { piece } from '../web/page.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { pickFrom } from './picking.js'

/** The piece of the patient picker that changes while somebody types. */
export const patientPickRoutes = routes()

const asked = z.object({ patientSearch: z.string().max(200).default(''), q: z.string().max(200).default('') })

patientPickRoutes.get('/pick', 'patient.list', async (req, res) => {
  const { patientSearch, q } = query(req, asked)
  piece(res, 'components/patient-matches', { pick: await pickFrom(req, res, patientSearch || q) })
})

/** What the search box on every page shows while somebody types: links to the records. */
patientPickRoutes.get('/found', 'patient.list', async (req, res) => {
  const { q } = query(req, asked)
  const nothing = { state: 'idle' as const, patients: [], chosen: '', more: false }
  piece(res, 'components/patient-found', { pick: q.trim() === '' ? nothing : await pickFrom(req, res, q) })
})
