import type { Values } from '../shared/errors.js'

const HOUR = 3_600_000

/** How long something waits, as a sentence key and its values: whole hours, from two days on whole days. */
export function waitOf(since: Date, now: Date): { text: string; values: Values } {
  const hours = Math.floor((now.getTime() - since.getTime()) / HOUR)
  if (hours < 1) return { text: 'Waits for less than an hour', values: {} }
  if (hours === 1) return { text: 'Waits for an hour', values: {} }
  return hours < 48
    ? { text: 'Waits for {{hours}} hours', values: { hours } }
    : { text: 'Waits for {{days}} days', values: { days: Math.floor(hours / 24) } }
}
