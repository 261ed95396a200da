import { z } from 'zod'
import { methodLabels, paymentMethods } from '../counter/method-rules.js'
import type { PaymentMethod } from '../generated/prisma/enums.js'
import { amount, choice, idempotencyKey, longText, optionalText, version } from '../shared/fields.js'
import type { Currency } from '../shared/money.js'

/** More than nothing. */
const somewhat = (currency: Currency) =>
  amount({ currency }).refine((minor) => minor > 0n, 'Enter an amount above zero.')

const reason = (missing: string) => longText({ max: 500, missing })

/** What stands on the slip, the transfer or the advice; cash has none. */
const wantsReference = (
  { method, reference }: { method: PaymentMethod; reference: string | null },
  context: z.RefinementCtx,
) => {
  if (method === 'CASH' || reference !== null) return
  context.addIssue({ code: 'custom', path: ['reference'], message: referenceMissing[method] })
}

const referenceMissing: Record<Exclude<PaymentMethod, 'CASH'>, string> = {
  CARD: 'Enter the number of the card’s slip.',
  UPI: 'Enter the reference of the UPI payment.',
  BANK: 'Enter the reference of the transfer.',
  INSURER: 'Enter the number of the insurer’s advice.',
}

const method = choice(paymentMethods, { missing: 'Choose how it is paid.' })

export const paymentForm = (currency: Currency) =>
  z
    .strictObject({
      idempotency_key: idempotencyKey(),
      amount: somewhat(currency),
      method,
      reference: optionalText(60),
      payer: optionalText(120),
    })
    .superRefine(wantsReference)
    .superRefine((form, context) => {
      if (form.method === 'INSURER' && form.payer === null)
        context.addIssue({ code: 'custom', path: ['payer'], message: 'Enter the name of the insurer.' })
    })

export type PaymentForm = z.output<ReturnType<typeof paymentForm>>

export const creditForm = (currency: Currency) =>
  z.strictObject({ idempotency_key: idempotencyKey(), credit: somewhat(currency) })

export const cancellationForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  reason: reason('Enter why this receipt is cancelled.'),
})

export const refundForm = (currency: Currency) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    amount: somewhat(currency),
    reason: reason('Enter why it is given back.'),
  })

export const approvalForm = z.strictObject({ version: version() })

export const rejectionForm = z.strictObject({
  version: version(),
  reason: reason('Enter why it is rejected.'),
})

export const payoutForm = z
  .strictObject({ idempotency_key: idempotencyKey(), method, reference: optionalText(60) })
  .superRefine(wantsReference)

/** The methods as a form offers them. */
export const methodOptions = (t: (sentence: string) => string) =>
  paymentMethods.map((value) => ({ value, label: t(methodLabels[value]) }))
