import type { Request } from 'express'

/**
 * After a change that ended this person's sessions: their browser gets a fresh one that knows nobody, so that
 * nothing said on the next page brings the ended one back.
 */
export function leave(req: Request): Promise<void> {
  return new Promise((resolve, reject) => req.logout((error) => (error ? reject(error) : resolve())))
}
