import type { z } from 'zod'
import { type Field, scalar } from '../shared/field.js'
import { optional, optionalText } from '../shared/fields.js'
import type { Currency } from '../shared/money.js'
import type { Discount } from './amount-rules.js'
import { parseDiscount } from './discount-rules.js'
import type { WholeDiscount } from './reckoning-rules.js'

export const wrongDiscount = 'Enter an amount like 250 or a share like 10 %; leave it empty for none.'
export const noReason = 'Say why something is taken off.'

/** What is taken off a whole bill, of a form that has these two fields. */
export const discountFields = (currency: Currency) => ({
  discount: optional(discountField(currency)),
  discountReason: optionalText(200),
})

/** Both fields as one; a reason alone takes nothing off. The other way round it is refused beside the reason. */
export function wholeDiscount(
  { discount, discountReason }: { discount: Discount | null; discountReason: string | null },
  context: z.RefinementCtx,
): WholeDiscount | null {
  if (discount && discountReason === null)
    context.addIssue({ code: 'custom', path: ['discountReason'], message: noReason })
  return discount && { of: discount, reason: discountReason ?? '' }
}

function discountField(currency: Currency): Field<Discount> {
  return scalar(wrongDiscount, (typed, refuse) => parseDiscount(typed, currency) ?? refuse(wrongDiscount))
}
