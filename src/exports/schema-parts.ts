import { z } from 'zod'

/** What the parts of record.json are made of. */
export const instant = z.string().describe('An instant, ISO 8601 with its offset')
export const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
export const text = z.string().nullable()
export const number = z.number().nullable()
/** An English sentence with the values that stand in it. */
export const sentence = z.strictObject({
  text: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
export const row = { id: z.uuid(), at: instant }
