import { z } from 'zod'
import { bedStates, wardLevels } from '../wards/rules.js'
import { SURGES } from './capacity-rules.js'

/** The filters of the board, as they stand in its address. */
export const boardFilter = z.object({
  ward: z.uuid().nullable().default(null),
  state: z.enum(['', ...bedStates]).default(''),
  level: z.enum(['', ...wardLevels]).default(''),
})
export type BoardFilter = z.output<typeof boardFilter>

/** The filters as an address writes them; what is not asked for is left out. */
export function boardQuery({ ward, state, level }: BoardFilter): URLSearchParams {
  const given = Object.entries({ ward: ward ?? '', state, level })
  return new URLSearchParams(given.filter(([, value]) => value !== ''))
}

export const surgeFilter = z.object({
  surge: z.coerce
    .number()
    .pipe(z.literal([...SURGES]))
    .default(1),
})
