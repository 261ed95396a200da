import { publication } from '../appointments/calendar.js'
import { patientEntry, staffEntry } from '../appointments/calendar-entries.js'
import { feedVisits } from '../appointments/calendar-queries.js'
import { pool } from '../db/client.js'
import { hospital } from '../settings/queries.js'
import { NotFound } from '../shared/errors.js'
import { countTry, limiter } from '../web/limits.js'
import { networkOf } from '../web/networks.js'
import { routes } from '../web/routes.js'
import { ownerOfFeed } from './feeds.js'
import { sendCalendar } from './visit-routes.js'

/** What calendar programs read, which cannot log in: whoever knows the address sees the visits. */
export const feedRoutes = routes()

feedRoutes.get('/:secret.ics', 'site.visit', async (req, res) => {
  const now = new Date()
  const owner = await ownerOfFeed(String(req.params.secret)).catch(async (error) => {
    if (error instanceof NotFound) await countTry(wrongSecrets(), networkOf(req.ip))
    throw error
  })
  const [visits, letterhead] = await Promise.all([feedVisits(owner, now), hospital()])
  const { t } = res.locals
  const entries = visits.map((visit) =>
    owner.role === 'DOCTOR'
      ? staffEntry(visit, { page: '/doctor/appointments', t })
      : patientEntry(visit, {
          own: visit.patientId === owner.patientId,
          page: true,
          hospital: letterhead,
          t,
        }),
  )
  res.set('X-Robots-Tag', 'noindex, nofollow')
  sendCalendar(
    res,
    publication(entries, { name: t('Visits, {{hospital}}', { hospital: letterhead.name }), stamp: now }),
  )
})

const wrongSecrets = () => limiter(pool, { name: 'calendar-feed', tries: 60, seconds: 60 * 60 })
