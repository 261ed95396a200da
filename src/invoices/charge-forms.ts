import { z } from 'zod'
import { amount, choice, idempotencyKey, text, uuids, whole } from '../shared/fields.js'
import type { Currency } from '../shared/money.js'
import { lineKinds, MOST_OF_ONE } from './rules.js'

/** As many as one invoice takes, and as one page shows. */
export const MOST_CHARGES = 500

export const billingForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  charges: uuids({ most: MOST_CHARGES, missing: 'Choose what goes on the invoice.' }),
})

export type Billing = z.output<typeof billingForm>

/** What a cashier charges by hand, because nothing in the records says that it was done. */
export const newChargeForm = (currency: Currency) =>
  z
    .strictObject({
      idempotency_key: idempotencyKey(),
      kind: choice(lineKinds, { missing: 'Choose what kind of charge it is.' }),
      description: text({ max: 200, missing: 'Say what it is for: the invoice says the same.' }),
      quantity: whole({ min: 1, max: MOST_OF_ONE, missing: 'Enter how many.' }),
      price: amount({ currency, missing: 'Enter the price of one.' }),
    })
    .refine(({ price }) => price > 0n, { path: ['price'], message: 'Enter a price above zero.' })

export type ChargeByHand = z.output<ReturnType<typeof newChargeForm>>

export const removalForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: text({ max: 300, missing: 'Enter the reason.' }),
})

export type Removal = z.output<typeof removalForm>
