import { z } from 'zod'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { live } from '../web/live.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { screenPage } from './pages.js'
import { screenOf } from './screen-queries.js'

/** The screen in the hall. It stands in public: tokens and rooms, and nobody's name. */
export const screenRoutes = routes()

/** `?rooms=4,Room 5`: only the calls to these rooms. */
const filter = z.object({
  rooms: z
    .string()
    .max(200)
    .refine((rooms) => !rooms.includes('\0'))
    .default(''),
})

/** How many of those who wait stand below each room. */
const NEXT = 6
/** A call is marked as new for a minute. */
const NEW = 60_000

screenRoutes.get('/', 'queue.screen', async (req, res) => {
  const now = new Date()
  const rooms = query(req, filter)
    .rooms.split(',')
    .map((room) => room.trim().toLowerCase())
    .filter((room) => room !== '')
  const { calls, waiting } = await screenOf(dayIn(now, config.zone), rooms)
  screenPage(res, {
    calls: calls.map(({ token, room, at }) => ({
      ...{ token, room, at: at.getTime() },
      isNew: now.getTime() - at.getTime() < NEW,
    })),
    waiting: waiting.map(({ room, tokens }) => ({
      room,
      tokens: tokens.slice(0, NEXT),
      more: Math.max(0, tokens.length - NEXT),
    })),
  })
})

screenRoutes.get(
  '/live',
  'queue.screen',
  live(() => ['queue']),
)
