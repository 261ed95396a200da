import { z } from 'zod'
import { type Day, parseDay } from '../shared/calendar.js'
import { ownKinds } from './own-timeline-rules.js'
import { type Cursor, cursorIn, cursorText, entryKinds } from './timeline-rules.js'

const day = z
  .string()
  .refine((typed) => parseDay(typed) !== null)
  .transform((typed) => typed as Day)
  .nullable()
  .default(null)

const askedOf = <const Kinds extends readonly [string, ...string[]]>(kinds: Kinds) =>
  z.object({
    kind: z
      .preprocess(
        (value) => (typeof value === 'string' ? [value] : value),
        z.array(z.enum(kinds)).max(kinds.length),
      )
      .default([]),
    from: day,
    to: day,
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
