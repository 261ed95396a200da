import type { Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { dayIn, instantAt, timeIn } from '../shared/calendar.js'
import type { Form } from '../web/form.js'
import { live } from '../web/live.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { complaints } from '../web/submit.js'
import { sendBedsCsv } from './csv.js'
import { occupancyForm } from './forms.js'
import { housekeepingPage, occupancyPage } from './pages.js'
import { bedsToClean, occupancyAt, wardsWithCleaning } from './queries.js'
import { waitedFor } from './rules.js'
import { wardShown } from './shown-pages.js'

/** How full the house was at a time, the same as a file, and what waits for cleaning. */
export const occupancyRoutes = routes()

const asked = z.object({ at: z.string().max(40).nullable().default(null) })

occupancyRoutes.get('/occupancy', 'ward.list', async (req, res) => {
  const now = new Date()
  const { at } = query(req, asked)
  const form = { ...emptyAnswer, values: { at: at ?? asTyped(now) } }
  if (at === null) return showOccupancy(res, form, now)
  const wanted = instantOf(at)
  if (wanted instanceof Date && wanted <= now) return showOccupancy(res, form, wanted)
  const { t } = res.locals
  const refused =
    wanted instanceof Date
      ? {
          errors: { at: t('Nobody knows yet how full it will be then. Choose a time until now.') },
          summary: null,
        }
      : complaints(wanted, t)
  occupancyPage(res.status(422), { form: { ...form, ...refused }, shown: null })
})

occupancyRoutes.get('/csv', 'ward.list', async (req, res) => {
  const now = new Date()
  const { at } = query(req, asked)
  const wanted = at === null ? now : instantOf(at)
  if (wanted instanceof Date && wanted <= now) return sendBedsCsv(res, wanted)
  res.redirect(303, `${req.baseUrl}/occupancy?at=${encodeURIComponent(at ?? '')}`)
})

occupancyRoutes.get('/housekeeping', 'ward.list', async (req, res) => {
  const { t } = res.locals
  const now = new Date()
  housekeepingPage(res, {
    live: `${req.baseUrl}/housekeeping/live`,
    beds: bedsToClean(await wardsWithCleaning(now)).map(({ id, number, room, ward, since }) => ({
      ...{ id, number, room: room?.number ?? null, ward, since: since ?? now },
      waits: inWords(waitedFor(since ?? now, now), t),
    })),
  })
})

occupancyRoutes.get(
  '/housekeeping/live',
  'ward.list',
  live(() => ['beds']),
)

async function showOccupancy(res: Response, form: Form, at: Date) {
  const { wards, counts, total } = await occupancyAt(at)
  occupancyPage(res, {
    form,
    shown: {
      at,
      wards: wards.map((ward) => wardShown(ward, res.locals.t)),
      totals: counts,
      total,
      csv: `${res.locals.base}/wards/csv?at=${encodeURIComponent(at.toISOString())}`,
    },
  })
}

const emptyAnswer = { errors: {}, summary: null, key: '', conflict: null }

/** As the browser's field for a day and a time holds it. */
const asTyped = (at: Date) => `${dayIn(at, config.zone)}T${timeIn(at, config.zone)}`

/** What was typed in the hospital's time, or an instant as our own addresses write it; or what is wrong with it. */
function instantOf(typed: string): Date | z.ZodError {
  const exact = z.iso.datetime().safeParse(typed)
  if (exact.success) return new Date(exact.data)
  const parsed = occupancyForm.safeParse({ at: typed })
  return parsed.success ? instantAt(parsed.data.at.day, parsed.data.at.time, config.zone) : parsed.error
}

function inWords({ hours, minutes }: { hours: number; minutes: number }, t: Response['locals']['t']): string {
  return hours > 0 ? t('{{hours}} h {{minutes}} min', { hours, minutes }) : t('{{minutes}} min', { minutes })
}
