import type { Request, Response } from 'express'
import { z } from 'zod'
import { ageAndSex, bedIn } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import type { Whereabouts } from '../patients/whereabouts-rules.js'
import { NotFound } from '../shared/errors.js'
import type { ActionLink } from '../web/components/pages.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { noteLook } from './looking.js'
import { roundsOf } from './queries.js'
import { listedRound, ownRoundsPage } from './round-pages.js'
import { type RoundPatient, roundRoutes } from './round-routes.js'

/** The rounds that clinical data entry writes down; mounted under a patient, of whose record they get nothing else. */
export const recordsObservationRoutes = routes()

const PAGE_ROWS = 25
const asked = z.object({ before: z.uuid().nullable().default(null) })

recordsObservationRoutes.get('/', 'observation.view', async (req, res) => {
  const { t, can } = res.locals
  const { whose, isOpen, by } = await reach(req, res, new Date())
  const found = await roundsOf(whose.id, {
    limit: PAGE_ROWS + 1,
    before: query(req, asked).before,
    by,
    struck: true,
  })
  const rows = found.slice(0, PAGE_ROWS)
  ownRoundsPage(res, {
    whose,
    actions: isOpen ? actionsFor(`${res.locals.base}/patients/${whose.id}`, { t, can }) : [],
    rounds: rows.map((row) => listedRound(row, req.baseUrl, t)),
    older: found.length > PAGE_ROWS ? `${req.baseUrl}?before=${rows.at(-1)?.id}` : null,
  })
})

recordsObservationRoutes.use('/', roundRoutes(reach))

/** Name, number, age, sex and bed: what one needs to stand at the right bed. */
async function reach(req: Request, res: Response, now: Date): Promise<RoundPatient> {
  const { t, format } = res.locals
  const patient = await findPatient(actor(req), idParam(req), now)
  if (patient.deactivatedAt) throw new NotFound()
  await noteLook(req, patient.id)
  const { id, name, number, sex, dateOfBirth, where } = patient
  const brief = {
    number: patientNumber(number),
    about: ageAndSex(patient, t, format),
    bed: bedOf(where, res),
  }
  return { whose: { id, name, banner: null, brief }, sex, dateOfBirth, isOpen: true, by: actor(req).id }
}

const bedOf = (where: Whereabouts, res: Response) => (where.at === 'BED' ? bedIn(where, res.locals.t) : null)

function actionsFor(here: string, { t, can }: Pick<Response['locals'], 't' | 'can'>): ActionLink[] {
  const actions: (ActionLink & { allowed: boolean })[] = [
    {
      allowed: can('alert.raise'),
      label: t('Report an emergency'),
      href: `${here}/emergency/new`,
      icon: 'alert-octagon',
      tone: 'danger',
    },
    {
      allowed: can('observation.create'),
      label: t('Record a round'),
      href: `${here}/observations/new`,
      icon: 'heart-rate-monitor',
      tone: 'primary',
    },
  ]
  return actions.filter(({ allowed }) => allowed).map(({ allowed: _allowed, ...action }) => action)
}
