import { z } from 'zod'
import { type Field, scalar } from '../shared/field.js'
import { amount, choice, dayField, idempotencyKey, longText } from '../shared/fields.js'
import type { Currency } from '../shared/money.js'
import { claimMethods } from './claim-rules.js'

/** Gaps are left out: banks print the same number with and without them, and it is claimed once. */
const reference = (): Field<string> =>
  scalar('Enter the reference of your payment.', (typed, refuse) => {
    const written = typed.replace(/\s+/g, '')
    return /^[A-Za-z0-9][A-Za-z0-9/.-]{3,39}$/.test(written)
      ? written
      : refuse('Enter the reference as your bank or app shows it: 4 to 40 letters and digits.')
  })

export const claimForm = (currency: Currency) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    method: choice(claimMethods, { missing: 'Choose how you paid.' }),
    reference: reference(),
    amount: amount({ currency, missing: 'Enter what you paid.' }).refine(
      (minor) => minor > 0n,
      'Enter an amount above zero.',
    ),
    paidOn: dayField({ missing: 'Enter the day on which you paid.' }),
  })

export type ClaimForm = z.output<ReturnType<typeof claimForm>>

export const confirmationForm = z.strictObject({ idempotency_key: idempotencyKey() })

export const claimRejectionForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: longText({ max: 500, missing: 'Enter why it is rejected: the patient reads it.' }),
})
