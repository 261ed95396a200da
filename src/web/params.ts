import type { Request } from 'express'
import { z } from 'zod'
import { NotFound } from '../shared/errors.js'
import { hasForbiddenCharacters } from '../shared/text.js'

const uuid = z.uuid()

/** The id in the address. What is no UUID names no record: 404. */
export function idParam(req: Request, name = 'id'): string {
  const parsed = uuid.safeParse(req.params[name])
  if (!parsed.success) throw new NotFound()
  return parsed.data
}

export const isUuid = (text: string): boolean => uuid.safeParse(text).success

/**
 * The query string by a schema whose every field has a default: what does not parse is read as not given, and so is what
 * holds characters that no text of ours may hold.
 */
export function query<Shape extends z.ZodRawShape>(req: Pick<Request, 'query'>, schema: z.ZodObject<Shape>) {
  const readable = Object.entries(req.query).filter(([, value]) => !hasForbiddenCharacters(String(value)))
  const given: Record<string, unknown> = Object.fromEntries(readable)
  for (let tries = Object.keys(given).length; tries >= 0; tries--) {
    const parsed = schema.safeParse(given)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) delete given[String(issue.path[0])]
  }
  return schema.parse({})
}

export const longestPath = 2000

/** An address of our own to go on to; anything else, however written, is the fallback. */
export function ownPath(next: unknown, origin: string, fallback: string): string {
  if (typeof next !== 'string' || next.length > longestPath || !/^\/(?![/\\])/.test(next)) return fallback
  try {
    const url = new URL(next, origin)
    return url.origin === origin ? `${url.pathname}${url.search}` : fallback
  } catch {
    return fallback
  }
}
