import { z } from 'zod'
import { MOST_CHARGES } from '../invoices/charge-forms.js'
import { discountFields, wholeDiscount } from '../invoices/discount-forms.js'
import { checkbox, idempotencyKey, uuids } from '../shared/fields.js'
import type { Currency } from '../shared/money.js'

/** The final bill of a stay once more: what of the open charges is on it, and what is taken off. */
export const rebillingForm = (currency: Currency) =>
  z
    .strictObject({
      idempotency_key: idempotencyKey(),
      charges: uuids({ most: MOST_CHARGES }),
      ...discountFields(currency),
      preview: checkbox(),
    })
    .transform(({ discount, discountReason, ...form }, context) => ({
      ...form,
      discount: wholeDiscount({ discount, discountReason }, context),
    }))

export type Rebilling = z.output<ReturnType<typeof rebillingForm>>
