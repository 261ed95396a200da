import { z } from 'zod'
import { checkbox, idempotencyKey, optionalLongText } from '../shared/fields.js'
import { column } from '../shared/list-fields.js'
import { type Currency, parseAmount } from '../shared/money.js'

/** As many lines as one form asks for; a longer invoice is credited in whole. */
export const MOST_LINES = 150

/**
 * How much is credited of each line of an invoice, in their order, before tax; empty for nothing. `whole` is all that
 * is left of all of them, whatever stands beside them. A line's mistakes stand by its number: `amount-2`.
 */
export const creditNoteForm = (currency: Currency) =>
  z
    .strictObject({
      idempotency_key: idempotencyKey(),
      amount: column({ max: 40, most: MOST_LINES }),
      whole: checkbox(),
      reason: optionalLongText(500),
      preview: checkbox(),
    })
    .transform((form, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      const amountIn = (typed: string, index: number): bigint => {
        const amount = typed === '' ? 0n : parseAmount(typed, currency)
        if (amount === null)
          refuse(`amount-${index + 1}`, 'Enter an amount like 1250 or 1,250.50; leave it empty for nothing.')
        return amount ?? 0n
      }
      const { idempotency_key, whole, preview } = form
      const amounts = whole ? [] : form.amount.map(amountIn)
      if (form.reason === null && !preview)
        refuse('reason', 'Say why this is credited. It stands on the credit note.')
      return { idempotency_key, whole, preview, amounts, reason: form.reason ?? '' }
    })

export type CreditNoteForm = z.output<ReturnType<typeof creditNoteForm>>
