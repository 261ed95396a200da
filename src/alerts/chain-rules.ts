import type { AlertAudience } from '../generated/prisma/enums.js'

/** Whom an alert is told to, one after the other. The desk is told beside the first of them. */
export type Turn = Exclude<AlertAudience, 'DESK'>

/** Who could answer now. Somebody away (suspended, on leave), or not there at all, is nobody. */
export interface Reachable {
  addressee: boolean
  deputy: boolean
}

/**
 * Whose turn it is after `told`, the last who was told: addressee, deputy, administration. Nobody waits for somebody
 * who is not there: the turn goes to the next. Null after the administration.
 */
export function nextTurn(told: Turn | null, { addressee, deputy }: Reachable): Turn | null {
  if (told === 'ADMIN') return null
  if (told === null && addressee) return 'ADDRESSEE'
  if (told !== 'DEPUTY' && deputy) return 'DEPUTY'
  return 'ADMIN'
}

export interface Patience {
  /** Minutes from the alert. */
  deputyMinutes: number
  adminMinutes: number
}

/** When the next is told if nobody has answered by then; null: everybody was told. */
export function nextTellingAt(
  told: Turn,
  raisedAt: Date,
  { deputyMinutes, adminMinutes }: Patience,
): Date | null {
  const after = { ADDRESSEE: deputyMinutes, DEPUTY: adminMinutes, ADMIN: null }[told]
  return after === null ? null : new Date(raisedAt.getTime() + after * 60_000)
}
