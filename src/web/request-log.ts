import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import pino, { type DestinationStream, type Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/** JSON lines. Never a body, a cookie, a query string or what a database says about its rows. */
export function openLog(level: string, to?: DestinationStream): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, to ?? pino.destination(1))
}

/** Neither the query nor the secret of a link that lets somebody in; an id (36 characters) may stay. */
const withoutSecrets = (url = '') => url.split('?')[0]?.replace(/[\w-]{40,}/g, '…')

/** One line per request, under the reference that an error page shows. */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: () => randomUUID().slice(0, 8),
    autoLogging: {
      ignore: (req) => req.url?.startsWith('/assets/') === true || req.url?.startsWith('/health/') === true,
    },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: (req) => ({ id: req.id, method: req.method, path: withoutSecrets(req.url) }),
      res: (res) => ({ status: res.statusCode }),
      err: (error) => ({ type: error.type }),
    },
  })
}
