import type { RequestHandler } from 'express'
import { Forbidden } from '../shared/errors.js'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/**
 * Refuses a change that another site asked for, before its body is read: the browser must say that the request
 * comes from our own pages (`Sec-Fetch-Site`), or, where it does not say, the `Origin` must be ours.
 */
export function refuseForgery(origin: string): RequestHandler {
  return (req, _res, next) => {
    if (SAFE.has(req.method)) return next()
    const site = req.get('sec-fetch-site')
    const ours = site === undefined ? req.get('origin') === origin : site === 'same-origin'
    next(
      ours
        ? undefined
        : new Forbidden(
            'This form was not sent from our own pages. Open the page again and send it from there.',
          ),
    )
  }
}
