import { z } from 'zod'
import { piece } from '../web/page.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { pickMedicine } from './medicine-picking.js'
import { MOST_MEDICINES } from './rules.js'

/** The piece of a row that changes while somebody types a medicine into it. */
export const medicinePickRoutes = routes()

const asked = z.object({ row: z.coerce.number().int().min(1).max(MOST_MEDICINES).default(1) })

medicinePickRoutes.get('/pick', 'prescription.create', async (req, res) => {
  const { row } = query(req, asked)
  const search = req.query[`medicine${row}`]
  const typed = typeof search === 'string' ? search.slice(0, 200) : ''
  piece(res, 'components/medicine-matches', { pick: await pickMedicine(row, typed, res.locals.t) })
})
