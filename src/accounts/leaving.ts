import type { Request } from 'express'

/**
 * This browser gets a fresh session that knows nobody: after a change that ended this person's sessions, or before
 * somebody is shown how their account stands.
 */
export function leave(req: Request): Promise<void> {
  return new Promise((resolve, reject) => req.logout((error) => (error ? reject(error) : resolve())))
}
