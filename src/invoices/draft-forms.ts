import { z } from 'zod'
import { idempotencyKey, version } from '../shared/fields.js'
import { column } from '../shared/list-fields.js'
import type { Currency } from '../shared/money.js'
import type { Discount } from './amount-rules.js'
import { MOST_CHARGES } from './charge-forms.js'
import { discountFields, noReason, wholeDiscount, wrongDiscount } from './discount-forms.js'
import { parseDiscount } from './discount-rules.js'

export interface LineDiscount {
  chargeId: string
  discount: Discount | null
  reason: string | null
}

/** What is taken off the lines of a draft and off the whole; a line's mistakes stand by its number: `lineDiscount-2`. */
export const draftForm = (currency: Currency) =>
  z
    .strictObject({
      idempotency_key: idempotencyKey(),
      version: version(),
      line: column({ max: 36, most: MOST_CHARGES }),
      lineDiscount: column({ max: 40, most: MOST_CHARGES }),
      lineReason: column({ max: 200, most: MOST_CHARGES }),
      ...discountFields(currency),
    })
    .transform((form, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      const lines = form.line.map((chargeId, index): LineDiscount => {
        const typed = form.lineDiscount[index] ?? ''
        const reason = form.lineReason[index] ?? ''
        if (typed === '') return { chargeId, discount: null, reason: null }
        const discount = parseDiscount(typed, currency)
        if (!discount) refuse(`lineDiscount-${index + 1}`, wrongDiscount)
        if (reason === '') refuse(`lineReason-${index + 1}`, noReason)
        return { chargeId, discount, reason }
      })
      const { idempotency_key, version } = form
      return { idempotency_key, version, lines, discount: wholeDiscount(form, context) }
    })

export type DraftForm = z.output<ReturnType<typeof draftForm>>
