import type { z } from 'zod'
import { idempotencyKey } from '../shared/fields.js'
import { reasonForm } from './forms.js'

export const linkCancelForm = reasonForm.extend({ idempotency_key: idempotencyKey() })

export type LinkCancellation = z.output<typeof linkCancelForm>
