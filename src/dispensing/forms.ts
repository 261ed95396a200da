import { z } from 'zod'
import { MOST_OF_ONE } from '../invoices/rules.js'
import { MOST_MEDICINES } from '../prescriptions/rules.js'
import { idempotencyKey, text, whole } from '../shared/fields.js'
import { column } from '../shared/list-fields.js'
import { type Currency, parseAmount } from '../shared/money.js'

/** What is handed out of one line of a prescription. */
export interface HandedOut {
  /** Counted from 1, as the fields of the row are named. */
  row: number
  itemId: string
  quantity: number
  batch: string | null
  /** Of one unit, where the medicine stands in no catalogue. */
  priceMinor: bigint | null
}

/** A row without a quantity is not handed out. What is wrong is said beside the field of its row: `quantity-2`. */
export const dispenseForm = (currency: Currency) =>
  z
    .strictObject({
      idempotency_key: idempotencyKey(),
      item: column({ max: 36, most: MOST_MEDICINES }),
      quantity: column({ max: 20, most: MOST_MEDICINES }),
      batch: column({ max: 40, most: MOST_MEDICINES }),
      price: column({ max: 40, most: MOST_MEDICINES }),
    })
    .transform((form, context) => {
      const refuse = (path: string, message: string, params?: Record<string, unknown>) => {
        context.addIssue({ code: 'custom', path: [path], message, params })
      }
      const rows = form.item.flatMap((itemId, index): HandedOut[] => {
        const row = index + 1
        const typed = form.quantity[index] ?? ''
        if (typed === '') return []
        const quantity = /^\d{1,6}$/.test(typed) ? Number(typed) : 0
        if (quantity < 1 || quantity > MOST_OF_ONE)
          refuse(`quantity-${row}`, 'Enter a whole number from 1 to {{most}}, or leave it empty.', {
            most: MOST_OF_ONE,
          })
        const price = form.price[index] ?? ''
        const priceMinor = price === '' ? null : parseAmount(price, currency)
        if (price !== '' && priceMinor === null)
          refuse(`price-${row}`, 'Enter an amount like 1250 or 1,250.50.')
        return [{ row, itemId, quantity, batch: form.batch[index] || null, priceMinor }]
      })
      if (form.quantity.every((typed) => typed === ''))
        refuse('quantity-1', 'Enter how much of at least one medicine is handed out.')
      return { idempotency_key: form.idempotency_key, rows }
    })

export type Dispensing = z.output<ReturnType<typeof dispenseForm>>

export const returnForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  quantity: whole({ min: 1, max: MOST_OF_ONE, missing: 'Enter how many came back.' }),
  reason: text({ max: 300, missing: 'Enter why it was brought back.' }),
})

export type Return = z.output<typeof returnForm>
