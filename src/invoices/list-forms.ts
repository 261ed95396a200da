import { z } from 'zod'
import { type Day, isDay } from '../shared/calendar.js'
import { listedStates } from './state-rules.js'

const day = z
  .custom<Day>((typed) => typeof typed === 'string' && isDay(typed))
  .nullable()
  .default(null)

/** The filters of the list of invoices, as they stand in its address. */
export const invoiceFilter = z.object({
  q: z.string().max(100).default(''),
  state: z.enum(listedStates).nullable().default(null),
  patient: z.uuid().nullable().default(null),
  from: day,
  to: day,
})

export type InvoiceFilter = z.output<typeof invoiceFilter>

export const edges = { after: z.uuid().nullable().default(null), before: z.uuid().nullable().default(null) }

/** The filters as an address writes them; what is not asked for is left out. */
export function filterQuery(filter: InvoiceFilter): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''),
  )
}
