import type { RequestHandler } from 'express'
import type { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Busy } from '../shared/errors.js'
import { networkOf } from './networks.js'

/** Counters in PostgreSQL: atomic, shared by all processes, not reset by a restart. */
export function limiter(pool: Pool, options: { name: string; tries: number; seconds: number }) {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: options.name,
    points: options.tries,
    duration: options.seconds,
  })
}

/** Counts one try; past the limit the person reads how long to wait. */
export async function countTry(limit: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limit.consume(key)
  } catch (thrown) {
    if (!(thrown instanceof RateLimiterRes)) throw thrown
    throw new Busy(
      'That was tried too often from here. Wait a while and try again.',
      Math.ceil(thrown.msBeforeNext / 1000),
      429,
    )
  }
}

/** A form that is not here in time has its connection cut. A file may take as long as the server lets it. */
export const arrivesWithin =
  (milliseconds: number): RequestHandler =>
  (req, _res, next) => {
    if (req.is('multipart/*') === false) {
      const patience = setTimeout(() => req.complete || req.destroy(), milliseconds)
      req.once('close', () => clearTimeout(patience))
    }
    next()
  }

/** A limit by network address for forms that visitors can send. */
export const perAddress =
  (limit: () => RateLimiterPostgres): RequestHandler =>
  async (req, _res, next) => {
    await countTry(limit(), networkOf(req.ip))
    next()
  }
