import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { pool } from '../db/client.js'
import { dayIn } from '../shared/calendar.js'
import { openForm } from '../web/form.js'
import { countTry, limiter } from '../web/limits.js'
import { networkOf } from '../web/networks.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { answerPage, askCodePage, unknownCodePage } from './pages.js'
import { findPrinted } from './queries.js'
import { parseCode, printedKindLabels, shownCode } from './rules.js'

/** Anybody who holds one of our papers asks whether it is genuine. No name and nothing of its content is said. */
export const verificationRoutes = routes()

const asked = z.object({
  code: z
    .string()
    .max(200)
    .refine((code) => !code.includes('\0'))
    .nullable()
    .default(null),
})

verificationRoutes.get('/', 'site.visit', (req, res) => {
  const { code: typed } = query(req, asked)
  if (typed === null) return askCodePage(res, { form: openForm(req) })
  const code = parseCode(typed)
  if (code) return res.redirect(303, `${req.baseUrl}/${shownCode(code)}`)
  const sentence = res.locals.t('A code has 16 letters and numbers, like K7QF-2M9X-3RTA-8WHB.')
  askCodePage(res.status(422), {
    form: { ...openForm(req), values: { code: typed }, errors: { code: sentence } },
  })
})

verificationRoutes.get('/:code', 'site.visit', async (req, res) => {
  res.set('X-Robots-Tag', 'noindex, nofollow')
  const code = parseCode(String(req.params.code))
  const found = code && (await findPrinted(code))
  if (!code || !found) return showUnknown(req, res, code)
  answerPage(res, {
    code: shownCode(code),
    answer: found.supersededAt ? 'superseded' : 'genuine',
    kind: res.locals.t(printedKindLabels[found.kind]),
    writtenOn: dayIn(found.writtenAt, config.zone),
    supersededOn: found.supersededAt && dayIn(found.supersededAt, config.zone),
  })
})

/** Wrong codes are counted, so that nobody tries one after the other. */
async function showUnknown(req: Request, res: Response, code: string | null) {
  await countTry(limiter(pool, { name: 'verify', tries: 60, seconds: 60 * 60 }), networkOf(req.ip))
  unknownCodePage(res.status(404), {
    code: code ? shownCode(code) : String(req.params.code).slice(0, 60),
  })
}
