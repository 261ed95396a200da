import { z } from 'zod'
import {
  amount,
  checkbox,
  idempotencyKey,
  optional,
  optionalLongText,
  optionalText,
} from '../shared/fields.js'
import type { Currency } from '../shared/money.js'
import { positionIn } from './choosing-rules.js'

const amountBeside = (currency: Currency) =>
  optional(amount({ currency, wrong: 'Enter an amount like 1250 or 1,250.50; leave it empty for nothing.' }))

/**
 * How much is credited of lines of an invoice, before tax: one field for each line that the page showed, named after the
 * line's place on the invoice (`amount-2`), empty for nothing. `whole` is all that is left of all of them, whatever
 * stands beside them. Which lines were shown (`kind`, `day`, `from`) is no part of what is asked.
 */
export const creditNoteForm = (currency: Currency) =>
  z
    .object({
      idempotency_key: idempotencyKey(),
      whole: checkbox(),
      reason: optionalLongText(500),
      preview: checkbox(),
      kind: optionalText(20),
      day: optionalText(20),
      from: optionalText(10),
    })
    .catchall(z.unknown())
    .transform(({ idempotency_key, whole, reason, preview, kind, day, from, ...beside }, context) => {
      const refuse = (path: string[], message: string, params = {}) =>
        context.addIssue({ code: 'custom', path, message, params })
      const amounts = Object.entries(beside).flatMap(([name, typed]) => {
        const position = positionIn(name)
        if (position === null) refuse([], 'This form has a field that does not belong to it.')
        if (position === null || whole) return []
        const { data: netMinor, error } = amountBeside(currency).safeParse(typed)
        for (const { message, ...issue } of error?.issues ?? [])
          refuse([name], message, issue.code === 'custom' ? issue.params : {})
        return netMinor ? [{ position, netMinor }] : []
      })
      if (reason === null && !preview)
        refuse(['reason'], 'Say why this is credited. It stands on the credit note.')
      return { idempotency_key, whole, preview, amounts, reason: reason ?? '' }
    })

export type CreditNoteForm = z.output<ReturnType<typeof creditNoteForm>>
