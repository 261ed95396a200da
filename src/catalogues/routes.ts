import type { Request, Response } from 'express'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendFile } from './downloads.js'
import { showEntries } from './list-answers.js'
import { countEntries } from './list-queries.js'
import { catalogueKinds, fileNames, kindAt, kindPaths } from './list-rules.js'
import { overviewPage, versionsPage } from './pages.js'
import { PROJECT_CURRENCY } from './project-lists.js'
import { releases, releasesOf } from './release-queries.js'
import { showRules } from './rule-answers.js'
import { standingOf } from './standing-rules.js'
import { showTest } from './test-answers.js'

/** The lists that orders, prescriptions and their checks are made from, for the administration. */
export const catalogueRoutes = routes()

catalogueRoutes.get('/', 'catalogue.view', async (req, res) => {
  const [inForce, counts] = await Promise.all([releases(), countEntries(actor(req))])
  const today = dayIn(new Date(), config.zone)
  overviewPage(res, {
    kinds: catalogueKinds.map((kind) => {
      const release = inForce.find((each) => each.kind === kind) ?? null
      const standing = standingOf(release, today)
      const count = kind === 'SAFETY_RULES' ? { active: release?.rows ?? 0, inactive: 0 } : counts[kind]
      return { kind, path: kindPaths[kind], standing, release, ...count }
    }),
    foreignPrices:
      config.currency !== PROJECT_CURRENCY &&
      inForce.some(({ kind, loadedById }) => kind !== 'SAFETY_RULES' && loadedById === null),
  })
})

catalogueRoutes.get('/tests/:id/parameters', 'catalogue.view', (req, res) => showTest(req, res))

catalogueRoutes.get('/:kind', 'catalogue.view', (req, res) => {
  const kind = kindIn(req)
  return kind === 'SAFETY_RULES' ? showRules(req, res) : showEntries(req, res, kind)
})

catalogueRoutes.get('/:kind/versions', 'catalogue.view', async (req, res) => {
  const kind = kindIn(req)
  const loaded = await releasesOf(kind)
  versionsPage(res, {
    kind,
    path: kindPaths[kind],
    releases: loaded.map((release, index) => ({ ...release, files: fileNames(kind), inForce: index === 0 })),
  })
})

catalogueRoutes.get('/:kind/versions/:id/files/:name', 'catalogue.view', (req: Request, res: Response) => {
  const kind = kindIn(req)
  const name = fileNames(kind).find((each) => each === req.params.name)
  if (!name) throw new NotFound()
  return sendFile(res, actor(req), { kind, releaseId: idParam(req), name })
})

/** The list that the address names; 404 for any other word. */
export function kindIn(req: Request) {
  const kind = kindAt(req.params.kind)
  if (!kind) throw new NotFound()
  return kind
}
