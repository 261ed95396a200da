import type { Request } from 'express'
import { z } from 'zod'
import { ruleParts } from './rule-page-rules.js'
import { wordsOf } from './search-rules.js'

/** What the address of a list may say. */
export const asked = z.object({
  q: z.string().max(200).default(''),
  show: z.enum(['active', 'inactive']).default('active'),
  part: z.enum(ruleParts).default('interactions'),
  after: z.string().max(200).nullable().default(null),
  before: z.string().max(200).nullable().default(null),
})

/** Whether something was typed that is too little to look for. */
export const tooShort = (q: string) => q.trim() !== '' && wordsOf(q) === null

/** The address of the same list with other ends of its page. */
export const addresses = (req: Request, kept: Record<string, string>) => (edge: Record<string, string>) => {
  const params = new URLSearchParams({ ...kept, ...edge })
  const here = `${req.baseUrl}${req.path}`.replace(/\/$/, '')
  return params.size > 0 ? `${here}?${params}` : here
}
