import { config } from '../config.js'
import { applicantOnPage } from '../registration/applicant-pages.js'
import { isSetUp, settings } from '../settings/queries.js'
import { byLevel } from '../wards/queries.js'
import { wardLevelLabels } from '../wards/rules.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { adminDashboardPage } from './admin-pages.js'
import { houseToday } from './admin-queries.js'

/** The administration's day: who waits for a decision, and how full the house is. */
export const adminDashboardRoutes = routes()

const ROWS = 8

adminDashboardRoutes.get('/', 'dashboard.admin', async (req, res) => {
  const { t, format } = res.locals
  const now = new Date()
  const { approvals, house, ...today } = await houseToday(actor(req), now, config.zone)
  const applicants = approvals.applicants.map((one) =>
    applicantOnPage(one, { t, format, zone: config.zone, now }),
  )
  const { FREE, HELD, OCCUPIED, CLEANING, BLOCKED } = house.counts
  adminDashboardPage(res, {
    ...today,
    now,
    setUp: isSetUp(await settings()),
    approvals: {
      rows: applicants.slice(0, ROWS),
      waiting: approvals.waiting,
      longest: applicants[0]?.days ?? 0,
    },
    beds: {
      ...{ free: FREE, held: HELD, occupied: OCCUPIED, cleaning: CLEANING, blocked: BLOCKED },
      total: house.total,
    },
    levels: byLevel(house.wards).map(({ level, counts, total }) => ({
      label: t(wardLevelLabels[level]),
      ...{ free: counts.FREE, occupied: counts.OCCUPIED, total },
    })),
  })
})
