import { config } from '../config.js'
import { addDays, type Day, dayIn, startOfDay } from '../shared/calendar.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { capacityPage, shownCapacity } from './capacity-pages.js'
import { capacityAt } from './capacity-queries.js'
import { surgeFilter } from './forms.js'
import { houseAhead } from './house-rules.js'

/** How many beds will be free in the next days, and what more arrivals would mean. */
export const capacityRoutes = routes()

capacityRoutes.get('/', 'board.view', async (req, res) => {
  const { t, format, base } = res.locals
  const now = new Date()
  const today = dayIn(now, config.zone)
  const house = await capacityAt(actor(req), now)
  const { surge } = query(req, surgeFilter)
  const reader = { t, format, base, now, today, zone: config.zone, surge }
  capacityPage(res, shownCapacity(house, houseAhead(house, restOf(today, now)), reader))
})

/** The share of the day that is still to come. */
function restOf(today: Day, now: Date): number {
  const [from, to] = [startOfDay(today, config.zone), startOfDay(addDays(today, 1), config.zone)]
  return (to.getTime() - now.getTime()) / (to.getTime() - from.getTime())
}
