import { z } from 'zod'
import { MOST_CHARGES } from '../invoices/charge-forms.js'
import { discountFields, wholeDiscount } from '../invoices/discount-forms.js'
import { checkbox, idempotencyKey, optionalLongText, uuids } from '../shared/fields.js'
import { column } from '../shared/list-fields.js'
import { type Currency, parseAmount } from '../shared/money.js'

export const MEDICINE_LINES = 6
export const OTHER_LINES = 4
const MOST_DOCTORS = 20
/** Charges of one stay, and whatever else may be open of it. */
const MOST_OPEN = MOST_CHARGES + 200

export interface PricedLine {
  description: string
  amountMinor: bigint
}

/**
 * Everything of a stay that the records do not know the price of. Rows that are left empty are no lines; a row
 * that is half filled in is refused by its own number: `medicineAmount-2`.
 */
export const dischargeForm = (currency: Currency) =>
  z
    .strictObject({
      idempotency_key: idempotencyKey(),
      medicine: column({ max: 200, most: MEDICINE_LINES }),
      medicineAmount: column({ max: 40, most: MEDICINE_LINES }),
      doctorId: column({ max: 36, most: MOST_DOCTORS }),
      doctorAmount: column({ max: 40, most: MOST_DOCTORS }),
      other: column({ max: 200, most: OTHER_LINES }),
      otherAmount: column({ max: 40, most: OTHER_LINES }),
      charges: uuids({ most: MOST_CHARGES }),
      ...discountFields(currency),
      note: optionalLongText(2000),
      // What the form said was still open, and why the patient leaves all the same.
      seen: column({ max: 60, most: MOST_OPEN }),
      why: optionalLongText(1000),
      preview: checkbox(),
    })
    .transform((form, context) => {
      const refuse = (field: string, message: string) => {
        context.addIssue({ code: 'custom', path: [field], message })
      }
      const amountIn = (field: string, typed: string, missing: string): bigint => {
        const amount = typed === '' ? null : parseAmount(typed, currency)
        if (amount === null) refuse(field, typed === '' ? missing : wrongAmount)
        return amount ?? 0n
      }
      const lines = (name: 'medicine' | 'other'): PricedLine[] => {
        const amounts = form[`${name}Amount`]
        const rows = Math.max(form[name].length, amounts.length)
        return Array.from({ length: rows }, (_, index) => index).flatMap((index) => {
          const description = form[name][index] ?? ''
          const typed = amounts[index] ?? ''
          if (description === '' && typed === '') return []
          if (description === '') refuse(`${name}-${index + 1}`, 'Say what this amount is for.')
          const missing = 'Enter what this costs, or empty the line.'
          return [{ description, amountMinor: amountIn(`${name}Amount-${index + 1}`, typed, missing) }]
        })
      }
      return {
        idempotency_key: form.idempotency_key,
        charges: form.charges,
        discount: wholeDiscount(form, context),
        note: form.note,
        seen: form.seen,
        why: form.why,
        preview: form.preview,
        medicines: lines('medicine'),
        others: lines('other'),
        doctors: form.doctorId.map((doctorId, index) => ({
          doctorId,
          amountMinor: amountIn(
            `doctorAmount-${index + 1}`,
            form.doctorAmount[index] ?? '',
            'Enter the charge of this doctor; 0 if there is none.',
          ),
        })),
      }
    })

export type DischargeForm = z.output<ReturnType<typeof dischargeForm>>

const wrongAmount = 'Enter an amount like 1250 or 1,250.50.'
