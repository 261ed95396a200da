import { z } from 'zod'
import { priorities, statuses } from '../appointments/rules.js'
import type { Day } from '../shared/calendar.js'
import { idempotencyKey, optionalText, text } from '../shared/fields.js'
import { isShownDay } from './day-rules.js'

export const shows = ['coming', 'requests', 'today', 'past', 'all'] as const

const day = z
  .custom<Day>((typed) => typeof typed === 'string' && isShownDay(typed))
  .nullable()
  .default(null)

/** The filters of the list of visits, as they stand in its address. */
export const listFilter = z.object({
  show: z.enum(shows).default('coming'),
  state: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.enum(statuses)).max(8))
    .default([]),
  doctorId: z.uuid().nullable().default(null),
  specialisationId: z.uuid().nullable().default(null),
  from: day,
  to: day,
  priority: z.enum(priorities).nullable().default(null),
  q: z.string().max(100).default(''),
})

export type ListFilter = z.output<typeof listFilter>

export const listPage = listFilter.extend({
  after: z.uuid().nullable().default(null),
  before: z.uuid().nullable().default(null),
})

/** The filters as an address writes them; what is not asked for is left out. */
export function filterQuery({ state, ...filter }: ListFilter): URLSearchParams {
  const given = Object.entries({ ...filter, show: filter.show === 'coming' ? '' : filter.show }).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  )
  return new URLSearchParams([...given, ...state.map((one) => ['state', one] as [string, string])])
}

export const savedViewForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  name: text({ max: 60, missing: 'Enter a name for these filters.' }),
  query: optionalText(1000),
})
