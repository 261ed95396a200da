import type { Request } from 'express'

/**
 * What a page asks for by itself, to stay up to date: a stream, or its own parts again. Such a request is no sign that
 * somebody is there, and takes nothing away that waits for the next page somebody opens.
 */
export function isBackground(req: Request): boolean {
  return req.get('X-Background') !== undefined || req.get('Accept') === 'text/event-stream'
}
