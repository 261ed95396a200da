import { z } from 'zod'
import { BreathingSupport, InvoiceLineKind } from '../generated/prisma/enums.js'
import {
  amount,
  choice,
  dayField,
  decimal,
  idempotencyKey,
  optionalText,
  version,
  whole,
} from '../shared/fields.js'
import type { Currency } from '../shared/money.js'
import { tariffKinds } from './rules.js'

const percentage = (missing: string) =>
  decimal({ min: 0, max: 100, decimals: 2, missing }).transform((percent) => Math.round(percent * 100))

const firstDay = () => dayField({ missing: 'Enter the first day on which it holds.' })

/** The limits are those of the database; shares become hundredths of a per cent. */
export const billingSettingsForm = z
  .strictObject({
    version: version(),
    receptionDiscountMost: percentage('Enter a share from 0 to 100 %.'),
    adminDiscountMost: percentage('Enter a share from 0 to 100 %.'),
    paymentDays: whole({ min: 0, max: 365 }),
  })
  .refine((form) => form.adminDiscountMost >= form.receptionDiscountMost, {
    path: ['adminDiscountMost'],
    message: 'The administration may take off at least as much as reception.',
  })

export type EditedBilling = z.output<typeof billingSettingsForm>

export const taxRateForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  taxKind: choice(Object.values(InvoiceLineKind), { missing: 'Choose what is taxed.' }),
  taxPercent: percentage('Enter the tax; 0 if there is none.'),
  taxFrom: firstDay(),
})

export type NewTaxRate = z.output<typeof taxRateForm>

export const supportRateForm = (currency: Currency) =>
  z.strictObject({
    idempotency_key: idempotencyKey(),
    support: choice(Object.values(BreathingSupport), { missing: 'Choose oxygen or ventilator.' }),
    supportRate: amount({ currency, missing: 'Enter what a day costs; 0 if nothing.' }),
    supportFrom: firstDay(),
  })

export type NewSupportRate = z.output<ReturnType<typeof supportRateForm>>

export const yearStartForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  yearMonth: whole({ min: 1, max: 12, missing: 'Choose the month.' }),
  yearFrom: firstDay(),
})

export type NewYearStart = z.output<typeof yearStartForm>

/** Which row is taken back; the financial year is of nothing. */
export const removalForm = z.strictObject({
  tariff: choice(tariffKinds),
  of: optionalText(20),
  from: dayField(),
})

export type Removal = z.output<typeof removalForm>
