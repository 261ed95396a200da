import { z } from 'zod'
import { amount, idempotencyKey, longText, optional, optionalLongText, whole } from '../shared/fields.js'
import type { Currency } from '../shared/money.js'
import { type Counts, denominations, SMALLEST } from './rules.js'

export const openingForm = (currency: Currency) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    float: amount({ currency, missing: 'Enter what is in it now; 0 if nothing is.' }),
  })

/** More of one note than this in one counter is a slip of the finger. */
const MOST_OF_ONE = 9_999

/** The field in which one kind of note or coin is counted. */
export const countField = (unit: number): string => `count${unit}`

/** A blank is none; what no row is for is `other`, an amount. */
export const closingForm = (currency: Currency) =>
  z.strictObject(closingFields(currency)).transform((form) => counted(form, currency))

/** The same by somebody else than the cashier, who says why. */
export const closingForAnother = (currency: Currency) =>
  z
    .strictObject({
      ...closingFields(currency),
      reason: longText({ max: 500, missing: 'Say why you close it: the cashier reads it.' }),
    })
    .transform(({ reason, ...form }) => ({ ...counted(form, currency), reason }))

export type Opening = z.output<ReturnType<typeof openingForm>>
export type Closing = z.output<ReturnType<typeof closingForm>>
export type ClosingForAnother = z.output<ReturnType<typeof closingForAnother>>

const closingFields = (currency: Currency) => ({
  idempotency_key: idempotencyKey(),
  ...Object.fromEntries(
    denominations[currency].map((unit) => [countField(unit), optional(whole({ min: 0, max: MOST_OF_ONE }))]),
  ),
  other: optional(amount({ currency })),
  note: optionalLongText(500),
})

interface Typed {
  idempotency_key: string
  other: bigint | null
  note: string | null
}

const counted = ({ idempotency_key, note, other, ...counts }: Typed, currency: Currency) => ({
  ...{ idempotency_key, note },
  counts: countsOf(counts, currency, other ?? 0n),
})

function countsOf(counted: Record<string, unknown>, currency: Currency, otherMinor: bigint): Counts {
  const rows = denominations[currency].map((unit) => [unit, Number(counted[countField(unit)] ?? 0)] as const)
  return Object.fromEntries(
    [...rows, [SMALLEST, Number(otherMinor)] as const].filter(([, count]) => count > 0),
  )
}
