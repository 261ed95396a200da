import { z } from 'zod'
import { live } from '../web/live.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { shownToSign, signOffsPage } from './sign-off-pages.js'
import { triagesToSign } from './sign-off-queries.js'

/** The triages that wait for the name of the doctor who reads. */
export const signOffRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

signOffRoutes.get('/', 'triage.decide', async (req, res) => {
  const { t, format, base } = res.locals
  const { after } = query(req, asked)
  const now = new Date()
  const { rows, total, more } = await triagesToSign(actor(req), now, { after })
  signOffsPage(res, {
    rows: rows.map((row) => shownToSign(row, now, { t, format, base })),
    total,
    live: `${req.baseUrl}/live`,
    newer: after ? req.baseUrl : null,
    older: more ? `${req.baseUrl}?after=${rows.at(-1)?.id}` : null,
  })
})

// A stay answers a triage, and a request for a bed does until it is withdrawn.
signOffRoutes.get(
  '/live',
  'triage.decide',
  live(() => ['triages', 'beds']),
)
