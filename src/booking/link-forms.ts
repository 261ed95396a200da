import type { z } from 'zod'
import { reasonForm } from '../appointments/forms.js'
import { idempotencyKey } from '../shared/fields.js'

export const linkCancelForm = reasonForm.extend({ idempotency_key: idempotencyKey() })

export type LinkCancellation = z.output<typeof linkCancelForm>
