import { z } from 'zod'
import { idempotencyKey, uuids } from '../shared/fields.js'

/** As many as one invoice takes, and as one page shows. */
export const MOST_CHARGES = 200

export const billingForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  charges: uuids({ most: MOST_CHARGES, missing: 'Choose what goes on the invoice.' }),
})

export type Billing = z.output<typeof billingForm>
