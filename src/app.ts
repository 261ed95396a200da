import compression from 'compression'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import { actorInSql } from './accounts/queries.js'
import { roleLabels } from './accounts/rules.js'
import { config } from './config.js'
import { pool } from './db/client.js'
import { house } from './portals/house.js'
import { hospital } from './settings/queries.js'
import { ambient, reader } from './web/ambient.js'
import { assets } from './web/assets.js'
import { errors } from './web/errors.js'
import { flashes } from './web/flash.js'
import { refuseForgery } from './web/forgery.js'
import { neverStored, securityHeaders } from './web/headers.js'
import { health, type Readiness, untilStarted } from './web/health.js'
import { formPages, heldForms } from './web/held-forms.js'
import { arrivesWithin } from './web/limits.js'
import { requestLog } from './web/request-log.js'
import { nothingHere, requireGates } from './web/routes.js'
import { sessions } from './web/session.js'

export interface AppOptions {
  log: Logger
  secret: string
  readiness: Readiness
}

const MOST_FIELDS = 200

/** The bill of a long stay has a field or two for each of its charges. */
const bills = /^\/(?:admin|reception)\/(?:admissions|invoices|patients\/[^/]+\/(?:charges|drafts))(?=\/|$)/
const MOST_FIELDS_OF_A_BILL = 2_000

const formsOf = (most: number) =>
  express.urlencoded({ extended: false, limit: '100kb', parameterLimit: most })

/** The whole path of a request, from the first header to the last error. */
export function createApp({ log, secret, readiness }: AppOptions): Express {
  const { baseUrl: origin, https, demo, zone, currency } = config
  const app = express()
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('trust proxy', config.trustProxy)
    .set('query parser', 'simple')
  app.use(requestLog(log))
  app.use(securityHeaders(https))
  app.use(health(readiness))
  app.use(compression({ level: 1 }))
  app.use(assets())
  app.use(ambient({ hospital, demo, zone, currency }))
  app.use(neverStored)
  app.use(untilStarted(readiness))
  app.use(refuseForgery(origin))
  app.use(arrivesWithin(60_000))
  app.use(bills, formsOf(MOST_FIELDS_OF_A_BILL))
  app.use(formsOf(MOST_FIELDS))
  app.use(formPages(origin))
  app.use(sessions({ pool, secret, https, personWith: actorInSql }))
  app.use(reader(roleLabels), flashes, heldForms)
  app.use(house.router)
  app.use(nothingHere(house.declared))
  app.use(errors)
  requireGates(app.router)
  return app
}
