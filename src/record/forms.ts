import { z } from 'zod'
import type { Day } from '../shared/calendar.js'
import { optionalDay } from '../shared/fields.js'
import { ownKinds } from './own-timeline-rules.js'
import { type Cursor, cursorIn, cursorText, entryKinds } from './timeline-rules.js'

/** As it was typed: what is no day is told, not passed over. */
const typedDay = z.string().max(40).default('')

/** The days of a filter, both included; a missing one is no limit. */
export const periodAsked = z
  .object({ from: optionalDay(), to: optionalDay() })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ['to'],
    message: 'The period ends before it begins.',
  })

const askedOf = <const Kinds extends readonly [string, ...string[]]>(kinds: Kinds) =>
  z.object({
    kind: z
      .preprocess(
        (value) => (typeof value === 'string' ? [value] : value),
        z.array(z.enum(kinds)).max(kinds.length),
      )
      .default([]),
    from: typedDay,
    to: typedDay,
    after: z
      .string()
      .transform((text) => cursorIn(text))
      .nullable()
      .default(null),
  })

/** Which part of the timeline is asked for, as it stands in the address. */
export const timelineAsked = askedOf(entryKinds)

/** The same of a patient's own. */
export const ownTimelineAsked = askedOf(ownKinds)

export type TimelineAsked = z.output<typeof timelineAsked>

/** The same, as an address writes it. */
export function timelineAddress(
  here: string,
  { kind, from, to }: { kind: readonly string[]; from: Day | null; to: Day | null },
  after: Cursor | null = null,
): string {
  const params = new URLSearchParams(kind.map((one): [string, string] => ['kind', one]))
  if (from) params.set('from', from)
  if (to) params.set('to', to)
  if (after) params.set('after', cursorText(after))
  return params.size > 0 ? `${here}?${params}#timeline` : `${here}#timeline`
}
