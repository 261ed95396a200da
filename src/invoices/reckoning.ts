import type { Actor } from '../access/actor.js'
import type { Tx } from '../db/client.js'
import type { Day } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { sum } from '../shared/money.js'
import { billingSettings, taxRatesOn } from '../tariffs/rates.js'
import { discountMost, percentOf } from '../tariffs/rules.js'
import { billed, discountShare, overdrawn } from './amount-rules.js'
import type { Asking, ReckonedLine } from './reckoning-rules.js'
import { invoiceLines } from './rules.js'

/**
 * The lines of a bill as an invoice of this day has them, in its order: amounts, what is taken off, the tax at the rate
 * of the day. Used wherever a bill is shown before it is issued, so that the invoice says what was shown.
 */
export async function reckon(
  tx: Tx,
  { charges, discount = null }: Asking,
  day: Day,
): Promise<ReckonedLine[]> {
  const lines = invoiceLines(charges)
  const asked = lines.map((line) => ({ ...line, discount: line.discount ?? null }))
  if (overdrawn(asked, discount?.of ?? null) !== null)
    throw new Refusal('More is taken off than there is to pay.', { field: 'discount' })
  const taxes = await taxRatesOn(tx, day)
  const reckoned = billed(asked, discount?.of ?? null, (kind) => taxes.get(kind) ?? 0)
  return lines.flatMap((line, at) => {
    const what = reckoned[at]
    return what ? [{ ...line, ...what }] : []
  })
}

/** Refused beside the field `discount` where more is taken off a bill, line by line and over the whole, than this person may. */
export async function requireWithinLimit(
  tx: Tx,
  actor: Actor,
  lines: readonly ReckonedLine[],
): Promise<void> {
  const off = sum(lines.map(({ discountMinor }) => discountMinor))
  if (off === 0n) return
  const most = discountMost(actor.role, await billingSettings(tx))
  const taken = discountShare(sum(lines.map(({ amountMinor }) => amountMinor)), off)
  if (taken > most)
    throw new Refusal(
      'You may take off at most {{most}} % of what is asked; this is {{taken}} %. Ask somebody who may take off more.',
      { field: 'discount', values: { most: percentOf(most), taken: percentOf(taken) } },
    )
}
