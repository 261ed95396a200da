import type { Request, Response } from 'express'
import { z } from 'zod'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { listed } from './banner-pages.js'
import { listPatients, type PatientFilter } from './list-queries.js'
import { type PatientList, patientListPage } from './pages.js'
import { searchPatients } from './search-queries.js'

/** All patients, for the desk and the administration. */
export const patientListRoutes = routes()

const asked = z.object({
  q: z.string().max(200).default(''),
  where: z.enum(['all', 'admitted', 'home', 'deactivated']).default('all'),
  after: z.uuid().nullable().default(null),
  before: z.uuid().nullable().default(null),
})

patientListRoutes.get('/', 'patient.list', async (req, res) => {
  const { q, where, after, before } = query(req, asked)
  if (q.trim() !== '') return showFound(req, res, q)
  const { t, format, base } = res.locals
  const found = await listPatients(actor(req), new Date(), { filter: where, after, before })
  const [first, last] = [found.rows[0], found.rows.at(-1)]
  const here = (cursor: string) => `${base}/patients?${where === 'all' ? '' : `where=${where}&`}${cursor}`
  patientListPage(res, {
    ...nothingFound,
    rows: found.rows.map((row) => listed(row, t, format, base)),
    tabs: filters.map((filter) => ({
      label: t(filterLabels[filter]),
      href: filter === 'all' ? `${base}/patients` : `${base}/patients?where=${filter}`,
      current: filter === where,
    })),
    newer: found.newer && first ? here(`before=${first.id}`) : null,
    older: found.older && last ? here(`after=${last.id}`) : null,
  })
})

async function showFound(req: Request, res: Response, q: string) {
  const { t, format, base } = res.locals
  const found = await searchPatients(actor(req), q, new Date())
  patientListPage(res, {
    ...nothingFound,
    q,
    tooShort: found === null,
    rows: (found?.rows ?? []).map((row) => listed(row, t, format, base)),
    similar: (found?.similar ?? []).map((row) => listed(row, t, format, base)),
    more: found?.more ?? false,
  })
}

const nothingFound: PatientList = {
  q: '',
  tooShort: false,
  rows: [],
  similar: [],
  more: false,
  tabs: [],
  newer: null,
  older: null,
}

const filters: PatientFilter[] = ['all', 'admitted', 'home', 'deactivated']
const filterLabels: Record<PatientFilter, string> = {
  all: 'All',
  admitted: 'Admitted',
  home: 'At home',
  deactivated: 'Closed records',
}
