import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { transaction } from '../db/client.js'
import { Stale } from '../shared/errors.js'
import type { EditedBilling } from './forms.js'
import { billingSettings } from './rates.js'
import { type BillingSettings, percentOf } from './rules.js'

const fields = ['receptionDiscountMost', 'adminDiscountMost', 'paymentDays'] as const

/** How much anybody may take off a bill, and how long there is to pay it; from now on. */
export function editBillingSettings(actor: Actor, form: EditedBilling): Promise<void> {
  authorize(actor, 'settings.edit')
  const { version, ...edited } = form
  return transaction(async (tx) => {
    const before = await billingSettings(tx)
    const { count } = await tx.billingSettings.updateMany({
      where: { id: 1, version },
      data: { ...edited, version: { increment: 1 } },
    })
    if (count === 0) throw new Stale(billingValues(before), before.version)
    const changed = fields
      .filter((field) => edited[field] !== before[field])
      .map((field) => `${field}: ${before[field]} → ${edited[field]}`)
    await audit(tx, actor, 'settings.edit', { type: 'settings', details: { billing: changed } })
  })
}

/** The rules of billing as their form has them. */
export const billingValues = (settings: BillingSettings): Record<string, string> => ({
  receptionDiscountMost: percentOf(settings.receptionDiscountMost),
  adminDiscountMost: percentOf(settings.adminDiscountMost),
  paymentDays: String(settings.paymentDays),
})
