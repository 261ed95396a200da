import { z } from 'zod'
import { config } from '../config.js'
import { ageAndSex, photoOf } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import type { StatusName } from '../web/components/telling.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { ISOLATION_FILTERS, type IsolationFilter, isolationFilterLabels } from './list-rules.js'
import { patientsAtHomePage } from './pages.js'
import { patientsAtHome } from './queries.js'

/** Who is cared for at home. */
export const isolationDeskRoutes = routes()

const list = z.object({
  show: z.enum(ISOLATION_FILTERS).default('all'),
  after: z.uuid().nullable().default(null),
})

isolationDeskRoutes.get('/', 'isolation.list', async (req, res) => {
  const { t, format, base } = res.locals
  const { show, after } = query(req, list)
  const today = dayIn(new Date(), config.zone)
  const { rows, more } = await patientsAtHome(show, after, today)
  const address = (filter: IsolationFilter, from?: string) =>
    `${req.baseUrl}?show=${filter}${from ? `&after=${from}` : ''}`
  patientsAtHomePage(res, {
    filter: show,
    filters: ISOLATION_FILTERS.map((filter) => ({
      label: t(isolationFilterLabels[filter]),
      href: address(filter),
      current: filter === show,
    })),
    rows: rows.map(({ patient, severity, highRisk, doctors, startedOn, earliestEndOn }) => ({
      href: `${base}/patients/${patient.id}`,
      name: patient.name,
      localName: patient.localName,
      about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
      photo: photoOf(patient, base),
      phone: patient.phone && formatPhone(patient.phone),
      startedOn,
      earliestEndOn,
      mayEnd: earliestEndOn <= today,
      statuses: [
        ...(severity ? [`severity.${severity}` satisfies StatusName] : []),
        ...(highRisk ? (['risk.HIGH'] satisfies StatusName[]) : []),
      ],
      doctors,
    })),
    newer: after ? address(show) : null,
    older: more ? address(show, rows.at(-1)?.id) : null,
  })
})
