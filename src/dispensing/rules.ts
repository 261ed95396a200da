import type { PrescriptionStatus } from '../generated/prisma/enums.js'

/** A line of a prescription, and what of it was handed out and not brought back; units. */
export interface Prescribed {
  /** Null where nobody said how many: as often as needed, or an older record. */
  quantity: number | null
  handedOut: number
  stoppedAt: Date | null
}

/** What was handed out at once, and what became of it. */
export interface Handing {
  id: string
  quantity: number
  batch: string | null
  at: Date
  by: string
  /** What of it came back, in its order. */
  returns: { quantity: number; at: Date; reason: string }[]
}

/** How much of a hand-out came back. */
export const returnedOf = ({ returns }: Pick<Handing, 'returns'>): number =>
  returns.reduce((sum, { quantity }) => sum + quantity, 0)

/** How many units the patient has of what was handed out at several times. */
export const handedOutOf = (dispenses: readonly { quantity: number; returned: number }[]): number =>
  dispenses.reduce((sum, { quantity, returned }) => sum + quantity - returned, 0)

/** A line of a prescription with all that was handed out of it. */
export interface LineToHandOut {
  id: string
  medicine: string
  dose: string
  frequency: string
  durationDays: number
  instructions: string | null
  unit: string | null
  quantity: number | null
  stoppedAt: Date | null
  /** Of one unit; null where the medicine stands in no catalogue. */
  priceMinor: bigint | null
  handings: Handing[]
}

/** How many units may still be handed out; null where the prescription names no number. Never below zero. */
export const leftOf = ({ quantity, handedOut }: Pick<Prescribed, 'quantity' | 'handedOut'>): number | null =>
  quantity === null ? null : Math.max(0, quantity - handedOut)

/** Why nothing of a prescription is handed out, or null. */
export function prescriptionRefusal(status: PrescriptionStatus): string | null {
  switch (status) {
    case 'REPLACED':
      return 'A newer prescription took the place of this one. Hand out by that one.'
    case 'STOPPED':
      return 'This prescription was stopped: nothing of it is handed out any more.'
    default:
      return null
  }
}

/** Why so much of a line is not handed out, with its value, or null. */
export function quantityRefusal(
  line: Prescribed,
  quantity: number,
): { text: string; values: Record<string, number> } | null {
  if (line.stoppedAt) return { text: 'This medicine was stopped: it is not handed out any more.', values: {} }
  const left = leftOf(line)
  if (left === null || quantity <= left) return null
  return left === 0
    ? { text: 'All that was prescribed of this was handed out already.', values: {} }
    : { text: 'Of what was prescribed, {{left}} are left to hand out.', values: { left } }
}
