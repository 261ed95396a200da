import { z } from 'zod'
import { roleLabels } from '../accounts/rules.js'
import type { Role } from '../generated/prisma/enums.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { accessPage } from './access-pages.js'
import { ownAccesses } from './access-queries.js'
import { deedLabel, sittingsOf } from './access-rules.js'

/** For the patient: who looked at their record, and when. */
export const ownAccessRoutes = routes()

const asked = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt)
    .nullable()
    .default(null),
})

ownAccessRoutes.get('/', 'patient.own', async (req, res) => {
  const { t } = res.locals
  const { before } = query(req, asked)
  const { rows, more } = await ownAccesses(actor(req), before)
  const last = rows.at(-1)
  accessPage(res, {
    rows: sittingsOf(rows).map(({ actions, role, ...sitting }) => ({
      ...sitting,
      role: t(roleLabels[role as Role]),
      deeds: [...new Set(actions.map((action) => t(deedLabel(action))))],
      emergency: actions.includes('emergency-access.open'),
    })),
    older: more && last ? `${req.baseUrl}?before=${last.id}` : null,
    newest: before === null ? null : req.baseUrl,
  })
})
